import { MillraceError } from '../protocol/errors.ts'
import { type PictureHead, readPictureHead } from '../protocol/picturefile.ts'

const NAMES: Record<PictureHead['type'], string> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
}

/**
 * Decodes what a peer has sent, once it says of itself that it is what it has to be; the caller closes it.
 * @throws MillraceError bad-input: it is no such picture
 */
export async function decodePicture(
  bytes: Uint8Array<ArrayBuffer>,
  { type, width, height }: PictureHead,
): Promise<ImageBitmap> {
  const head = readPictureHead(bytes)
  if (head?.type !== type || head.width !== width || head.height !== height) {
    throw new MillraceError('bad-input', `This is no ${NAMES[type]} of ${width}×${height}.`)
  }
  try {
    return await createImageBitmap(new Blob([bytes], { type }), { imageOrientation: 'none' })
  } catch (cause) {
    throw new MillraceError('bad-input', 'The picture cannot be decoded.', { cause })
  }
}
