import { weighted } from './balance.ts'
import { CAPTIONS, type CaptionsId, soundPixels } from './captions.ts'
import { digestAll, digestsOf } from './digest.ts'
import { type EffectId, effectWeight, FILE_EFFECTS, sizeAfter } from './effects.ts'
import { IMAGINE, IMAGINE_ANY, IMAGINE_CLIP, type ImagineId, picturesOf } from './imagine.ts'
import { ASK_STALL_MS, LEAST_SOUND_RATE } from './limits.ts'
import { lookPixels, OBJECTS, type ObjectsId } from './objects.ts'
import type { Effect, Price, UnsignedReceipt } from './schema.ts'

/** Requests: one picture, sound or text, and what an AI model makes of it. Bounds: `MAX_ASK_*`, `MAX_SOUND_*` and `MAX_WISH_*` in limits.ts. */

export type FileAskId = EffectId | ObjectsId | CaptionsId
export type AskId = FileAskId | ImagineId

/** What can be asked of a picture or a sound: effects that need no earlier picture, finding things, and writing down what is said. */
export const FILE_ASKABLE: readonly { id: FileAskId; name: string }[] = [...FILE_EFFECTS, OBJECTS, CAPTIONS]

/** What can be asked for: these, and painting from words. */
export const ASKABLE: readonly { id: AskId; name: string }[] = [
  ...FILE_ASKABLE,
  IMAGINE,
  IMAGINE_CLIP,
  IMAGINE_ANY,
]

/** What is asked for, of a picture of this size, or a sound of this length, ms; of words, the size of what is painted, each frame. */
export type Asked = { task: Effect } & ({ width: number; height: number } | { duration: number })

/** What goes out and comes back: JPEG, a sound, or JSON of words, or of what was found or said; a PNG of what was painted, or a clip. */
type Bytes = Uint8Array<ArrayBuffer>

/**
 * For how many plain output pixels a request counts: an effect for those of the picture, or of all frames, that come of it,
 * a look for its own, a sound for what its length costs. Who encodes for nothing does it for nothing.
 * @param price of an output pixel
 * @param extra of what is asked for, beside it
 */
export function askPixels(asked: Asked, price: Price | undefined, extra: Price | undefined): number {
  if ('duration' in asked) return soundPixels(price, extra, asked.duration)
  if (price === undefined || price.wei === 0n) return 0
  if (asked.task.id === OBJECTS.id) return lookPixels(price, extra)
  const { width, height } = sizeAfter(asked.task.id, asked)
  return Number(weighted(picturesOf(asked.task.id) * width * height, effectWeight(price, extra)))
}

/** How long a model may be loaded and run for a request, ms. */
export function stallOf(asked: Asked): number {
  return ASK_STALL_MS + ('duration' in asked ? (asked.duration * 1000) / LEAST_SOUND_RATE : 0)
}

/** What an honest receipt says of an answer, beside the time it took. @param input what went out @param pixels as they are paid */
export async function accountOfAnswer(
  task: Effect,
  input: Bytes,
  answer: Bytes,
  pixels: number,
): Promise<Omit<UnsignedReceipt, 'took'>> {
  const frames = [input, answer].map(data => ({ timestamp: 0, data }))
  const [source, digests] = (await digestsOf(frames)) as [Bytes, Bytes]
  const counts = { segment: 0, track: 1, frames: 1, skipped: 0, bytes: answer.byteLength, pixels }
  return { ...counts, digests, source: digestAll([source]), effect: task }
}
