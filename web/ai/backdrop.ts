import { fromJpeg } from '../codec/jpeg.ts'
import { backdropName, backdropOf, USUAL_BACKDROP } from '../protocol/backdrops.ts'
import { MillraceError } from '../protocol/errors.ts'
import { MAX_BACKDROP_SIDE } from '../protocol/limits.ts'
import { readPictureHead } from '../protocol/picturefile.ts'
import { blend, type Pixels } from './picture.ts'
import { paintScenery } from './scenery.ts'

/** What is put behind people. @property backdrop see `Effect` @property picture whose name that is, if it is none of ours */
export type Backdrop = { backdrop?: string; picture?: Uint8Array<ArrayBuffer> }

/**
 * Readies a background.
 * @returns what gives it in the size of a picture
 * @throws MillraceError bad-input: there is none of that name, or it is not the picture that it says
 */
export async function openBackdrop({ backdrop, picture }: Backdrop): Promise<(like: Pixels) => Pixels> {
  if (picture !== undefined) return openPicture(picture, backdrop)
  const own = backdropOf(backdrop ?? USUAL_BACKDROP)
  if (own === undefined) throw new MillraceError('bad-input', 'The background has no picture with it.')
  return like => {
    const scenery = paintScenery(own.id, like)
    return blend(like, scenery, scenery, 1)
  }
}

async function openPicture(bytes: Uint8Array<ArrayBuffer>, name: string | undefined) {
  if (backdropName(bytes) !== name)
    throw new MillraceError('bad-input', 'The background is another picture than was said.')
  const head = readPictureHead(bytes)
  if (head === undefined || Math.max(head.width, head.height) > MAX_BACKDROP_SIDE)
    throw new MillraceError('bad-input', 'The background is no picture, or too large.')
  const picture = await fromJpeg(bytes, head)
  return (like: Pixels) => cover(picture, like)
}

/** The middle of a picture, as large as fills another's size. */
function cover(picture: ImageBitmap, { width, height }: Pixels): Pixels {
  const context = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D
  const scale = Math.max(width / picture.width, height / picture.height)
  const [wide, high] = [picture.width * scale, picture.height * scale]
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high)
  return context.getImageData(0, 0, width, height)
}
