import type { Packet } from '../protocol/file.ts'

/** Frames that a decoder may be ahead of who looks at them. */
const AHEAD = 8

/**
 * Decodes packets, the first a key, and hands the frames over one at a time, in order of presentation.
 * @param onframe resolves when it needs the frame no more
 * @throws what the decoder throws
 */
export async function decodeAll(
  config: VideoDecoderConfig,
  packets: readonly Packet[],
  onframe: (frame: VideoFrame) => Promise<void>,
): Promise<void> {
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  /** Of the decoder itself: it is closed then, and all that is asked of it fails for that. */
  let failure: Error | undefined
  let waiting = 0
  let looked = Promise.resolve()
  let wake = () => {}
  const decoder = new VideoDecoder({
    output(frame) {
      waiting += 1
      looked = looked
        .then(() => onframe(frame))
        .finally(() => {
          frame.close()
          waiting -= 1
          wake()
        })
      looked.catch(reject)
    },
    error(error) {
      failure = error
      reject(error)
    },
  })
  decoder.ondequeue = () => wake()
  const room = async () => {
    while (decoder.decodeQueueSize + waiting >= AHEAD) {
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
  try {
    decoder.configure(config)
    for (const { key, timestamp, duration, data } of packets) {
      await Promise.race([room(), failed])
      decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, duration, data }))
    }
    await Promise.race([decoder.flush(), failed])
    await Promise.race([looked, failed])
  } catch (thrown) {
    throw failure ?? thrown
  } finally {
    if (decoder.state !== 'closed') decoder.close()
  }
}
