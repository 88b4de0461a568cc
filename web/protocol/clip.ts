import { MillraceError } from './errors.ts'
import { CLIP_FRAMERATE, CLIP_FRAMES, IMAGINE_SIDE } from './imagine.ts'
import { codecString } from './ladder.ts'
import { MAX_CLIP_BYTES } from './limits.ts'

/** Clips as requests carry them: a packet of VP9 for each frame, the first one a key, each behind its length in three bytes. */

export const CLIP_CODEC = codecString('vp9', {
  width: IMAGINE_SIDE,
  height: IMAGINE_SIDE,
  framerate: CLIP_FRAMERATE,
})

const HEAD = 3

/** When a frame is shown, µs. */
export function clipTime(frame: number): number {
  return Math.round((frame * 1e6) / CLIP_FRAMERATE)
}

/** @param packets of CLIP_FRAMES frames @throws MillraceError too-large: they are more than is sent */
export function joinClip(packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = packets.reduce((sum, { byteLength }) => sum + HEAD + byteLength, 0)
  if (length > MAX_CLIP_BYTES)
    throw new MillraceError('too-large', 'The clip has more in it than can be sent.')
  const joined = new Uint8Array(length)
  let at = 0
  for (const packet of packets) {
    joined.set([packet.byteLength >> 16, packet.byteLength >> 8, packet.byteLength], at)
    joined.set(packet, at + HEAD)
    at += HEAD + packet.byteLength
  }
  return joined
}

/** What a peer has sent. @throws MillraceError bad-input: these are no packets, or not as many as a clip has frames */
export function splitClip(clip: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const packets: Uint8Array<ArrayBuffer>[] = []
  if (clip.byteLength > MAX_CLIP_BYTES) throw noClip()
  for (let at = 0; at < clip.byteLength; ) {
    const [high = 0, middle = 0, low = 0] = clip.subarray(at, at + HEAD)
    const end = at + HEAD + high * 2 ** 16 + middle * 2 ** 8 + low
    if (end === at + HEAD || end > clip.byteLength || packets.length === CLIP_FRAMES) throw noClip()
    packets.push(clip.subarray(at + HEAD, end))
    at = end
  }
  if (packets.length < CLIP_FRAMES) throw noClip()
  return packets
}

function noClip(): MillraceError {
  return new MillraceError('bad-input', `This is no clip of ${CLIP_FRAMES} frames.`)
}
