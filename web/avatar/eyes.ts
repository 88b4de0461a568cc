import { axesOf, dot, type Mesh, middle, placeOf, type Vector } from './axes.ts'
import { widened } from './lids.ts'
import { EYES } from './places.ts'
import { SHARE } from './puppet.ts'
import type { Pixels } from './raster.ts'
import { falling, lineOf, rising } from './shapes.ts'
import type { Gaze, Iris, Portrait } from './types.ts'

/** In radii of an iris: from the middle of its ball to its own, */
const BALL = 1.78
/** how far the part of an eye reaches that goes along whole, and for how long after that it does ever less, */
const WHOLE = 1.1
const LESS = 1.6
/** how near its middle comes to a corner and to a lid, and how far it goes down, as above it there is no picture of it, */
const [TO_CORNER, TO_LID, LOWEST] = [0.9, 0.25, 0.3]
/** how far lashes and their shadow lie on the eye, which stay where they are, */
const LASHES = 0.3
/** and how far an eye has to be open. */
const OPEN = 0.8
/** Of an iris with a smaller radius nothing would be seen, pixels. */
const SMALLEST = 2.5

/** In an eye: from its middle towards the right corner, and down from there, pixels. */
type Spot = readonly [along: number, below: number]

/**
 * Lets the eyes of a face look around in its picture: irises move between the lids.
 * @param irises absent: all stays as it is @returns the picture, all the same but for its eyes; overwritten by the next call
 */
export function createEyes(pixels: Pixels, mesh: Mesh, irises: Portrait['irises']): (gaze: Gaze) => Pixels {
  if (irises === undefined) return () => pixels
  const out = { ...pixels, data: pixels.data.slice() }
  const { across, down } = axesOf(mesh)
  const wide = widened(mesh)
  const eyes = [createEye(pixels, wide, 'left', irises.left), createEye(pixels, wide, 'right', irises.right)]
  return ({ yaw, pitch }) => {
    const [right, below] = [Math.sin(SHARE * yaw), Math.sin(SHARE * pitch)]
    const way = [0, 1, 2].map(
      axis => right * (across[axis] as number) + below * (down[axis] as number),
    ) as Vector
    for (const look of eyes) look?.(out, way)
    return out
  }
}

/** @returns undefined: it is too small or too far closed for that */
function createEye(pixels: Pixels, mesh: Mesh, side: 'left' | 'right', { x, y, radius }: Iris) {
  const { upper, lower } = EYES[side]
  const [first, last] = [placeOf(mesh, upper[0] as number), placeOf(mesh, upper[8] as number)]
  const [cx, cy] = middle(first, last)
  const half = Math.hypot(last[0] - first[0], last[1] - first[1]) / 2
  const [cos, sin] = [(last[0] - first[0]) / (2 * half), (last[1] - first[1]) / (2 * half)]
  const spotOf = (left: number, top: number): Spot => [
    (left - cx) * cos + (top - cy) * sin,
    (top - cy) * cos - (left - cx) * sin,
  ]
  const lid = (points: readonly number[]) =>
    lineOf(points.map(point => spotOf(...(placeOf(mesh, point).slice(0, 2) as [number, number]))))
  const [above, under] = [lid(upper), lid(lower)]
  const iris = spotOf(x, y)
  const opened = under(iris[0]) - above(iris[0])
  if (!(radius >= SMALLEST && Math.abs(iris[0]) < half && opened >= OPEN * radius)) return undefined

  const inEye = pixelsWithin(pixels, [cx, cy], half).flatMap(([column, row]) => {
    const spot = spotOf(column + 0.5, row + 0.5)
    const isIn = Math.abs(spot[0]) < half && spot[1] > above(spot[0]) && spot[1] < under(spot[0])
    return isIn ? [{ at: 4 * (row * pixels.width + column), spot }] : []
  })

  return (out: Pixels, way: Vector) => {
    const wanted: Spot = [
      BALL * radius * dot(way, [cos, sin, 0]),
      radius * Math.min(LOWEST, BALL * dot(way, [-sin, cos, 0])),
    ]
    const along = between(iris[0] + wanted[0], iris[0], half - TO_CORNER * radius, TO_CORNER * radius - half)
    const below = between(
      iris[1] + wanted[1],
      iris[1],
      under(along) - TO_LID * radius,
      above(along) + TO_LID * radius,
    )
    const moved: Spot = [along - iris[0], below - iris[1]]
    for (const { at, spot } of inEye) {
      const apart = Math.hypot(spot[0] - along, spot[1] - below) / radius
      const share = falling((apart - WHOLE) / LESS)
      const from = Math.min(half, Math.max(-half, spot[0] - share * moved[0]))
      const [high, low] = [above(from), under(from)]
      // At a lid as far from it as it is there, elsewhere as far as the iris is moved.
      const [belowUpper, aboveLower] = [spot[1] - above(spot[0]), under(spot[0]) - spot[1]]
      const free = spot[1] - share * moved[1]
      const held = belowUpper < aboveLower ? high + belowUpper : low - aboveLower
      const loose = rising(Math.min(belowUpper, aboveLower) / (LASHES * radius))
      const height = Math.min(low, Math.max(high, held + loose * (free - held)))
      copyPixel(pixels, cx + from * cos - height * sin, cy + from * sin + height * cos, out, at)
    }
  }
}

/** As near as it may to where it is wanted; where it is now it may stay. */
function between(wanted: number, now: number, most: number, least: number): number {
  return Math.min(Math.max(now, most), Math.max(Math.min(now, least), wanted))
}

/** Columns and rows of a square. */
function pixelsWithin({ width, height }: Pixels, [x, y]: readonly [number, number], half: number) {
  const range = (middle: number, most: number) => {
    const [begin, end] = [Math.max(0, Math.floor(middle - half)), Math.min(most, Math.ceil(middle + half))]
    return Array.from({ length: Math.max(0, end - begin) }, (_, index) => begin + index)
  }
  return range(y, height).flatMap(row => range(x, width).map(column => [column, row] as const))
}

/** Mixed of the four pixels around a place. */
function copyPixel({ data, width, height }: Pixels, x: number, y: number, out: Pixels, at: number): void {
  const [u, v] = [Math.min(width - 1, Math.max(0, x - 0.5)), Math.min(height - 1, Math.max(0, y - 0.5))]
  const [column, row] = [Math.min(width - 2, Math.floor(u)), Math.min(height - 2, Math.floor(v))]
  const [right, below] = [u - column, v - row]
  const from = 4 * (row * width + column)
  for (let colour = 0; colour < 3; colour += 1) {
    const of = (offset: number) => data[from + colour + offset] as number
    const upper = of(0) * (1 - right) + of(4) * right
    const lower = of(4 * width) * (1 - right) + of(4 * width + 4) * right
    out.data[at + colour] = upper * (1 - below) + lower * below
  }
}
