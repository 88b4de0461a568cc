import { toJpeg } from '../codec/jpeg.ts'
import { sizeAfter } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import { MAX_ASK_PIXELS, MAX_ASK_SIDE, MAX_PICKED_BYTES, MAX_PICKED_PIXELS } from '../protocol/limits.ts'
import { LOOK_SIDE, OBJECTS } from '../protocol/objects.ts'
import { readPictureHead } from '../protocol/picturefile.ts'

type Size = { width: number; height: number }

/** A look sees no more than a small picture: twice its sides, so that it can be made smaller well. */
const LOOK_PIXELS = (2 * LOOK_SIDE) ** 2

/** Of a picture in a list, pixels. */
const THUMB_SIDE = 240

/** A picture that was picked, upright. */
export type PickedPicture = Size & { kind: 'picture'; name: string; bitmap: ImageBitmap }

/** A JPEG as it goes out. */
export type Picture = Size & { bytes: Uint8Array<ArrayBuffer> }

/** @throws MillraceError bad-input: it is none; too-large */
export async function openPicture(name: string, file: Blob): Promise<PickedPicture> {
  if (file.size > MAX_PICKED_BYTES) throw tooLarge(`${name} has more than 64 MB.`)
  const head = readPictureHead(new Uint8Array(await file.arrayBuffer()))
  if (head === undefined || head.width * head.height === 0) {
    throw new MillraceError('bad-input', `${name} is no PNG, JPEG or WebP that has a picture in it.`, {
      hint: 'Pick a picture of one of these kinds.',
    })
  }
  if (head.width * head.height > MAX_PICKED_PIXELS) {
    throw tooLarge(`${name} has ${head.width}×${head.height} pixels, which is more than this page opens.`)
  }
  try {
    const bitmap = await createImageBitmap(file)
    return { kind: 'picture', name, bitmap, width: bitmap.width, height: bitmap.height }
  } catch (cause) {
    throw new MillraceError('bad-input', `${name} is damaged.`, { hint: 'Pick another picture.', cause })
  }
}

/** The size in which a picture goes out for a task: its own, or smaller where that is too much. */
export function sentSize(id: string, { width, height }: Size): Size {
  const after = sizeAfter(id, { width, height })
  const pixels = id === OBJECTS.id ? LOOK_PIXELS : MAX_ASK_PIXELS
  const fits = Math.min(
    Math.sqrt(pixels / (after.width * after.height)),
    MAX_ASK_SIDE / Math.max(after.width, after.height),
  )
  const scale = Math.min(1, fits)
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) }
}

/** @throws MillraceError too-large */
export async function toSend(id: string, { bitmap, width, height }: PickedPicture): Promise<Picture> {
  const sent = sentSize(id, { width, height })
  return { bytes: await toJpeg(bitmap, sent), ...sent }
}

/** The same picture for a list; a JPEG. */
export async function thumbOf(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture)
  const scale = Math.min(1, THUMB_SIDE / Math.max(bitmap.width, bitmap.height))
  const [width, height] = [bitmap.width, bitmap.height].map(side => Math.max(1, Math.round(side * scale)))
  const size = { width: width as number, height: height as number }
  const bytes = await toJpeg(bitmap, size).finally(() => bitmap.close())
  return new Blob([bytes], { type: 'image/jpeg' })
}

function tooLarge(message: string): MillraceError {
  return new MillraceError('too-large', message, { hint: 'Make it smaller first.' })
}
