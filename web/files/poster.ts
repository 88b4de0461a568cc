import { BlobSource, CanvasSink, Input, MATROSKA, MP4, MPEG_TS, QTFF, UrlSource, WEBM } from 'mediabunny'

/**
 * One picture of a video, upright and in square pixels.
 * @param time of it, µs
 * @param width of it, pixels
 * @returns undefined where none can be made
 */
export async function posterOf(file: Blob | string, time: number, width: number): Promise<Blob | undefined> {
  const source = typeof file === 'string' ? new UrlSource(file) : new BlobSource(file)
  const input = new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] })
  try {
    const track = await input.getPrimaryVideoTrack()
    const wrapped = track && (await new CanvasSink(track, { width }).getCanvas(time / 1e6))
    if (!wrapped) return undefined
    const canvas = new OffscreenCanvas(wrapped.canvas.width, wrapped.canvas.height)
    canvas.getContext('2d')?.drawImage(wrapped.canvas, 0, 0)
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
  } catch {
    return undefined
  } finally {
    input.dispose()
  }
}
