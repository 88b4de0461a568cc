import type { Evidence } from '../protocol/evidence.ts'
import { isPainted } from '../protocol/imagine.ts'
import type { Given } from './askpeer.ts'
import type { Order } from './types.ts'

/** Evidence that what an orchestrator signed for is no answer to what was asked. */
export function evidenceOf(
  peer: string,
  { asked, bytes: input }: Order,
  { job, bytes, receipt }: Given,
  reason: string,
): Evidence {
  const still = (data: Uint8Array<ArrayBuffer>) => ({ key: true, segment: 0, timestamp: 0, data })
  return {
    ...{ version: 1, peer, job, reason, at: Date.now(), renditions: [], receipt },
    ...('width' in asked &&
      !isPainted(asked.task.id) && {
        format: { codec: 'JPEG', width: asked.width, height: asked.height, framerate: 0, bitrate: 0 },
      }),
    source: [still(input)],
    frames: [still(bytes)],
  }
}
