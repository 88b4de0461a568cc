import { wrap } from 'comlink'
import type { EffectKind } from '../../web/protocol/effects.ts'
import { drawAvatars, drawPictures, drawSheet } from './ai.sheet.ts'
import type { AiBench } from './ai.worker.ts'

/** The Worker takes its name for how many threads its runtime may have. */
function start(threads: number) {
  const name = String(threads)
  const worker = new Worker(new URL('./ai.worker.ts', import.meta.url), { type: 'module', name })
  return { worker, bench: wrap<AiBench>(worker) }
}

let current: ReturnType<typeof start> | undefined

const bench = {
  /** Readies an effect in a new Worker, in place of the one before. */
  async open(threads: number, ...args: Parameters<AiBench['open']>): Promise<void> {
    current?.worker.terminate()
    current = start(threads)
    await current.bench.open(...args)
  },
  run: async (frames: number): Promise<number[]> => (await current?.bench.run(frames)) ?? [],
  difference: async (id: string): Promise<number> => start(1).bench.difference(id),
  /** @returns a JPEG as a data URL */
  async drawSheet(film: string, seconds: number[], effects: readonly EffectKind[]): Promise<string> {
    const { bench } = start(navigator.hardwareConcurrency)
    return drawSheet(film, seconds, effects, (id, bitmap) => bench.apply(id, bitmap))
  },
  /** Draws pictures of texts. @returns ms of each, and a JPEG of all as a data URL */
  async imagine(threads: number, texts: readonly string[]): Promise<{ ms: number[]; sheet: string }> {
    const { bench } = start(threads)
    return drawPictures(texts, (text, seed) => bench.imagine(text, seed))
  },
  /** Makes a clip of each text, each with a seed of its own. */
  async clips(threads: number, texts: readonly string[]) {
    const { bench } = start(threads)
    const made: Awaited<ReturnType<typeof bench.clip>>[] = []
    for (const [seed, text] of texts.entries()) made.push(await bench.clip(text, seed))
    return made
  },
  /** @returns a JPEG as a data URL */
  async drawAvatars(): Promise<string> {
    const { bench } = start(navigator.hardwareConcurrency)
    return drawAvatars((id, bitmap) => bench.apply(id, bitmap))
  },
}

declare global {
  interface Window {
    ai: typeof bench
  }
}
window.ai = bench
