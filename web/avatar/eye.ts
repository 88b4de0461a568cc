import { type Canvas, curve, fill, line, shape, within } from './pen.ts'
import { type Ball, type Point, seenOn, type Turn } from './space.ts'
import type { Gaze } from './types.ts'

const MIDDLE = [0.4, -0.08] as const
const [WIDE, HIGH] = [0.25, 0.31] as const
/** How far an iris goes for the sine of an angle, and at most: what is left of it is still round. */
const SWEEP = 0.28
const [MOST_ASIDE, MOST_DOWN] = [0.115, 0.1]
/** Points along a lid. */
const STEPS = 9
const LASH = '#3a1a12'

type Look = {
  /** 0 open, 1 closed. */
  closed: number
  smile: number
  gaze: Gaze
}

/** An eye on a head. @param side -1 the one to the left, 1 the one to the right */
export function drawEye(
  canvas: Canvas,
  head: Ball,
  turn: Turn,
  side: -1 | 1,
  { closed, smile, gaze }: Look,
): void {
  const at = (x: number, y: number) => seenOn(head, turn, side * MIDDLE[0] + x, MIDDLE[1] + y)
  /** @param height of the lid over the middle of the eye; less than 0 is below */
  const lid = (height: number, from: number, to: number): Point[] =>
    Array.from({ length: STEPS }, (_, index) => {
      const across = from + ((to - from) * index) / (STEPS - 1)
      return at(across * WIDE, -height * Math.sqrt(1 - across * across) - 0.06 * side * across * (1 - closed))
    })
  // A smile pushes the lower lid up; both meet a little below the middle.
  const upper = HIGH * (1 - closed * 1.35)
  const lower = Math.min(-HIGH * (1 - closed * 0.65) + 0.16 * smile * (1 - closed), upper)
  if (upper - lower > 0.06) {
    const open = shape([...lid(upper, -1, 1), ...lid(lower, 1, -1)])
    fill(canvas, open, '#fffdf8')
    const [right, below] = [moved(gaze.yaw, MOST_ASIDE), moved(gaze.pitch, MOST_DOWN)]
    within(canvas, open, () => drawIris(canvas, (x, y) => at(x + right, y + below)))
  }
  line(canvas, curve(lid(upper, -1, 1)), LASH, 0.06)
}

/** How far an iris is from the middle of its eye, for where it looks. */
function moved(angle: number, most: number): number {
  return Math.min(most, Math.max(-most, SWEEP * Math.sin(angle)))
}

function drawIris(canvas: Canvas, at: (x: number, y: number) => Point): void {
  const disc = (x: number, y: number, radius: number) =>
    shape(
      Array.from({ length: 12 }, (_, index) => {
        const angle = (index / 12) * 2 * Math.PI
        return at(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
      }),
    )
  fill(canvas, disc(0, 0.02, 0.225), '#1d4f57')
  fill(canvas, disc(0, 0.03, 0.195), '#2f9c95')
  fill(canvas, disc(0, 0.09, 0.12), '#7fe0c3')
  fill(canvas, disc(0, 0.01, 0.125), '#14161c')
  fill(canvas, disc(-0.08, -0.1, 0.075), '#ffffff')
  fill(canvas, disc(0.08, 0.11, 0.04), '#ffffff')
}
