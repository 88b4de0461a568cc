import type { Pixels, Size } from './picture.ts'
import type { Tensor } from './session.ts'

/** A square part of a picture, in its pixels; it may reach beyond the picture. */
export type View = { left: number; top: number; side: number }

/** A face: its middle and its sides, in pixels. */
export type Face = { x: number; y: number; width: number; height: number; score: number }

/** Height and width of what the net looks at. */
const SIDE = 256
/** Grids of the net's anchors: how far they are apart, how many stand at each point, and where their results are. */
const GRIDS = [
  { step: 16, each: 2, scores: 'Identity', boxes: 'Identity_2' },
  { step: 32, each: 6, scores: 'Identity_1', boxes: 'Identity_3' },
]
/** Numbers for each anchor: a box, and the six points of a face, which are not used. */
const BOX_LENGTH = 16
/** Rather blur what is none than show a face. */
const MIN_SCORE = 0.4
/** Boxes that share more of their area than this are of the same face. */
const MAX_OVERLAP = 0.3
/** Pictures nearer to a square than this are looked at as a whole only. */
const WIDE = 1.2

/** What to look at: the whole picture, then squares along its longer side, in which small faces are larger. */
export function viewsOf({ width, height }: Size): [whole: View, ...parts: View[]] {
  const [long, short] = [Math.max(width, height), Math.min(width, height)]
  const whole = { left: (width - long) / 2, top: (height - long) / 2, side: long }
  if (long < WIDE * short) return [whole]
  const along = [0, (long - short) / 2, long - short]
  const parts = along.map(begin =>
    width > height ? { left: begin, top: 0, side: short } : { left: 0, top: begin, side: short },
  )
  return [whole, ...parts]
}

/** A view as the net wants it: red, green and blue -1..1, black where it reaches beyond the picture. */
export function toInput({ data, width, height }: Pixels, { left, top, side }: View): Tensor {
  const area = SIDE * SIDE
  const planes = new Float32Array(3 * area).fill(-1)
  const scale = side / SIDE
  // The mean of four samples, a quarter of the step away from the middle to each side.
  const apart = scale / 4
  for (let y = 0; y < SIDE; y += 1) {
    const middle = top + (y + 0.5) * scale
    if (middle < 0 || middle >= height) continue
    const above = Math.max(0, Math.floor(middle - apart)) * width
    const below = Math.min(height - 1, Math.floor(middle + apart)) * width
    for (let x = 0; x < SIDE; x += 1) {
      const centre = left + (x + 0.5) * scale
      if (centre < 0 || centre >= width) continue
      const before = Math.max(0, Math.floor(centre - apart))
      const after = Math.min(width - 1, Math.floor(centre + apart))
      for (let colour = 0; colour < 3; colour += 1) {
        const at = (pixel: number) => data[pixel * 4 + colour] as number
        const sum = at(above + before) + at(above + after) + at(below + before) + at(below + after)
        planes[colour * area + y * SIDE + x] = sum / 510 - 1
      }
    }
  }
  return { data: planes, shape: [1, 3, SIDE, SIDE] }
}

/** The faces that the net has found in a view, in pixels of the whole picture. */
export function readFaces(outputs: Record<string, Tensor>, { left, top, side }: View): Face[] {
  const scale = side / SIDE
  const faces: Face[] = []
  for (const { step, each, scores, boxes } of GRIDS) {
    const columns = SIDE / step
    outputs[scores]?.data.forEach((raw, anchor) => {
      const score = 1 / (1 + Math.exp(-raw))
      if (score < MIN_SCORE) return
      const cell = Math.floor(anchor / each)
      const begin = anchor * BOX_LENGTH
      const [dx = 0, dy = 0, width = 0, height = 0] = outputs[boxes]?.data.subarray(begin, begin + 4) ?? []
      const x = left + scale * (((cell % columns) + 0.5) * step + dx)
      const y = top + scale * ((Math.floor(cell / columns) + 0.5) * step + dy)
      faces.push({ x, y, width: width * scale, height: height * scale, score })
    })
  }
  return faces
}

/** The surest of those that lie on one another. */
export function distinct(faces: Face[]): Face[] {
  const kept: Face[] = []
  for (const face of faces.toSorted((a, b) => b.score - a.score)) {
    if (kept.every(other => overlap(face, other) <= MAX_OVERLAP)) kept.push(face)
  }
  return kept
}

/** The share of two boxes' area that both have. */
export function overlap(a: Face, b: Face): number {
  const shared = (axis: 'x' | 'y', length: 'width' | 'height') => {
    const end = Math.min(a[axis] + a[length] / 2, b[axis] + b[length] / 2)
    return Math.max(0, end - Math.max(a[axis] - a[length] / 2, b[axis] - b[length] / 2))
  }
  const both = shared('x', 'width') * shared('y', 'height')
  return both / (a.width * a.height + b.width * b.height - both)
}
