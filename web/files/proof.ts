import type { Evidence } from '../protocol/evidence.ts'
import type { FileOrder, Packet } from '../protocol/file.ts'
import { MAX_FRAMERATE } from '../protocol/limits.ts'
import type { Proof } from './intake.ts'

/** Evidence of what an orchestrator did to a segment of a file, with all that the segment is decoded from. */
export function evidenceOf(
  peer: string,
  job: string,
  { source, renditions }: FileOrder,
  { segment, rendition, receipt, reason }: Proof,
): Evidence {
  const { crop, colorSpace: _, ...format } = source
  const seconds = (segment.end - segment.start) / 1e6
  const framerate = Math.min(MAX_FRAMERATE, rendition.packets.length / seconds)
  const frames = (packets: Packet[]) =>
    packets.map(({ key, timestamp, data }) => ({
      ...{ key, segment: segment.index, timestamp },
      data: new Uint8Array(data),
    }))
  return {
    ...{ version: 1, peer, job, reason, at: Date.now(), renditions, receipt },
    format: { ...format, framerate, bitrate: 0 },
    ...(crop && { crop }),
    source: frames(segment.packets),
    frames: frames(rendition.packets),
  }
}
