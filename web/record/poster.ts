import type { LiveSegment } from './types.ts'

/** Long enough for a card on a page, and some 20 kB. */
const WIDTH = 480

/** The first picture of a segment as a JPEG. @throws when it cannot be decoded */
export async function drawPoster({ chunks }: LiveSegment, codec: string): Promise<Blob | undefined> {
  const [first] = chunks
  if (first === undefined) return undefined
  const decoded = Promise.withResolvers<VideoFrame>()
  const decoder = new VideoDecoder({ output: decoded.resolve, error: decoded.reject })
  try {
    decoder.configure({ codec })
    decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: 0, data: first.data }))
    await decoder.flush()
    const frame = await decoded.promise
    const { displayWidth, displayHeight } = frame
    const canvas = new OffscreenCanvas(WIDTH, Math.round((WIDTH * displayHeight) / displayWidth))
    canvas.getContext('2d')?.drawImage(frame, 0, 0, canvas.width, canvas.height)
    frame.close()
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
  } finally {
    if (decoder.state !== 'closed') decoder.close()
  }
}
