import * as v from 'valibot'
import { sizeAfter } from './effects.ts'
import { fileBodies } from './fileschema.ts'
import * as limits from './limits.ts'
import { address, box, effect, jobBodies, name, price, receiptOf, share, text, whole } from './schema.ts'

/** What each message of `/millrace/ask/1` may hold. The bounds are those of limits.ts. */

const side = whole(1, limits.MAX_ASK_SIDE)
const { accept, refusal, end, quoteRequest, quote, payment, credit } = jobBodies
const { data, taken } = fileBodies

export const askBodies = {
  request: v.pipe(
    v.object({
      job: name,
      task: effect,
      width: side,
      height: side,
      bytes: whole(1, limits.MAX_ASK_BYTES),
      sender: v.exactOptional(address),
      price: v.exactOptional(price),
    }),
    v.check(request => {
      const { width, height } = sizeAfter(request.task.id, request)
      return width * height <= limits.MAX_ASK_PIXELS && Math.max(width, height) <= limits.MAX_ASK_SIDE
    }, 'the picture has too many pixels'),
  ),
  accept,
  refusal,
  data,
  taken,
  beat: v.object({ stage: v.picklist(['waiting', 'loading', 'running']), share }),
  receipt: v.pipe(
    receiptOf(1),
    v.check(({ bytes }) => bytes >= 1 && bytes <= limits.MAX_ASK_BYTES, 'the answer is empty or too large'),
  ),
  end,
  quoteRequest,
  quote,
  payment,
  credit,
}

/** What is found in a picture, as JSON says it. */
export const foundBody = v.pipe(
  v.array(v.object({ label: text(limits.MAX_ID_LENGTH), score: share, box })),
  v.maxLength(limits.MAX_FOUND),
)

export type AskRequest = v.InferOutput<typeof askBodies.request>
export type AskBeat = v.InferOutput<typeof askBodies.beat>
/** Something in a picture: what it is, how sure that is, and where, in shares of the picture. */
export type Found = v.InferOutput<typeof foundBody>[number]
