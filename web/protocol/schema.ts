import * as v from 'valibot'
import { CODECS } from './ladder.ts'
import * as limits from './limits.ts'

/** What each message may hold. The bounds are those of limits.ts. */

const between = (low: number, high: number) => v.pipe(v.number(), v.minValue(low), v.maxValue(high))
export const whole = (low: number, high: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high))
export const text = (length: number) =>
  v.pipe(
    v.string(),
    v.maxLength(length),
    v.check(value => value.isWellFormed(), 'no well-formed text'),
  )
export const count = whole(0, 2 ** 32 - 1)
const clock = between(0, limits.MAX_CLOCK_MS)
const realtime = between(0, limits.MAX_REALTIME)
const framerate = between(0, limits.MAX_FRAMERATE)
export const name = v.pipe(text(limits.MAX_ID_LENGTH), v.regex(/^[\w-]+$/))
/** A WebCodecs codec string, e.g. avc1.640028. */
export const codec = v.pipe(text(limits.MAX_ID_LENGTH), v.regex(/^[\w.-]+$/))
export const description = v.exactOptional(
  v.pipe(v.instance(Uint8Array<ArrayBuffer>), v.maxLength(limits.MAX_DESCRIPTION_BYTES)),
)
export const bytes = (least: number, most: number) =>
  v.pipe(v.instance(Uint8Array<ArrayBuffer>), v.minLength(least), v.maxLength(most))
/** A whole number, big-endian. */
const number = bytes(0, limits.HASH_BYTES)
export const address = bytes(limits.ADDRESS_BYTES, limits.ADDRESS_BYTES)
const hash = bytes(limits.HASH_BYTES, limits.HASH_BYTES)
export const price = v.object({
  wei: v.pipe(v.bigint(), v.minValue(0n), v.maxValue(limits.MAX_PRICE_PART)),
  pixels: v.pipe(v.bigint(), v.minValue(1n), v.maxValue(limits.MAX_PRICE_PART)),
})
const quote = v.object({
  price,
  recipient: address,
  faceValue: number,
  winProb: number,
  recipientRandHash: hash,
  seed: hash,
  expirationBlock: count,
  creationRound: count,
  creationRoundBlockHash: hash,
})
const ticket = v.object({
  senderNonce: whole(1, limits.MAX_NONCES),
  signature: bytes(limits.SIGNATURE_BYTES, limits.SIGNATURE_BYTES),
})
export const effect = v.object({ id: name, strength: between(0, 1), backdrop: v.exactOptional(name) })
const effectOffer = v.object({
  id: name,
  pixelRate: between(0, limits.MAX_PIXEL_RATE),
  price: v.exactOptional(price),
})
export const effectOrder = v.object({
  effect: v.exactOptional(effect),
  price: v.exactOptional(price),
  picture: v.exactOptional(bytes(1, limits.MAX_BACKDROP_BYTES)),
})
export const share = between(0, 1)
export const box = v.object({ left: share, top: share, width: share, height: share })
/** What belongs to a stretch of the stream's time, both ends in µs of the source. */
export const cue = v.pipe(
  v.object({
    kind: v.picklist(limits.CUE_KINDS),
    id: count,
    start: clock,
    end: clock,
    text: text(limits.MAX_CUE_LENGTH),
    score: v.exactOptional(share),
    box: v.exactOptional(box),
  }),
  v.check(({ start, end }) => start < end && end - start <= limits.MAX_CUE_US, 'no stretch of time'),
)
const cues = v.object({ cues: v.pipe(v.array(cue), v.maxLength(limits.MAX_CUES)) })
const segmentMs = v.picklist(limits.SEGMENT_MS)
/** The track of a rung; 0 where the other side chooses. */
const rung = whole(0, limits.MAX_RENDITIONS)
export const size = { width: whole(1, limits.MAX_WIDTH), height: whole(1, limits.MAX_HEIGHT) }

const videoFormat = v.object({
  codec,
  ...size,
  framerate,
  bitrate: whole(0, limits.MAX_BITRATE),
  description,
})

const audioFormat = v.object({
  codec,
  sampleRate: whole(1, limits.MAX_SAMPLE_RATE),
  channels: whole(1, limits.MAX_CHANNELS),
  description,
})

export const rendition = v.object({
  track: whole(1, limits.MAX_RENDITIONS),
  name,
  codec: v.picklist(CODECS),
  ...size,
  bitrate: whole(limits.MIN_BITRATE, limits.MAX_BITRATE),
  maxFramerate: framerate,
})
/** @param each what one of them may hold */
export const renditionsOf = <Each extends v.GenericSchema<unknown, { track: number }>>(each: Each) =>
  v.pipe(
    v.array(each),
    v.maxLength(limits.MAX_RENDITIONS),
    v.check(
      list => new Set(list.map(({ track }) => track)).size === list.length,
      'two renditions share a track',
    ),
  )
export const renditions = renditionsOf(rendition)

const signal = v.object({
  connection: whole(0, limits.MAX_CONNECTIONS - 1),
  kind: v.picklist(['hello', 'offer', 'answer', 'candidate']),
  body: text(limits.MAX_MESSAGE_BYTES),
})

const refusal = v.object({ code: text(limits.MAX_ID_LENGTH), reason: text(limits.MAX_REASON_LENGTH) })
const keyRequest = v.object({ track: whole(0, limits.MAX_TRACKS - 1) })
const empty = v.object({})

/** @param mostFrames of one segment */
export const receiptOf = (mostFrames: number) =>
  v.object({
    segment: count,
    track: whole(1, limits.MAX_RENDITIONS),
    frames: whole(0, mostFrames),
    skipped: count,
    bytes: count,
    pixels: whole(0, Number.MAX_SAFE_INTEGER),
    digests: bytes(0, limits.DIGEST_BYTES * mostFrames),
    source: bytes(0, limits.HASH_BYTES),
    took: clock,
    signature: bytes(0, limits.MAX_PEER_SIGNATURE_BYTES),
    effect: v.exactOptional(effect),
  })

export const jobBodies = {
  request: v.object({
    job: name,
    source: videoFormat,
    renditions: v.pipe(renditions, v.minLength(1)),
    segmentMs,
    standby: v.boolean(),
    sender: v.exactOptional(address),
    effect: v.exactOptional(effectOrder),
  }),
  accept: v.object({ quote: v.exactOptional(quote) }),
  refusal,
  signal,
  heartbeat: v.object({
    sequence: count,
    sentAt: clock,
    echo: count,
    queue: count,
    skipped: count,
    realtime,
  }),
  receipt: receiptOf(limits.MAX_SEGMENT_FRAMES),
  keyRequest,
  flush: v.object({ until: v.exactOptional(between(0, limits.MAX_CLOCK_MS)) }),
  end: refusal,
  quoteRequest: empty,
  quote,
  payment: v.object({
    sequence: whole(1, 2 ** 32 - 1),
    quote,
    tickets: v.pipe(v.array(ticket), v.minLength(1), v.maxLength(limits.MAX_TICKETS)),
  }),
  credit: v.object({
    payment: count,
    value: number,
    code: text(limits.MAX_ID_LENGTH),
    reason: text(limits.MAX_REASON_LENGTH),
  }),
  effectOrder,
  effectLoading: v.object({ share: between(0, 1) }),
  effectReport: v.object({ since: count, effect: v.exactOptional(effect) }),
  cues,
  recognise: v.object({ on: v.boolean(), price: v.exactOptional(price) }),
}

export const watchBodies = {
  subscribe: v.object({ stream: name, track: rung }),
  info: v.pipe(
    v.object({
      title: text(limits.MAX_TITLE_LENGTH),
      renditions,
      codecs: v.array(codec),
      audio: v.exactOptional(audioFormat),
      segmentMs,
      epoch: clock,
      state: v.picklist(['waiting', 'live', 'ended']),
      reason: text(limits.MAX_REASON_LENGTH),
    }),
    v.check(info => info.codecs.length === info.renditions.length, 'each rendition needs its codec string'),
  ),
  refusal,
  signal,
  select: v.object({ track: rung }),
  keyRequest,
  link: v.object({ now: clock, echo: clock, available: count, track: rung, dropped: count }),
  report: v.object({
    sentAt: clock,
    /** Below 0 while the two clocks are not yet aligned. */
    latency: between(-limits.MAX_CLOCK_MS, limits.MAX_CLOCK_MS),
    frames: count,
    dropped: count,
    freezes: count,
  }),
  end: refusal,
  cues,
}

export const offerBody = v.object({
  version: v.literal(1),
  codecs: v.pipe(
    v.array(v.object({ codec: v.picklist(CODECS), hardware: v.boolean(), realtime })),
    v.maxLength(CODECS.length),
  ),
  maxJobs: whole(0, limits.MAX_JOBS),
  runningJobs: whole(0, limits.MAX_JOBS),
  paused: v.boolean(),
  sequence: count,
  addresses: v.pipe(v.array(text(limits.MAX_ADDRESS_LENGTH)), v.maxLength(limits.MAX_ADDRESSES)),
  account: v.exactOptional(address),
  price: v.exactOptional(price),
  effects: v.exactOptional(v.pipe(v.array(effectOffer), v.maxLength(limits.MAX_EFFECTS))),
  /** One request is taken even where all places for jobs are. */
  beside: v.exactOptional(v.boolean()),
})

/** What is done to pictures before they are encoded. */
export type Effect = v.InferOutput<typeof effect>
/** With the picture that it names, if it names one. */
export type FullEffect = Effect & { picture?: Uint8Array<ArrayBuffer> }
export type EffectOffer = v.InferOutput<typeof effectOffer>
export type EffectOrder = v.InferOutput<typeof effectOrder>
export type EffectReport = v.InferOutput<typeof jobBodies.effectReport>
export type RecogniseOrder = v.InferOutput<typeof jobBodies.recognise>
export type Cue = v.InferOutput<typeof cue>
export type VideoFormat = v.InferOutput<typeof videoFormat>
export type AudioFormat = v.InferOutput<typeof audioFormat>
/** One rung of the ladder, as ordered. */
export type Rendition = v.InferOutput<typeof renditions>[number]
export type Signal = v.InferOutput<typeof signal>
export type JobRequest = v.InferOutput<typeof jobBodies.request>
export type Receipt = v.InferOutput<typeof jobBodies.receipt>
/** A receipt before its orchestrator signs it. */
export type UnsignedReceipt = Omit<Receipt, 'signature'>
/** Wei for so many output pixels. */
export type Price = v.InferOutput<typeof price>
export type Quote = v.InferOutput<typeof quote>
export type Payment = v.InferOutput<typeof jobBodies.payment>
export type Credit = v.InferOutput<typeof jobBodies.credit>
export type StreamInfo = v.InferOutput<typeof watchBodies.info>
export type Offer = v.InferOutput<typeof offerBody>
