import type { Pose } from './types.ts'

/** To the right, down, and towards whoever looks. */
export type Point = readonly [x: number, y: number, z: number]

/** Turns what belongs to a head. */
export type Turn = (point: Point) => Point

/** An ellipsoid whose axes are those of the head. */
export type Ball = { middle: Point; radii: Point }

/** As a head is turned: nodded, then turned to a side, then tilted. */
export function turnOf({ yaw, pitch, roll }: Pick<Pose, 'yaw' | 'pitch' | 'roll'>): Turn {
  const [a, b, c] = [pitch, yaw, roll].map(angle => [Math.cos(angle), Math.sin(angle)] as const) as [
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
  ]
  return ([x, y, z]) => {
    const [down, near] = [y * a[0] + z * a[1], z * a[0] - y * a[1]]
    const [right, front] = [x * b[0] + near * b[1], near * b[0] - x * b[1]]
    return [right * c[0] - down * c[1], right * c[1] + down * c[0], front]
  }
}

/**
 * Where a place on a ball is seen; what lies behind it is drawn on its edge.
 * @param x as seen from the ball's front, in the head's measure, from the ball's middle @param y the same
 */
export function seenOn({ middle, radii }: Ball, turn: Turn, x: number, y: number): Point {
  const [u, v] = [x / radii[0], y / radii[1]]
  const beyond = Math.max(1, Math.hypot(u, v))
  const place: Point = [u / beyond, v / beyond, Math.sqrt(Math.max(0, 1 - (u * u + v * v) / beyond ** 2))]
  // In the space in which the ball is a sphere, this is the way to whoever looks.
  const axes = (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).map(turn)
  const view = unit(axes.map((axis, index) => axis[2] / (radii[index] as number)))
  const front = place.reduce((sum, value, index) => sum + value * (view[index] as number), 0)
  const shown =
    front >= 0 ? place : unit(place.map((value, index) => value - front * (view[index] as number)))
  return turn(
    [0, 1, 2].map(
      axis => (middle[axis] as number) + (shown[axis] as number) * (radii[axis] as number),
    ) as unknown as Point,
  )
}

/** The ellipse as which a ball is seen: its middle, half its axes, and how it is turned. */
export function outlineOf({ middle, radii }: Ball, turn: Turn) {
  const axes = (
    [
      [radii[0], 0, 0],
      [0, radii[1], 0],
      [0, 0, radii[2]],
    ] as const
  ).map(turn)
  const product = (one: 0 | 1, other: 0 | 1) => axes.reduce((sum, axis) => sum + axis[one] * axis[other], 0)
  const [xx, xy, yy] = [product(0, 0), product(0, 1), product(1, 1)]
  const [mean, apart] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)]
  const [x, y] = turn(middle)
  return {
    x,
    y,
    long: Math.sqrt(mean + apart),
    short: Math.sqrt(Math.max(0, mean - apart)),
    angle: Math.atan2(2 * xy, xx - yy) / 2,
  }
}

function unit(vector: number[]): Point {
  const length = Math.hypot(...vector) || 1
  return vector.map(value => value / length) as unknown as Point
}
