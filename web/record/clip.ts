import { EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from 'mediabunny'
import { CLIP_CODEC, clipTime, splitClip } from '../protocol/clip.ts'
import { CLIP_FRAMERATE, IMAGINE_SIDE } from '../protocol/imagine.ts'
import { collect } from './collect.ts'

const DECODER: VideoDecoderConfig = {
  codec: CLIP_CODEC,
  codedWidth: IMAGINE_SIDE,
  codedHeight: IMAGINE_SIDE,
  colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
}

/** A clip that a request has brought, as a WebM that plays. @throws MillraceError bad-input: it is none */
export async function clipToWebm(clip: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packets = splitClip(clip)
  const { target, bytes } = collect()
  const output = new Output({ format: new WebMOutputFormat(), target })
  const source = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(source, { frameRate: CLIP_FRAMERATE })
  await output.start()
  for (const [index, data] of packets.entries()) {
    const [from, to] = [clipTime(index), clipTime(index + 1)]
    const packet = new EncodedPacket(data, index === 0 ? 'key' : 'delta', from / 1e6, (to - from) / 1e6)
    await source.add(packet, { decoderConfig: DECODER })
  }
  await output.finalize()
  return bytes()
}
