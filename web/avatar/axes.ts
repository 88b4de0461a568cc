import { CHIN, FOREHEAD } from './places.ts'

/** Places on a face, x, y and depth of each (less is nearer), one after the other, in pixels of a picture. */
export type Mesh = Float32Array

export type Vector = [number, number, number]

/** Pairs that lie level on a face, the one to the picture's left first: corners of the eyes, temples, cheeks. */
const LEVEL = [
  [33, 263],
  [133, 362],
  [127, 356],
  [234, 454],
] as const
/** Corners of the eyes at the temples: how far they are apart is the measure of a face. */
const [LEFT_CORNER, RIGHT_CORNER] = [33, 263]

/** The directions of a face, each of length 1, and its measure, in pixels. */
export type Axes = { across: Vector; down: Vector; away: Vector; scale: number }

/** How a face is held. */
export function axesOf(mesh: Mesh): Axes {
  const at = (point: number) => placeOf(mesh, point)
  const across = unit(sum(LEVEL.map(([left, right]) => unit(between(at(left), at(right))))))
  const away = unit(cross(across, unit(between(at(FOREHEAD), at(CHIN)))))
  const scale = length(between(at(LEFT_CORNER), at(RIGHT_CORNER))) || 1
  return { across, down: cross(away, across), away, scale }
}

export const placeOf = (mesh: Mesh, point: number) => [...mesh.subarray(point * 3, point * 3 + 3)] as Vector
export const between = (one: Vector, other: Vector) =>
  one.map((value, axis) => (other[axis] as number) - value) as Vector
export const dot = (one: Vector, other: Vector) =>
  one.reduce((total, value, axis) => total + value * (other[axis] as number), 0)
export const length = (vector: Vector) => Math.sqrt(dot(vector, vector))
export const middle = (...places: Vector[]) => sum(places).map(value => value / places.length) as Vector
const sum = (vectors: Vector[]) =>
  [0, 1, 2].map(axis => vectors.reduce((total, each) => total + (each[axis] as number), 0)) as Vector

/** Of what has no length it is 0, in no direction. */
function unit(vector: Vector): Vector {
  const whole = length(vector) || 1
  return vector.map(value => value / whole) as Vector
}

function cross([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [b * z - c * y, c * x - a * z, a * y - b * x]
}
