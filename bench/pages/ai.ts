import { wrap } from 'comlink'
import type { EffectKind } from '../../web/protocol/effects.ts'
import { drawSheet } from './ai.sheet.ts'
import type { AiBench, Speed } from './ai.worker.ts'

/** The Worker takes its name for how many threads its runtime may have. */
async function inWorker<Result>(threads: number, work: (bench: AiBench) => Promise<Result>): Promise<Result> {
  const name = String(threads)
  const worker = new Worker(new URL('./ai.worker.ts', import.meta.url), { type: 'module', name })
  try {
    return await work(wrap<AiBench>(worker) as unknown as AiBench)
  } finally {
    worker.terminate()
  }
}

const bench = {
  /** How long an effect takes for a frame, and its model alone. */
  speed: (threads: number, ...args: Parameters<AiBench['speed']>): Promise<Speed> =>
    inWorker(threads, bench => bench.speed(...args)),
  difference: (id: string): Promise<number> => inWorker(1, bench => bench.difference(id)),
  /** @returns a JPEG as a data URL */
  drawSheet: (...args: [film: string, seconds: number[], effects: readonly EffectKind[]]): Promise<string> =>
    inWorker(navigator.hardwareConcurrency, bench => drawSheet(...args, bench.apply)),
}

declare global {
  interface Window {
    ai: typeof bench
  }
}
window.ai = bench
