/** What an RTCRtpScriptTransform gives to its Worker. */
export type Transformer = {
  readable: ReadableStream<RTCEncodedVideoFrame>
  writable: WritableStream<RTCEncodedVideoFrame>
}

const WIDTH = 128
const HEIGHT = 72

const LUMA = WIDTH * HEIGHT
const PIXELS = new Uint8Array(LUMA * 1.5).fill(16, 0, LUMA).fill(128, LUMA)

/**
 * A small picture, always the same, in the place of whose encoded frame something else goes out.
 * @param timestamp µs, from which the connection makes the frame's own; of a copy with another one it goes on with this
 */
export function blackPicture(timestamp: number): VideoFrame {
  return new VideoFrame(PIXELS, { format: 'I420', codedWidth: WIDTH, codedHeight: HEIGHT, timestamp })
}

/**
 * Has each frame touched on its way. By hand: pipes cost several promises more for each frame.
 * @param touch `false` (or a promise of it): the frame goes no further
 */
export function passFrames(
  { readable, writable }: Transformer,
  touch: (frame: RTCEncodedVideoFrame) => unknown,
): void {
  const reader = readable.getReader()
  const writer = writable.getWriter()
  const next = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      if ((await touch(value)) !== false) await writer.write(value)
    }
  }
  next().catch(() => {})
}
