import type { Rect } from './crop.ts'
import type { FullEffect } from './schema.ts'

/**
 * A video file is made in segments. Each goes to one orchestrator as packets, and comes back as the packets of
 * every rendition; the gateway joins them. Bounds: `MAX_FILE_*` in limits.ts.
 */

/**
 * An encoded frame. `timestamp` and `duration` are whole microseconds of the source; a timestamp may be negative.
 * A source's H.264 is as it stands in its file: length-prefixed with a description, else Annex B. A rendition's is
 * Annex B with its parameter sets before every key, as segments of different encoders share a track.
 */
export type Packet = { timestamp: number; duration: number; key: boolean; data: Uint8Array }

/**
 * A part of the source: the frames with start <= timestamp < end, and what decodes them, in decode order. The first
 * packet is a key; it is earlier than `start` where a long GOP is cut. With open GOPs packets go on past the next key
 * until every frame before `end` is in. `before` is the timestamp of the source's last frame before `start`, absent where
 * there is none: where frames are dropped, it tells whether the first one of this segment is among them.
 */
export type FileSegment = { index: number; start: number; end: number; before?: number; packets: Packet[] }

/**
 * How the source is decoded. `width` and `height` are coded; rotation and aspect stay with the gateway, in the container.
 * `crop` is what is shown of its picture, black where that reaches beyond (crop.ts); absent: all of it.
 */
export type FileSource = {
  codec: string
  description?: Uint8Array<ArrayBuffer>
  width: number
  height: number
  crop?: Rect
  colorSpace?: VideoColorSpaceInit
}

/**
 * What to make of it. `maxFramerate` 0 keeps every frame; else some are dropped by their timestamps alone. Where there
 * is a `quantizer` (VP9 and AV1, of 0, the best, to MAX_QUANTIZER) every frame is encoded with it, and `bitrate` is
 * only what is expected to come of it.
 */
export type FileRendition = {
  track: number
  name: string
  codec: 'h264' | 'vp9' | 'av1'
  width: number
  height: number
  bitrate: number
  maxFramerate: number
  quantizer?: number
}

/** `effect` is applied to every picture, cropped, before any bars, in the size that it has in the largest rendition. */
export type FileOrder = { source: FileSource; renditions: FileRendition[]; effect?: FullEffect }

/**
 * One rendition of a segment: the first packet is a key, and timestamps are those of the source's frames. H.264 has no
 * description: every segment's key brings its parameter sets. A short segment may have no packets where frames are dropped.
 */
export type MadeRendition = {
  track: number
  codec: string
  description?: Uint8Array<ArrayBuffer>
  packets: Packet[]
}

/** A finished segment. `ms` is what the orchestrator spent on it. */
export type MadeSegment = { index: number; renditions: MadeRendition[]; ms: number }
