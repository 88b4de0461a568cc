import { MillraceError } from './errors.ts'

/** Sounds as requests carry them: packets of Opus, mono, all of the same length, each behind its length in two bytes. */

/** Samples of a second that is listened to. */
export const SOUND_RATE = 16_000
/** Of a packet, ms. */
export const SOUND_PACKET_MS = 20

const HEAD = 2
/** The most that a packet of Opus has. */
const MOST = 1275

/** @param packets none longer than Opus packets are */
export function joinSound(packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(packets.reduce((sum, { byteLength }) => sum + HEAD + byteLength, 0))
  const view = new DataView(joined.buffer)
  let at = 0
  for (const packet of packets) {
    view.setUint16(at, packet.byteLength)
    joined.set(packet, at + HEAD)
    at += HEAD + packet.byteLength
  }
  return joined
}

/**
 * @param duration that was told, ms: no more packets are taken
 * @throws MillraceError bad-input: these are no packets, or more than were told
 */
export function splitSound(sound: Uint8Array<ArrayBuffer>, duration: number): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(sound.buffer, sound.byteOffset, sound.byteLength)
  const packets: Uint8Array<ArrayBuffer>[] = []
  for (let at = 0; at < sound.byteLength; ) {
    const length = at + HEAD <= sound.byteLength ? view.getUint16(at) : 0
    const end = at + HEAD + length
    if (length === 0 || length > MOST || end > sound.byteLength || packets.length >= packetsOf(duration)) {
      throw new MillraceError('bad-input', 'This is no sound of the length that was told.')
    }
    packets.push(sound.subarray(at + HEAD, end))
    at = end
  }
  return packets
}

/** Packets of so much sound, ms: the last one may not be full, and an encoder may need one more. */
function packetsOf(duration: number): number {
  return Math.ceil(duration / SOUND_PACKET_MS) + 1
}
