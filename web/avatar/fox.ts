import { drawEye } from './eye.ts'
import { drawMuzzle } from './muzzle.ts'
import { type Canvas, curve, edge, fill, line, outline, type Paint, shaded, shape } from './pen.ts'
import { type Ball, type Point, seenOn, type Turn, turnOf } from './space.ts'
import type { Pose } from './types.ts'

/*
 * A fox of balls and of shapes that lie on them. The measure is half the width of its head, whose middle is 0, 0, 0;
 * left and right are those of the picture.
 */

export const FUR: Paint = { light: '#f58a3c', shade: '#b8501f', line: '#6b2a14' }
const SNOW: Paint = { light: '#fff3e2', shade: '#cfae97', line: '#6b2a14' }
const DARK = '#4a2318'
const SCARF: Paint = { light: '#2fb5a8', shade: '#147a78', line: '#0d4a50' }

const HEAD: Ball = { middle: [0, 0, 0], radii: [1, 0.87, 0.85] }
const BODY: Ball = { middle: [0, 2.35, -0.35], radii: [1.15, 1.35, 0.7] }
const NECK: Ball = { middle: [0, 0.98, -0.2], radii: [0.72, 0.34, 0.5] }

const SIDES = [-1, 1] as const
type Side = (typeof SIDES)[number]

/** @param canvas moved and scaled to the head's middle and measure */
export function drawFox(canvas: Canvas, pose: Pose): void {
  const turn = turnOf(pose)
  canvas.lineJoin = 'round'
  canvas.lineCap = 'round'
  drawBody(canvas, turnOf({ yaw: pose.yaw * 0.35, pitch: 0, roll: pose.roll * 0.25 }))
  // What is turned away is farther.
  for (const side of pose.yaw > 0 ? SIDES : SIDES.toReversed()) drawEar(canvas, turn, side)
  drawHead(canvas, turn)
  for (const side of SIDES) {
    const name = side < 0 ? 'left' : 'right'
    drawEye(canvas, HEAD, turn, side, {
      closed: pose.blink[name],
      smile: pose.smile,
      gaze: pose.gaze,
    })
    drawBrow(canvas, turn, side, pose.brows[name])
  }
  drawMuzzle(canvas, turn, pose, FUR, SNOW)
}

function drawBody(canvas: Canvas, turn: Turn): void {
  const bib: Point[] = [
    [-0.5, -1.2],
    [-0.62, -0.7],
    [-0.3, -0.1],
    [0, 0.35],
    [0.3, -0.1],
    [0.62, -0.7],
    [0.5, -1.2],
  ].map(([x = 0, y = 0]) => seenOn(BODY, turn, x, y))
  outline(canvas, edge(BODY, turn), FUR.line)
  shaded(canvas, BODY, turn, FUR, () => fill(canvas, shape(bib), SNOW.light))
  const tail: Point[] = [
    [0.3, 0.95, 0.4],
    [0.62, 1.1, 0.4],
    [0.78, 1.75, 0.4],
    [0.6, 2.02, 0.4],
    [0.4, 1.8, 0.4],
    [0.3, 1.3, 0.4],
  ]
  for (const part of [shape(tail.map(turn)), edge(NECK, turn)]) {
    outline(canvas, part, SCARF.line)
    fill(canvas, part, SCARF.light)
  }
  shaded(canvas, NECK, turn, SCARF)
}

function drawEar(canvas: Canvas, turn: Turn, side: Side): void {
  const on = (points: readonly (readonly [number, number, number])[]) =>
    points.map(([x, y, z]) => turn([side * x, y, z]))
  // Points near a corner make it sharper.
  const whole = shape(
    on([
      [0.16, -0.62, -0.1],
      [0.36, -1.15, -0.14],
      [0.74, -1.66, -0.2],
      [0.8, -1.72, -0.2],
      [0.86, -1.64, -0.2],
      [1.02, -1.1, -0.16],
      [0.98, -0.4, -0.1],
      [0.6, -0.2, -0.1],
    ]),
  )
  const inner = shape(
    on([
      [0.38, -0.6, -0.02],
      [0.52, -1.08, -0.06],
      [0.76, -1.42, -0.12],
      [0.84, -1.4, -0.12],
      [0.9, -1.02, -0.08],
      [0.86, -0.5, -0.02],
    ]),
  )
  const tip = shape(
    on([
      [0.5, -1.26, -0.16],
      [0.74, -1.68, -0.2],
      [0.8, -1.76, -0.2],
      [0.87, -1.66, -0.2],
      [1, -1.26, -0.18],
      [0.86, -1.36, -0.1],
      [0.76, -1.28, -0.1],
      [0.66, -1.38, -0.1],
    ]),
  )
  outline(canvas, whole, FUR.line)
  fill(canvas, whole, FUR.light)
  fill(canvas, inner, '#f9c9a4')
  fill(canvas, tip, DARK)
}

function drawHead(canvas: Canvas, turn: Turn): void {
  for (const side of SIDES) {
    const tuft = shape(
      (
        [
          [0.5, -0.1, 0],
          [0.98, 0.05, 0],
          [1.3, 0.3, -0.05],
          [1.36, 0.36, -0.05],
          [1.2, 0.42, 0],
          [1.12, 0.46, 0],
          [1.16, 0.64, 0],
          [1.14, 0.7, 0],
          [0.92, 0.68, 0.05],
          [0.8, 0.72, 0.1],
          [0.4, 0.86, 0.1],
        ] as const
      ).map(([x, y, z]) => turn([side * x, y, z])),
    )
    outline(canvas, tuft, FUR.line)
    fill(canvas, tuft, SNOW.light)
  }
  outline(canvas, edge(HEAD, turn), FUR.line)
  shaded(canvas, HEAD, turn, FUR, () => {
    for (const side of SIDES) fill(canvas, shape(cheek(turn, side)), SNOW.light)
    fill(
      canvas,
      shape(
        (
          [
            [-0.3, 0.4],
            [0.3, 0.4],
            [0.36, 0.9],
            [-0.36, 0.9],
          ] as const
        ).map(([x, y]) => seenOn(HEAD, turn, x, y)),
      ),
      SNOW.light,
    )
    for (const side of SIDES) fill(canvas, shape(blush(turn, side)), 'rgb(244 128 104 / 45%)')
  })
  const tuft = [
    [-0.22, -0.86],
    [-0.16, -1.1],
    [-0.02, -0.96],
    [0.06, -1.16],
    [0.2, -0.86],
  ] as const
  fill(canvas, shape(tuft.map(([x, y]) => turn([x, y, 0.1]))), FUR.light)
}

/** White from the muzzle to the side, and down. */
function cheek(turn: Turn, side: Side): Point[] {
  const points = [
    [0.06, 0.2],
    [0.3, 0.18],
    [0.62, 0.26],
    [0.9, 0.06],
    [1.05, 0.1],
    [0.98, 0.5],
    [0.6, 0.9],
    [0.1, 0.95],
  ] as const
  return points.map(([x, y]) => seenOn(HEAD, turn, side * x, y))
}

function blush(turn: Turn, side: Side): Point[] {
  const points = [
    [0.56, 0.3],
    [0.72, 0.24],
    [0.86, 0.32],
    [0.8, 0.44],
    [0.62, 0.44],
  ] as const
  return points.map(([x, y]) => seenOn(HEAD, turn, side * x, y))
}

function drawBrow(canvas: Canvas, turn: Turn, side: Side, raised: number): void {
  // Drawn down, the inner end goes lowest; raised, the arch goes highest.
  const inner = raised < 0 ? -0.12 * raised : -0.07 * raised
  const points = [
    [0.2, -0.5 + inner],
    [0.38, -0.57 - 0.1 * raised],
    [0.57, -0.47 - 0.07 * raised],
  ] as const
  line(canvas, curve(points.map(([x, y]) => seenOn(HEAD, turn, side * x, y))), DARK, 0.075)
}
