import type { Rect, Size } from '../protocol/crop.ts'

/** One plane of a picture, 8 bits a sample. */
export type Plane = {
  data: Uint8Array
  width: number
  height: number
  /** Where the first sample is, and how far rows and the samples of a row are apart. */
  offset: number
  stride: number
  step: number
}

/** All of a plane, in shares of it. */
export const WHOLE: Rect = { left: 0, top: 0, width: 1, height: 1 }

/**
 * The means of a plane over a grid of equal cells, row by row; samples on a border count for both sides in part.
 * @param part of it that the grid lies over
 */
export function shrink(plane: Plane, columns: number, rows: number, part = WHOLE) {
  const { data, offset, stride, step } = plane
  const [width, height] = [plane.width * part.width, plane.height * part.height]
  const across = spans(plane.width, plane.width * part.left, width, columns)
  const cells = new Float32Array(columns * rows)
  const line = new Float32Array(columns)
  for (const [row, { first, last, head, tail }] of spans(
    plane.height,
    plane.height * part.top,
    height,
    rows,
  ).entries()) {
    const begin = row * columns
    for (let y = first; y <= last; y += 1) {
      sumLine(data, offset + y * stride, step, across, line)
      const weight = y === first ? head : y === last ? tail : 1
      for (let column = 0; column < columns; column += 1) {
        cells[begin + column] = (cells[begin + column] as number) + weight * (line[column] as number)
      }
    }
  }
  const area = (width / columns) * (height / rows)
  return cells.map(sum => sum / area)
}

/** A plane made larger, its samples mixed by distance. */
export function enlarge(samples: Float32Array, from: Size, to: Size): Float32Array {
  const made = new Float32Array(to.width * to.height)
  const across = mixes(from.width, to.width)
  for (const [y, down] of mixes(from.height, to.height).entries()) {
    const [above, below] = [down.first * from.width, down.second * from.width]
    for (let x = 0; x < to.width; x += 1) {
      const { first, second, share } = across[x] as Mix
      const top = mixed(samples, above + first, above + second, share)
      made[y * to.width + x] = top + (mixed(samples, below + first, below + second, share) - top) * down.share
    }
  }
  return made
}

/** The samples that one lies between, and the share of the second. */
type Mix = { first: number; second: number; share: number }

function mixes(from: number, to: number): Mix[] {
  return Array.from({ length: to }, (_, index) => {
    const place = Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5))
    const first = Math.floor(place)
    return { first, second: Math.min(from - 1, first + 1), share: place - first }
  })
}

function mixed(samples: Float32Array, first: number, second: number, share: number): number {
  const one = samples[first] as number
  return one + ((samples[second] as number) - one) * share
}

function sumLine(data: Uint8Array, begin: number, step: number, across: Span[], line: Float32Array): void {
  for (let column = 0; column < across.length; column += 1) {
    const { first, last, head, tail } = across[column] as Span
    let sum = head * (data[begin + first * step] as number)
    for (let x = first + 1; x < last; x += 1) sum += data[begin + x * step] as number
    if (last > first) sum += tail * (data[begin + last * step] as number)
    line[column] = sum
  }
}

/** The samples under one cell: the first and the last, and how much of each. */
type Span = { first: number; last: number; head: number; tail: number }

/** @param from where what is divided begins, and its `extent`, in samples of all that there are */
function spans(length: number, from: number, extent: number, count: number): Span[] {
  return Array.from({ length: count }, (_, index) => {
    const begin = from + (index * extent) / count
    const end = from + ((index + 1) * extent) / count
    const first = Math.floor(begin)
    const last = Math.max(first, Math.min(length - 1, Math.ceil(end) - 1))
    if (first === last) return { first, last, head: end - begin, tail: 0 }
    return { first, last, head: first + 1 - begin, tail: end - last }
  })
}
