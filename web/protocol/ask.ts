import type { AskRequest } from './askschema.ts'
import { weighted } from './balance.ts'
import { digestAll, digestsOf } from './digest.ts'
import { type EffectId, effectWeight, FILE_EFFECTS, sizeAfter } from './effects.ts'
import { lookPixels, OBJECTS, type ObjectsId } from './objects.ts'
import type { Effect, Price, UnsignedReceipt } from './schema.ts'

/** Requests: one picture, and what an AI model makes of it. Bounds: `MAX_ASK_*` in limits.ts. */

export type AskId = EffectId | ObjectsId

/** What can be asked for: effects that need no earlier picture, and finding things. */
export const ASKABLE: readonly { id: AskId; name: string }[] = [...FILE_EFFECTS, OBJECTS]

/** What is asked for, of a picture of this size. */
export type Asked = Pick<AskRequest, 'task' | 'width' | 'height'>

/** What goes out and comes back: JPEG, or JSON of what was found. */
type Bytes = Uint8Array<ArrayBuffer>

/**
 * For how many plain output pixels a request counts: an effect for those of the picture that comes of it,
 * a look for its own. Who encodes for nothing does it for nothing.
 * @param price of an output pixel
 * @param extra of what is asked for, beside it
 */
export function askPixels(asked: Asked, price: Price | undefined, extra: Price | undefined): number {
  if (price === undefined || price.wei === 0n) return 0
  if (asked.task.id === OBJECTS.id) return lookPixels(price, extra)
  const { width, height } = sizeAfter(asked.task.id, asked)
  return Number(weighted(width * height, effectWeight(price, extra)))
}

/** What an honest receipt says of an answer, beside the time it took. @param pixels as they are paid */
export async function accountOfAnswer(
  task: Effect,
  picture: Bytes,
  answer: Bytes,
  pixels: number,
): Promise<Omit<UnsignedReceipt, 'took'>> {
  const frames = [picture, answer].map(data => ({ timestamp: 0, data }))
  const [source, digests] = (await digestsOf(frames)) as [Bytes, Bytes]
  const counts = { segment: 0, track: 1, frames: 1, skipped: 0, bytes: answer.byteLength, pixels }
  return { ...counts, digests, source: digestAll([source]), effect: task }
}
