import type { Evidence } from '../protocol/evidence.ts'
import type { Given } from './askpeer.ts'
import type { Order } from './types.ts'

/** Evidence that what an orchestrator signed for is no answer to what was asked. */
export function evidenceOf(
  peer: string,
  { picture }: Order,
  { job, bytes, receipt }: Given,
  reason: string,
): Evidence {
  const { width, height } = picture
  const still = (data: Uint8Array<ArrayBuffer>) => ({ key: true, segment: 0, timestamp: 0, data })
  return {
    ...{ version: 1, peer, job, reason, at: Date.now(), renditions: [], receipt },
    format: { codec: 'JPEG', width, height, framerate: 0, bitrate: 0 },
    source: [still(picture.bytes)],
    frames: [still(bytes)],
  }
}
