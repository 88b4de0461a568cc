import type { LiveSegment } from './types.ts'

type Poster = { blob: Blob; width: number; height: number }

/** The first picture of a segment as a JPEG that fits into this size. @throws when it cannot be decoded */
export async function drawPoster(
  { chunks }: LiveSegment,
  codec: string,
  most: { width: number; height: number },
): Promise<Poster | undefined> {
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
    const scale = Math.min(most.width / displayWidth, most.height / displayHeight)
    const [width, height] = [displayWidth, displayHeight].map(side => Math.max(1, Math.round(side * scale)))
    const canvas = new OffscreenCanvas(width as number, height as number)
    canvas.getContext('2d')?.drawImage(frame, 0, 0, canvas.width, canvas.height)
    frame.close()
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
    return { blob, width: canvas.width, height: canvas.height }
  } finally {
    if (decoder.state !== 'closed') decoder.close()
  }
}
