import type { Chunk } from '../protocol/chunk.ts'
import type { AudioFormat, Cue, Rendition } from '../protocol/schema.ts'

/** What is published of a stream, as its recorder is told. */
export type Programme = {
  /** Counts the ladders that were ordered: with each one the timeline begins anew. */
  order: number
  renditions: Rendition[]
  audio: AudioFormat | undefined
  /** Frames per second of the source; 0 where it is not known. */
  framerate: number
  segmentMs: number
  /** Unix ms of timestamp 0. */
  epoch: number
}

/** What a stream's Worker sends through the port that it is given (`tap`). */
export type TapMessage =
  | { kind: 'programme'; programme: Programme }
  /** The bytes are the receiver's own. */
  | { kind: 'chunk'; chunk: Chunk }
  /** @property until what was said before this is told, µs */
  | { kind: 'cues'; cues: Cue[]; until: number }
  | { kind: 'end' }

/** Everything, or the chunks of the sound alone. */
export type TapWish = 'all' | 'sound'

/** One segment of one track that will not change any more. */
export type LiveSegment = {
  track: number
  /** Of the stream: see protocol/segment.ts. */
  number: number
  /** Time of its first frame, µs. */
  start: number
  /** Where the next one begins, or should have, µs: its last frame is shown until then. */
  end: number
  /** Its beginning is missing: it begins so much later than it should, µs. */
  late: number
  /** The first is a key, timestamps rise. */
  chunks: Chunk[]
}

/** Some of a segment, as soon as it will not change any more. */
export type LivePart = LiveSegment & {
  /** In its segment. */
  index: number
}
