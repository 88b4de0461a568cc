import { MillraceError } from '../protocol/errors.ts'
import { MAX_ASK_BYTES } from '../protocol/limits.ts'
import { decodePicture } from './decodepicture.ts'

const TYPE = 'image/jpeg'
/** The first one with which a picture is small enough is taken. */
const QUALITIES = [0.92, 0.8, 0.6]

type Size = { width: number; height: number }

/**
 * A picture as requests carry it: a JPEG in this size, on white where it can be seen through.
 * @param most bytes of it
 * @throws MillraceError too-large: it does not fit
 */
export async function toJpeg(
  picture: CanvasImageSource,
  { width, height }: Size,
  most = MAX_ASK_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new MillraceError('unsupported', 'This browser does not draw pictures.')
  context.imageSmoothingQuality = 'high'
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.drawImage(picture, 0, 0, width, height)
  for (const quality of QUALITIES) {
    const blob = await canvas.convertToBlob({ type: TYPE, quality })
    if (blob.size <= most) return new Uint8Array(await blob.arrayBuffer())
  }
  throw new MillraceError('too-large', `A picture of ${width}×${height} has more in it than can be sent.`, {
    hint: 'Make it smaller, and try again.',
  })
}

/**
 * Decodes what a peer has sent; the caller closes it.
 * @param size that it has to have
 * @throws MillraceError bad-input: it is no such JPEG
 */
export function fromJpeg(bytes: Uint8Array<ArrayBuffer>, size: Size): Promise<ImageBitmap> {
  return decodePicture(bytes, { type: TYPE, ...size })
}
