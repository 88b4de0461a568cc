import { CLIP_CODEC, clipTime, splitClip } from '../protocol/clip.ts'
import { MillraceError } from '../protocol/errors.ts'
import { CLIP_FRAMERATE, CLIP_FRAMES, IMAGINE_SIDE } from '../protocol/imagine.ts'
import { decodeAll } from './decodeall.ts'
import { encoderConfig } from './encoder.ts'
import { encodeError } from './errors.ts'

/** So much that nothing of the painting is lost to the eye, bits per second: 300 kB a clip at the most. */
const BITRATE = 600_000

/** No frame is left out, as is done where time is short. */
const CONFIG: VideoEncoderConfig = {
  ...encoderConfig({
    codec: 'vp9',
    width: IMAGINE_SIDE,
    height: IMAGINE_SIDE,
    framerate: CLIP_FRAMERATE,
    bitrate: BITRATE,
  }),
  latencyMode: 'quality',
}

/** Whether this browser can make clips. */
export async function canEncodeClip(): Promise<boolean> {
  return (await VideoEncoder.isConfigSupported(CONFIG)).supported === true
}

/**
 * Encodes CLIP_FRAMES frames, one after another as they are painted.
 * @param paint makes one; it is closed here
 * @returns a packet for each @throws MillraceError unsupported; or what `paint` does
 */
export async function encodeClip(
  paint: (frame: number) => Promise<VideoFrame>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const packets: Uint8Array<ArrayBuffer>[] = []
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  const encoder = new VideoEncoder({
    output(encoded) {
      const data = new Uint8Array(encoded.byteLength)
      encoded.copyTo(data)
      packets.push(data)
    },
    error: cause => {
      void encodeError('vp9', () => VideoEncoder.isConfigSupported(CONFIG), cause).then(reject)
    },
  })
  try {
    encoder.configure(CONFIG)
    for (let index = 0; index < CLIP_FRAMES; index += 1) {
      const frame = await Promise.race([paint(index), failed])
      if (encoder.state === 'configured') encoder.encode(frame, { keyFrame: index === 0 })
      frame.close()
    }
    await Promise.race([encoder.flush(), failed])
    return packets
  } finally {
    if (encoder.state !== 'closed') encoder.close()
  }
}

/**
 * Decodes a clip that a peer has sent.
 * @param onframe gets each frame, in order, and does not close it
 * @throws MillraceError bad-input: it is none of CLIP_FRAMES frames of IMAGINE_SIDE
 */
export async function decodeClip(
  clip: Uint8Array<ArrayBuffer>,
  onframe: (frame: VideoFrame, index: number) => Promise<void>,
): Promise<void> {
  const packets = splitClip(clip).map((data, index) => ({
    key: index === 0,
    timestamp: clipTime(index),
    duration: clipTime(index + 1) - clipTime(index),
    data,
  }))
  let count = 0
  try {
    await decodeAll({ codec: CLIP_CODEC }, packets, async frame => {
      const { displayWidth, displayHeight, timestamp } = frame
      if (displayWidth !== IMAGINE_SIDE || displayHeight !== IMAGINE_SIDE || timestamp !== clipTime(count))
        throw new Error('A frame has another size, or is missing.')
      await onframe(frame, count)
      count += 1
    })
    if (count !== CLIP_FRAMES) throw new Error('Frames are missing.')
  } catch (cause) {
    throw new MillraceError('bad-input', 'The clip cannot be decoded.', { cause })
  }
}
