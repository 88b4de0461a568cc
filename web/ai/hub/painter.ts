import { ANY_SIDE } from '../../protocol/imagine.ts'
import { cannotRun } from '../errors.ts'
import type { OnProgress } from '../load.ts'
import { type Pixels, pixelsOf } from '../picture.ts'
import { loadRuntime } from '../runtime.ts'
import { readFile } from './folder.ts'
import { whyNotHere } from './needs.ts'
import { openPaintNets, type PaintNets } from './nets.ts'
import { type Hub, type HubFile, hubBytes } from './registry.ts'
import { cleaned, noiseOf, toModel } from './step.ts'
import { startTokens, type Tokens } from './tokens.ts'

/**
 * Paints whatever words say, in one step from noise to a picture.
 * @param words of any language, of which the first TOKENS pieces are read
 * @param seed whole number of 32 bits: another one is another picture
 * @returns ANY_SIDE wide and high; the same for the same words and seed, on the same machine
 * @throws MillraceError bad-model
 */
export type Paint = (words: string, seed: number) => Promise<Pixels>

export type Painter = { paint: Paint }

const THREADS = 4

/**
 * Makes a model of the hub ready that was downloaded before. In a Worker, with which it ends.
 * @param onprogress share that is read
 * @throws MillraceError bad-model
 */
export async function openPainter(hub: Hub, onprogress: OnProgress): Promise<Painter> {
  const reason = await whyNotHere(hub)
  if (reason !== undefined) throw cannotRun(hub.id, new Error(reason))
  let read = 0
  const bytesOf = async (file: HubFile) => {
    const bytes = await readFile(file).catch(cause => {
      throw cannotRun(hub.id, cause)
    })
    read += file.bytes
    onprogress(read / hubBytes(hub))
    return bytes
  }
  const textOf = async (file: HubFile) => new TextDecoder().decode(await bytesOf(file))
  const tokens = startTokens(JSON.parse(await textOf(hub.vocabulary)), await textOf(hub.merges))
  const ort = await loadRuntime(hub.needs.provider, THREADS).catch(cause => {
    throw cannotRun(hub.id, cause)
  })
  return { paint: startPaint(tokens, await openPaintNets(ort, hub, bytesOf)) }
}

export function startPaint(tokens: Tokens, nets: Pick<PaintNets, 'findNoise' | 'decode'>): Paint {
  return async (words, seed) => {
    const noisy = noiseOf(seed)
    const noise = await nets.findNoise(tokens(words), toModel(noisy))
    return pixelsOf(await nets.decode(cleaned(noisy, noise)), ANY_SIDE)
  }
}
