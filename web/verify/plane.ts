import type { Rect } from '../protocol/crop.ts'

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
