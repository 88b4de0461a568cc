import * as v from 'valibot'
import { CAPTIONS } from './captions.ts'
import { sizeAfter } from './effects.ts'
import { fileBodies } from './fileschema.ts'
import { isPainted, sideOf } from './imagine.ts'
import * as limits from './limits.ts'
import { address, box, effect, jobBodies, name, price, receiptOf, share, text, whole } from './schema.ts'

/** What each message of `/millrace/ask/1` may hold. The bounds are those of limits.ts. */

const side = whole(1, limits.MAX_ASK_SIDE)
const { accept, refusal, end, quoteRequest, quote, payment, credit } = jobBodies
const { data, taken } = fileBodies

const request = {
  job: name,
  task: effect,
  bytes: whole(1, limits.MAX_ASK_BYTES),
  sender: v.exactOptional(address),
  price: v.exactOptional(price),
}
const ofPicture = v.pipe(
  v.object({ ...request, width: side, height: side }),
  v.check(({ task }) => task.id !== CAPTIONS.id, 'what is said is no question to a picture'),
  v.check(request => {
    const { width, height } = sizeAfter(request.task.id, request)
    return width * height <= limits.MAX_ASK_PIXELS && Math.max(width, height) <= limits.MAX_ASK_SIDE
  }, 'the picture has too many pixels'),
  v.check(
    ({ task, width, height, bytes }) =>
      !isPainted(task.id) ||
      (width === sideOf(task.id) && height === width && bytes <= limits.MAX_WISH_BYTES),
    'from words no other size is painted, nor from so many',
  ),
)
const ofSound = v.pipe(
  v.object({ ...request, duration: whole(1, limits.MAX_SOUND_MS) }),
  v.check(({ task }) => task.id === CAPTIONS.id, 'a sound is asked for what is said in it'),
)

export const askBodies = {
  request: v.lazy((input): typeof ofPicture | typeof ofSound =>
    Object.hasOwn(input as object, 'duration') ? ofSound : ofPicture,
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

/** What is said in a sound, as JSON says it; times in ms. */
export const saidBody = v.pipe(
  v.array(
    v.pipe(
      v.object({
        start: whole(0, limits.MAX_SOUND_MS),
        end: whole(0, limits.MAX_SOUND_MS),
        text: v.pipe(text(limits.MAX_CUE_LENGTH), v.minLength(1)),
      }),
      v.check(({ start, end }) => start <= end, 'no stretch of time'),
    ),
  ),
  v.maxLength(limits.MAX_SAID),
)

export type AskRequest = v.InferOutput<typeof askBodies.request>
export type AskBeat = v.InferOutput<typeof askBodies.beat>
/** Something in a picture: what it is, how sure that is, and where, in shares of the picture. */
export type Found = v.InferOutput<typeof foundBody>[number]
/** Some words, and when they are said, ms. */
export type Said = v.InferOutput<typeof saidBody>[number]
