import { type Axes, axesOf, dot, type Mesh, middle, placeOf, type Vector } from './axes.ts'
import { widened } from './lids.ts'
import { CHIN, EDGE, EYES, MOUTH, SIDES } from './places.ts'
import { falling, type Moves, type Part, partsOf, type Spot, shapesOf } from './shapes.ts'
import { turnOf } from './space.ts'
import { TRIANGLES } from './triangles.ts'
import type { Pose } from './types.ts'

type Size = { width: number; height: number }

/** Head and eyes are turned by so much of the angle by which who drives them turns theirs; a head no farther than that, radians. */
export const SHARE = 0.65
const MOST = 0.32
/** Of the other side of a face that is turned farther than this, there is no picture. */
const FARTHEST = 0.5
/** How many rings lie around a face, and how far the outermost one is from its middle, in those of its edge. */
const RINGS = 6
const REACH = 2.6

/** Points that move, of a picture that is drawn on the triangles between them, in order. */
export type Puppet = {
  /** Where they are when nothing moves: x and y of each, one after the other. */
  rest: Float32Array
  /** Three corners of each triangle: around the face, what is behind lids and lips, and the face. */
  around: Uint16Array
  behind: Uint16Array
  face: Uint16Array
  /** @returns where they are in a pose; overwritten by the next call */
  move(pose: Pose): Float32Array
}

/** @param found mesh of the face in a picture @param bounds within which the picture may move */
export function createPuppet(found: Mesh, bounds: { left: number; top: number } & Size): Puppet {
  const mesh = widened(found)
  const axes = axesOf(mesh)
  const origin = middle(placeOf(mesh, 33), placeOf(mesh, 263))
  const spotOf = ([x, y, z]: Vector): Spot => {
    const from: Vector = [x - origin[0], y - origin[1], z - origin[2]]
    return [dot(from, axes.across) / axes.scale, dot(from, axes.down) / axes.scale]
  }
  const shapes = shapesOf(point => spotOf(placeOf(mesh, point)))
  const points: Point[] = Array.from({ length: 468 }, (_, point) => {
    const place = placeOf(mesh, point)
    return { place, held: 1, moves: shapes(spotOf(place), point) }
  })
  const depth = middle(...SIDES.map(point => placeOf(mesh, point)))[2]
  const pivot: Vector = [placeOf(mesh, CHIN)[0], placeOf(mesh, CHIN)[1], depth + 0.15 * axes.scale]

  const around = ringsAround(points, bounds, depth, place => shapes(spotOf(place)))
  const behind = [
    ...fillBehind(points, EYES.left, () => undefined),
    ...fillBehind(points, EYES.right, () => undefined),
    ...fillBehind(points, MOUTH, index => points[MOUTH.upper[index] as number]?.moves),
  ]
  const rest = new Float32Array(points.flatMap(({ place: [x, y] }) => [x, y]))
  const moved = new Float32Array(rest.length)
  return {
    rest,
    around: Uint16Array.from(around),
    behind: Uint16Array.from(behind),
    face: farFirst(TRIANGLES.filter(notInEye), mesh),
    move(pose) {
      movePoints(points, pose, pivot, axes, moved)
      return moved
    },
  }
}

/** @property held 1 goes as the head does, 0 stays */
type Point = { place: Vector; held: number; moves: Moves | undefined }

function movePoints(points: Point[], pose: Pose, pivot: Vector, axes: Axes, moved: Float32Array): void {
  const { across, down, scale } = axes
  const limited = (angle: number) => Math.max(-MOST, Math.min(MOST, SHARE * angle))
  const own = Math.asin(across[2])
  const yaw = Math.max(-FARTHEST, Math.min(FARTHEST, own + limited(pose.yaw))) - own
  const turn = turnOf({ yaw, pitch: limited(pose.pitch), roll: limited(pose.roll) })
  const parts = Object.entries(partsOf(pose)) as [Part, number][]
  for (const [index, { place, held, moves }] of points.entries()) {
    let [right, below] = [0, 0]
    if (moves !== undefined) {
      for (const [part, share] of parts) {
        right += share * moves[part][0]
        below += share * moves[part][1]
      }
    }
    const at = (axis: 0 | 1 | 2) => place[axis] + scale * (right * across[axis] + below * down[axis])
    const from = [at(0) - pivot[0], at(1) - pivot[1], pivot[2] - at(2)] as const
    const [x, y] = turn(from)
    moved[2 * index] = at(0) + held * (x - from[0])
    moved[2 * index + 1] = at(1) + held * (y - from[1])
  }
}

/** Rings around a face, which move the less the farther they are from it. */
function ringsAround(
  points: Point[],
  { left, top, width, height }: { left: number; top: number } & Size,
  depth: number,
  shapes: (place: Vector) => Moves,
): number[] {
  const edge = EDGE.map(point => (points[point] as Point).place)
  const [cx, cy] = middle(...edge)
  const triangles: number[] = []
  let inner: readonly number[] = EDGE
  for (let ring = 1; ring <= RINGS; ring += 1) {
    const begin = points.length
    for (const [x, y, z] of edge) {
      const room = Math.min(
        x > cx ? (left + width - cx) / (x - cx) : (left - cx) / (x - cx || -1),
        y > cy ? (top + height - cy) / (y - cy) : (top - cy) / (y - cy || -1),
      )
      const most = Math.max(1, Math.min(REACH, room))
      const away = (most - 1) * (ring / RINGS)
      const place: Vector = [
        cx + (x - cx) * (1 + away),
        cy + (y - cy) * (1 + away),
        z + (depth - z) * (ring / RINGS),
      ]
      const held = falling(ring === RINGS ? 1 : away / (REACH - 1))
      points.push({ place, held, moves: ring === RINGS ? undefined : shapes(place) })
    }
    for (let index = 0; index < edge.length; index += 1) {
      const next = (index + 1) % edge.length
      const [a = 0, b = 0] = [inner[index], inner[next]]
      triangles.push(a, b, begin + index, b, begin + next, begin + index)
    }
    inner = edge.map((_, index) => begin + index)
  }
  return triangles
}

/** What is seen through a hole of the face, while the edges move over it: points at the same places with other moves. */
function fillBehind(
  points: Point[],
  { upper, lower }: { upper: readonly number[]; lower: readonly number[] },
  moves: (index: number) => Moves | undefined,
): number[] {
  const copy = (point: number, index: number) =>
    points.push({ ...(points[point] as Point), moves: moves(index) }) - 1
  const [above, below] = [upper.map(copy), lower.map(copy)]
  return above.slice(1).flatMap((point, index) => {
    const [before = 0, under = 0, next = 0] = [above[index], below[index], below[index + 1]]
    return [before, under, point, point, under, next]
  })
}

/** So that what is nearer lies over what is farther. */
function farFirst(corners: number[], mesh: Mesh): Uint16Array {
  const triangles = Array.from({ length: corners.length / 3 }, (_, index) =>
    corners.slice(3 * index, 3 * index + 3),
  )
  const depth = (triangle: number[]) => triangle.reduce((sum, point) => sum + placeOf(mesh, point)[2], 0)
  return Uint16Array.from(triangles.toSorted((one, other) => depth(other) - depth(one)).flat())
}

const EYE_POINTS = Object.values(EYES).map(({ upper, lower }) => new Set([...upper, ...lower]))

/** Whether a corner belongs to a triangle that is not between the lids of one eye. */
function notInEye(_: number, index: number): boolean {
  const first = index - (index % 3)
  const corners = TRIANGLES.slice(first, first + 3)
  return !EYE_POINTS.some(eye => corners.every(corner => eye.has(corner)))
}
