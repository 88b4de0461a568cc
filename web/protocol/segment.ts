/**
 * The sequence number of the segment that a frame belongs to. Segments are cut by time alone, so that every
 * orchestrator cuts a stream at the same frames: the first frame at or after each multiple of the length
 * starts a segment and is a forced key.
 *
 * @param timestamp presentation time of the frame, µs, from 0 at the stream's start
 * @param segmentMs length of a segment, ms
 */
export function segmentOf(timestamp: number, segmentMs: number): number {
  return Math.max(0, Math.floor(timestamp / (segmentMs * 1000)))
}
