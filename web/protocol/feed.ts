import * as v from 'valibot'
import { MillraceError } from './errors.ts'
import * as limits from './limits.ts'
import { cue } from './schema.ts'

/**
 * What a gateway's page hands to the HLS server of its node, each in a POST of its own: a line of JSON, then bytes.
 * Only the node's own page knows where; it is held to bounds all the same.
 */

const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))
const name = v.pipe(v.string(), v.maxLength(limits.MAX_ID_LENGTH), v.regex(/^[\w-]+$/))
const codec = v.pipe(v.string(), v.maxLength(limits.MAX_ID_LENGTH), v.regex(/^[\w.-]+$/))
const count = whole(2 ** 32 - 1)

const track = v.object({
  name,
  codec,
  /** As ordered, bits per second; 0 where it is not known. */
  bitrate: whole(limits.MAX_BITRATE),
  width: v.exactOptional(whole(limits.MAX_WIDTH)),
  height: v.exactOptional(whole(limits.MAX_HEIGHT)),
  framerate: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(limits.MAX_FRAMERATE))),
  channels: v.exactOptional(whole(limits.MAX_CHANNELS)),
})

/** A timeline begins: what comes after it hangs together. */
const run = v.object({
  kind: v.literal('run'),
  /** Told apart from every other run of the stream, over restarts of the page too. */
  run: name,
  segmentMs: v.pipe(v.number(), v.minValue(1), v.maxValue(Math.max(...limits.SEGMENT_MS))),
  /** No segment has a lower number. */
  first: count,
  /** Unix ms of the timeline's 0. */
  epoch: v.pipe(v.number(), v.minValue(0), v.maxValue(limits.MAX_CLOCK_MS)),
  renditions: v.pipe(v.array(track), v.maxLength(limits.MAX_RENDITIONS)),
  sound: v.exactOptional(track),
})

const segment = v.object({
  kind: v.literal('segment'),
  run: name,
  track: name,
  number: count,
  /** Time of its first frame, µs. */
  start: v.pipe(v.number(), v.minValue(0), v.maxValue(limits.MAX_CLOCK_MS)),
  /** s */
  duration: v.pipe(v.number(), v.minValue(0), v.maxValue(limits.MAX_HLS_SEGMENT_S)),
  /** As its bytes say it. */
  codec,
  /** Counts the inits of the track; its bytes come first. */
  map: count,
  initBytes: whole(limits.MAX_INIT_BYTES),
})

/** Some of a segment that is not complete yet. */
const part = v.object({
  kind: v.literal('part'),
  run: name,
  track: name,
  /** Of the segment. */
  number: count,
  /** In the segment. */
  index: whole(limits.MAX_HLS_PARTS),
  /** Time of its first frame, µs. */
  start: v.pipe(v.number(), v.minValue(0), v.maxValue(limits.MAX_CLOCK_MS)),
  /** s */
  duration: v.pipe(v.number(), v.minValue(0), v.maxValue(limits.MAX_HLS_SEGMENT_S)),
  /** It can be played without those before. */
  key: v.boolean(),
  /** Which of the inits that segments of the track came with. */
  map: count,
})

/** A small JPEG of what a segment begins with. */
const picture = v.object({
  kind: v.literal('picture'),
  run: name,
  /** Of the segment. */
  number: count,
  /** µs */
  start: v.pipe(v.number(), v.minValue(0), v.maxValue(limits.MAX_CLOCK_MS)),
  width: v.pipe(whole(limits.PICTURE_WIDTH), v.minValue(1)),
  height: v.pipe(whole(limits.PICTURE_HEIGHT), v.minValue(1)),
})

/** What is said. @property until all that was said before is told, µs */
const captions = v.object({
  kind: v.literal('captions'),
  run: name,
  captions: v.pipe(v.array(cue), v.maxLength(limits.MAX_CUES)),
  until: v.pipe(v.number(), v.minValue(0), v.maxValue(limits.MAX_CLOCK_MS)),
})

const head = v.variant('kind', [run, segment, part, picture, captions, v.object({ kind: v.literal('end') })])

export type FeedTrack = v.InferOutput<typeof track>
export type FeedRun = v.InferOutput<typeof run>
export type FeedSegment = v.InferOutput<typeof segment>
export type FeedPart = v.InferOutput<typeof part>
export type FeedPicture = v.InferOutput<typeof picture>
export type FeedCaptions = v.InferOutput<typeof captions>
export type FeedHead = v.InferOutput<typeof head>
/** What is still of use when the stream is over. */
export type FeedKept = Exclude<FeedHead, FeedPart>

const NEWLINE = 10

/** A message without its bytes, a line. */
export function encodeHead(head: FeedHead): string {
  return `${JSON.stringify(head)}\n`
}

/** A message and the bytes that belong to it, as they are sent. */
export function encodeFeed(head: FeedHead, ...bytes: Uint8Array<ArrayBuffer>[]): Blob {
  return new Blob([encodeHead(head), ...bytes])
}

/** @throws MillraceError bad-message */
export function decodeFeed(body: Uint8Array): { head: FeedHead; bytes: Uint8Array } {
  const end = body.indexOf(NEWLINE)
  try {
    const parsed = v.parse(head, JSON.parse(new TextDecoder().decode(body.subarray(0, end))))
    return { head: parsed, bytes: body.subarray(end + 1) }
  } catch (cause) {
    throw new MillraceError('bad-message', 'This is nothing that a stream is made of.', { cause })
  }
}
