import { type Ball, outlineOf, type Point, type Turn } from './space.ts'

export type Canvas = OffscreenCanvasRenderingContext2D

/** A colour in the light, in the shade, and of the line around it. */
export type Paint = { light: string; shade: string; line: string }

/** Width of the lines around, in the head's measure. */
const LINE = 0.035
/** From where the light comes: so far the lit part of a ball is moved, of its size. */
const LIGHT = [-0.14, -0.2] as const

/** A closed shape through the middles between these points, which it is drawn towards. */
export function shape(points: readonly Point[]): Path2D {
  const path = new Path2D()
  const at = (index: number) => points[(index + points.length) % points.length] as Point
  const half = (index: number) =>
    [(at(index)[0] + at(index + 1)[0]) / 2, (at(index)[1] + at(index + 1)[1]) / 2] as const
  path.moveTo(...half(-1))
  for (let index = 0; index < points.length; index += 1)
    path.quadraticCurveTo(at(index)[0], at(index)[1], ...half(index))
  path.closePath()
  return path
}

/** A line through these points. */
export function curve(points: readonly Point[]): Path2D {
  const path = new Path2D()
  const [first = [0, 0, 0], ...rest] = points
  path.moveTo(first[0], first[1])
  for (const [index, [x, y]] of rest.entries()) {
    const next = rest[index + 1]
    if (next === undefined) path.lineTo(x, y)
    else path.quadraticCurveTo(x, y, (x + next[0]) / 2, (y + next[1]) / 2)
  }
  return path
}

/** The line around goes first, so that shapes that are filled after each other become one. */
export function outline(canvas: Canvas, path: Path2D, colour: string): void {
  canvas.strokeStyle = colour
  canvas.lineWidth = 2 * LINE
  canvas.stroke(path)
}

export function line(canvas: Canvas, path: Path2D, colour: string, width: number): void {
  canvas.strokeStyle = colour
  canvas.lineWidth = width
  canvas.stroke(path)
}

export function fill(canvas: Canvas, path: Path2D, colour: string | CanvasGradient): void {
  canvas.fillStyle = colour
  canvas.fill(path)
}

/** Draws within a path only. */
export function within(canvas: Canvas, path: Path2D, draw: () => void): void {
  canvas.save()
  canvas.clip(path)
  draw()
  canvas.restore()
}

/** A ball's edge. */
export function edge(ball: Ball, turn: Turn): Path2D {
  const { x, y, long, short, angle } = outlineOf(ball, turn)
  const path = new Path2D()
  path.ellipse(x, y, long, short, angle, 0, 2 * Math.PI)
  return path
}

/** What is drawn on a ball, in the shade on the side that the light does not reach. */
export function shaded(
  canvas: Canvas,
  ball: Ball,
  turn: Turn,
  { light, shade }: Paint,
  draw = () => {},
): void {
  const { x, y, long, short, angle } = outlineOf(ball, turn)
  const lit = new Path2D()
  lit.ellipse(x + LIGHT[0] * long, y + LIGHT[1] * short, long, short, angle, 0, 2 * Math.PI)
  const whole = edge(ball, turn)
  fill(canvas, whole, light)
  within(canvas, whole, () => {
    draw()
    const dark = new Path2D()
    dark.rect(x - 2 * long, y - 2 * long, 4 * long, 4 * long)
    dark.addPath(lit)
    canvas.fillStyle = shade
    canvas.globalAlpha = 0.35
    canvas.fill(dark, 'evenodd')
    canvas.globalAlpha = 1
  })
}
