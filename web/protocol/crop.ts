import { MAX_BARRED_SIDE } from './limits.ts'

export type Size = { width: number; height: number }
export type Rect = Size & { left: number; top: number }

/** A coded picture, and what of it is shown: a rectangle in its pixels. Where that reaches beyond the picture it is black. */
export type Cropped = Size & { crop?: Rect | undefined }

/** Whether a picture can be shown so: whole even pixels, some of the picture in it, and bars on two sides at the most. */
export function isCrop({ width, height, crop }: Cropped & { crop: Rect }): boolean {
  const sides = [crop.left, crop.top, crop.width, crop.height]
  const part = partOf({ width, height, crop })
  return (
    sides.every(side => Number.isInteger(side) && side % 2 === 0) &&
    (crop.width <= width || crop.height <= height) &&
    Math.max(crop.width, crop.height) <= MAX_BARRED_SIDE &&
    Math.min(part.width, part.height) > 0
  )
}

/** The part of a picture that is shown, in its pixels. The last column of an odd width and the last row of an odd height are not, where anything is cropped. */
export function partOf({ width, height, crop }: Cropped): Rect {
  if (crop === undefined) return { left: 0, top: 0, width, height }
  const [left, right] = overlap(crop.left, crop.width, width)
  const [top, bottom] = overlap(crop.top, crop.height, height)
  return { left, top, width: right - left, height: bottom - top }
}

/** Where that part lies in what is made of it, whatever size that has: shares of its width and height. */
export function placeOf(picture: Cropped): Rect {
  const { crop } = picture
  if (crop === undefined) return { left: 0, top: 0, width: 1, height: 1 }
  const part = partOf(picture)
  return {
    left: (part.left - crop.left) / crop.width,
    top: (part.top - crop.top) / crop.height,
    width: part.width / crop.width,
    height: part.height / crop.height,
  }
}

export function hasBars({ width, height }: Rect): boolean {
  return width < 1 || height < 1
}

/** Size of the picture within something of this size that is made of it, even. @param place as `placeOf` says */
export function sizeWithin({ width, height }: Size, place: Rect): Size {
  return { width: even(width * place.width), height: even(height * place.height) }
}

/**
 * What a picture of this size has to be drawn into, so that it gets its place: even sides, and where in it, in pixels.
 * @param place as `placeOf` says
 */
export function surroundings({ width, height }: Size, place: Rect): Rect {
  const [left, across] = around(width, place.left, place.width)
  const [top, down] = around(height, place.top, place.height)
  return { left, top, width: across, height: down }
}

function overlap(start: number, length: number, side: number): [from: number, to: number] {
  const to = Math.min(start + length, side)
  return [Math.max(0, start), to - (to % 2)]
}

function around(length: number, start: number, share: number): [at: number, whole: number] {
  const whole = Math.max(even(length / share), length + (length % 2))
  return [Math.min(2 * Math.round((whole * start) / 2), whole - length - (length % 2)), whole]
}

/** The nearest length that has halves for colour: two samples at the least. */
export function even(length: number): number {
  return Math.max(2, 2 * Math.round(length / 2))
}
