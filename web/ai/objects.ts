import { LABELS, LOOK_SIDE } from '../protocol/objects.ts'
import type { Tensor } from './session.ts'

/** Something in a picture: what it is, how sure that is, and where, in shares of the picture. */
export type Seen = { label: string; score: number; box: Box }
type Box = { left: number; top: number; width: number; height: number }

/** Scores of each place: the first is that of nothing. */
const KINDS = 1 + LABELS.length
/** Cells along each side of the grids on which the net looks for something: the finest finds the smallest. */
const GRIDS = [19, 10, 5, 3, 2, 1]
/** Share of the picture that is the usual size of what the finest and the coarsest grid find. */
const [FINEST, COARSEST] = [0.2, 0.95]
/** Width to height of the boxes from which it guesses. */
const SHAPES = [1, 2, 0.5, 3, 1 / 3]
/** The finest grid has less: one small square, and two of the usual size. */
const FINE = [anchor(1, 0.1), anchor(2, FINEST), anchor(0.5, FINEST)]
/** The net tells shifts in tenths of a box, and logarithms of growth in fifths. */
const [SHIFT, GROWTH] = [10, 5]
const MIN_SCORE = 0.4
/** Boxes of the same kind that share more of their area than this are of one thing. */
const MAX_OVERLAP = 0.5
/** More things than that are a crowd. */
export const MAX_SEEN = 24

const ANCHORS = GRIDS.flatMap((cells, grid) => {
  const shapes = grid === 0 ? FINE : shapesOf(grid)
  return Array.from({ length: cells * cells }, (_, cell) => {
    const [x, y] = [((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells]
    return shapes.map(shape => ({ x, y, ...shape }))
  }).flat()
})

function anchor(shape: number, size: number) {
  return { width: size * Math.sqrt(shape), height: size / Math.sqrt(shape) }
}

function shapesOf(grid: number) {
  const step = (COARSEST - FINEST) / (GRIDS.length - 1)
  const size = FINEST + grid * step
  const larger = grid + 1 < GRIDS.length ? size + step : 1
  return [...SHAPES.map(shape => anchor(shape, size)), anchor(1, Math.sqrt(size * larger))]
}

/** A picture as the net wants it, of planes 0..1: -1..1. */
export function toInput(planes: Float32Array): Tensor {
  return { data: planes.map(value => value * 2 - 1), shape: [1, 3, LOOK_SIDE, LOOK_SIDE] }
}

/** What the net has found, the surest first. */
export function readObjects(outputs: Record<string, Tensor>): Seen[] {
  const scores = outputs.class_predictions?.data ?? new Float32Array()
  const boxes = outputs.box_encodings?.data ?? new Float32Array()
  const found = ANCHORS.flatMap((from, index) => {
    const own = scores.subarray(index * KINDS, (index + 1) * KINDS)
    const best = own.reduce((best, value, label) => (label > 0 && value > (own[best] ?? 0) ? label : best), 1)
    const score = 1 / (1 + Math.exp(-(own[best] ?? Number.NEGATIVE_INFINITY)))
    if (!(score >= MIN_SCORE)) return []
    return [
      { label: LABELS[best - 1] ?? '', score, box: boxOf(from, boxes.subarray(index * 4, index * 4 + 4)) },
    ]
  })
  return distinct(found).slice(0, MAX_SEEN)
}

function boxOf(from: (typeof ANCHORS)[number], [dy = 0, dx = 0, taller = 0, wider = 0]: Float32Array): Box {
  const width = from.width * Math.exp(wider / GROWTH)
  const height = from.height * Math.exp(taller / GROWTH)
  const [x, y] = [from.x + (dx / SHIFT) * from.width, from.y + (dy / SHIFT) * from.height]
  const [left, right] = [x - width / 2, x + width / 2].map(within) as [number, number]
  const [top, bottom] = [y - height / 2, y + height / 2].map(within) as [number, number]
  return { left, top, width: right - left, height: bottom - top }
}

/** What is no number is 0, too. */
const within = (share: number) => (share > 0 ? Math.min(1, share) : 0)

/** The surest of those of a kind that lie on one another. */
export function distinct(seen: Seen[]): Seen[] {
  const kept: Seen[] = []
  for (const one of seen.toSorted((a, b) => b.score - a.score)) {
    const isNew = kept.every(({ label, box }) => label !== one.label || overlap(box, one.box) <= MAX_OVERLAP)
    if (isNew) kept.push(one)
  }
  return kept
}

/** The share of two boxes' area that both have. */
export function overlap(a: Box, b: Box): number {
  const shared = (at: 'left' | 'top', length: 'width' | 'height') =>
    Math.max(0, Math.min(a[at] + a[length], b[at] + b[length]) - Math.max(a[at], b[at]))
  const both = shared('left', 'width') * shared('top', 'height')
  return both === 0 ? 0 : both / (a.width * a.height + b.width * b.height - both)
}
