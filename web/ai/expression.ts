import type { Pose } from '../avatar/types.ts'
import type { Mesh } from './facecrop.ts'
import type { Size } from './picture.ts'

type Vector = [number, number, number]

/** Pairs that lie level on a face, the one to the picture's left first: corners of the eyes, temples, cheeks. */
const LEVEL = [
  [33, 263],
  [133, 362],
  [127, 356],
  [234, 454],
] as const
const [FOREHEAD, CHIN] = [10, 152]
/** Corners of the eyes at the temples: how far they are apart is the measure of a face. */
const [LEFT_CORNER, RIGHT_CORNER] = [33, 263]
/** Upper lid over lower lid, three times, and both corners. */
const LEFT_EYE = { lids: [160, 144, 159, 145, 158, 153], corners: [33, 133] } as const
const RIGHT_EYE = { lids: [387, 373, 386, 374, 385, 380], corners: [263, 362] } as const
const LEFT_BROW = { arch: 105, corners: LEFT_EYE.corners } as const
const RIGHT_BROW = { arch: 334, corners: RIGHT_EYE.corners } as const
const LIPS = { upper: 13, lower: 14, left: 61, right: 291 } as const

/** Of each measure: where it begins, and where it is whole. */
const CLOSED = [0.18, 0.1] as const
const OPEN = [0.05, 0.45] as const
const WIDE = [0.6, 0.8] as const
const NARROW = [0.56, 0.4] as const
const UP = [-0.015, 0.05] as const
const RAISED = [0.29, 0.42] as const
const LOWERED = [0.25, 0.18] as const

/** What a face does, from its mesh alone. Left and right are those of the picture. */
export function poseOf(mesh: Mesh, { width, height }: Size): Pose {
  const at = (point: number) => [...mesh.subarray(point * 3, point * 3 + 3)] as Vector
  const apart = (one: number, other: number) => length(between(at(one), at(other)))

  const across = unit(sum(LEVEL.map(([left, right]) => unit(between(at(left), at(right))))))
  const steep = unit(between(at(FOREHEAD), at(CHIN)))
  const away = unit(cross(across, steep))
  const down = cross(away, across)
  const scale = apart(LEFT_CORNER, RIGHT_CORNER) || 1
  /** How far below one place another is, along the face, in the face's measure. */
  const below = (one: Vector, other: Vector) => dot(between(one, other), down) / scale

  const closed = ({
    lids: [a, b, c, d, e, f],
    corners: [outer, inner],
  }: typeof LEFT_EYE | typeof RIGHT_EYE) =>
    share((apart(a, b) + apart(c, d) + apart(e, f)) / 3 / (apart(outer, inner) || 1), CLOSED)
  const brow = ({ arch, corners: [outer, inner] }: typeof LEFT_BROW | typeof RIGHT_BROW) => {
    const height = below(at(arch), middle(at(outer), at(inner)))
    return share(height, RAISED) - share(height, LOWERED)
  }
  const mouth = apart(LIPS.left, LIPS.right) / scale
  const corners = middle(at(LIPS.left), at(LIPS.right))
  const [x, y] = middle(at(FOREHEAD), at(CHIN))
  return {
    x: x / width,
    y: y / height,
    size: apart(FOREHEAD, CHIN) / height,
    yaw: Math.asin(Math.max(-1, Math.min(1, across[2]))),
    pitch: Math.atan2(down[2], away[2]),
    roll: Math.atan2(across[1], across[0]),
    blink: { left: closed(LEFT_EYE), right: closed(RIGHT_EYE) },
    brows: { left: brow(LEFT_BROW), right: brow(RIGHT_BROW) },
    open: share(apart(LIPS.upper, LIPS.lower) / scale, OPEN),
    wide: share(mouth, WIDE) - share(mouth, NARROW),
    smile: share(below(corners, at(LIPS.upper)), UP),
  }
}

/** How far a value is from the beginning to the end, 0..1. */
function share(value: number, [begin, end]: readonly [number, number]): number {
  return Math.min(1, Math.max(0, (value - begin) / (end - begin)))
}

const between = (one: Vector, other: Vector) =>
  one.map((value, axis) => (other[axis] as number) - value) as Vector
const dot = (one: Vector, other: Vector) =>
  one.reduce((total, value, axis) => total + value * (other[axis] as number), 0)
const length = (vector: Vector) => Math.sqrt(dot(vector, vector))
const sum = (vectors: Vector[]) =>
  [0, 1, 2].map(axis => vectors.reduce((total, each) => total + (each[axis] as number), 0)) as Vector
const middle = (one: Vector, other: Vector) => sum([one, other]).map(value => value / 2) as Vector

/** Of what has no length it is 0, in no direction. */
function unit(vector: Vector): Vector {
  const whole = length(vector) || 1
  return vector.map(value => value / whole) as Vector
}

function cross([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [b * z - c * y, c * x - a * z, a * y - b * x]
}
