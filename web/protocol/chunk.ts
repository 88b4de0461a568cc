import { MAX_TRACKS } from './limits.ts'

/**
 * One encoded frame, or one packet of sound, between an encoder and a decoder.
 * Timestamps are the source's, in microseconds, from end to end.
 */
export type Chunk = {
  /** SOURCE_TRACK, a rung's track (1..MAX_RENDITIONS) or AUDIO_TRACK. */
  track: number
  /** Decodable without an earlier chunk. Not every key starts a segment: encoders add keys of their own. */
  key: boolean
  /** Sequence number of the segment that this frame belongs to: see segment.ts. */
  segment: number
  /** Presentation time, µs. */
  timestamp: number
  /** µs; 0 where it is not known. */
  duration: number
  data: Uint8Array
  /** Only there so that later ones can be decoded: nothing is made of it. */
  leadIn?: true
}

export const SOURCE_TRACK = 0
export const AUDIO_TRACK = MAX_TRACKS - 1
