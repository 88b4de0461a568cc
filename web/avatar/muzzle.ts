import { type Canvas, curve, edge, fill, line, type Paint, shaded, shape, within } from './pen.ts'
import { type Ball, type Point, seenOn, type Turn } from './space.ts'
import type { Pose } from './types.ts'

const MUZZLE: Ball = { middle: [0, 0.33, 0.62], radii: [0.46, 0.32, 0.5] }
const NOSE: Ball = { middle: [0, 0.17, 1.08], radii: [0.15, 0.11, 0.1] }
const INK = '#3a1a12'

/** Muzzle, nose and mouth. */
export function drawMuzzle(
  canvas: Canvas,
  turn: Turn,
  { open, wide, smile }: Pose,
  fur: Paint,
  snow: Paint,
): void {
  const on = (x: number, y: number) => seenOn(MUZZLE, turn, x, y)
  /** A place of the lower jaw, which hangs from the muzzle. */
  const hung = (x: number, y: number, drop: number): Point => {
    const [right, down, near] = on(x, y)
    const [dx, dy, dz] = turn([0, drop, -0.3 * drop])
    return [right + dx, down + dy, near + dz]
  }
  const half = 0.26 + 0.09 * wide + 0.05 * smile
  const lift = 0.07 * smile
  const drop = 0.42 * open
  const jaw = shape([
    on(-half - 0.1, 0.02),
    hung(-half - 0.06, 0.2, drop * 0.8),
    hung(-0.12, 0.3, drop + 0.06),
    hung(0.12, 0.3, drop + 0.06),
    hung(half + 0.06, 0.2, drop * 0.8),
    on(half + 0.1, 0.02),
  ])
  fill(canvas, jaw, '#ecd3bf')
  shaded(canvas, MUZZLE, turn, snow, () => {
    const bridge = [
      [-0.2, -0.34],
      [0.2, -0.34],
      [0.16, -0.1],
      [0.06, 0.02],
      [-0.06, 0.02],
      [-0.16, -0.1],
    ] as const
    fill(canvas, shape(bridge.map(([x, y]) => on(x, y))), fur.light)
  })
  const left = [
    on(-half, 0.08 - lift),
    on(-half * 0.75, 0.17 - lift * 0.3),
    on(-half * 0.3, 0.19),
    on(0, 0.1),
  ]
  const right = left
    .map((_, index) => left.length - 1 - index)
    .map(index => {
      const [x, y] = (
        [
          [half, 0.08 - lift],
          [half * 0.75, 0.17 - lift * 0.3],
          [half * 0.3, 0.19],
          [0, 0.1],
        ] as const
      )[index] ?? [0, 0]
      return on(x, y)
    })
  if (open > 0.04) {
    const mouth = shape([
      ...left,
      ...right,
      hung(half * 0.8, 0.14, drop),
      hung(half * 0.4, 0.2, drop * 1.25),
      hung(-half * 0.4, 0.2, drop * 1.25),
      hung(-half * 0.8, 0.14, drop),
    ])
    fill(canvas, mouth, '#5c1220')
    within(canvas, mouth, () => {
      const tongue = [
        hung(-half * 0.6, 0.16, drop),
        hung(0, 0.06, drop),
        hung(half * 0.6, 0.16, drop),
        hung(half * 0.5, 0.34, drop),
        hung(-half * 0.5, 0.34, drop),
      ]
      fill(canvas, shape(tongue), '#f0747f')
    })
    line(canvas, mouth, INK, 0.035)
  }
  line(canvas, curve(left), INK, 0.05)
  line(canvas, curve(right), INK, 0.05)
  line(canvas, curve([on(0, -0.06), on(0, 0.1)]), INK, 0.045)
  fill(canvas, edge(NOSE, turn), INK)
  const [x, y] = turn(NOSE.middle)
  canvas.fillStyle = 'rgb(255 255 255 / 70%)'
  canvas.beginPath()
  canvas.ellipse(x - 0.05, y - 0.045, 0.045, 0.025, -0.3, 0, 2 * Math.PI)
  canvas.fill()
}
