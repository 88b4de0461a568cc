import { axesOf, between, dot, length, type Mesh, middle, placeOf, type Vector } from '../avatar/axes.ts'
import { CHIN, FOREHEAD } from '../avatar/places.ts'
import type { Pose } from '../avatar/types.ts'
import type { Size } from './picture.ts'

/** Upper lid over lower lid, three times, and both corners. */
const LEFT_EYE = { lids: [160, 144, 159, 145, 158, 153], corners: [33, 133] } as const
const RIGHT_EYE = { lids: [387, 373, 386, 374, 385, 380], corners: [263, 362] } as const
const LEFT_BROW = { arch: 105, corners: LEFT_EYE.corners } as const
const RIGHT_BROW = { arch: 334, corners: RIGHT_EYE.corners } as const
const LIPS = { upper: 13, lower: 14, left: 61, right: 291 } as const

/** How a head is held, and what can be measured on its face whichever way it is turned. Left and right are those of the picture. */
export type Measures = Pick<Pose, 'x' | 'y' | 'size' | 'yaw' | 'pitch' | 'roll'> & {
  /** How high an eye is open, in its widths. */
  eyes: { left: number; right: number }
  /** In the face's measure: how far a brow's arch is above its eye, */
  brows: { left: number; right: number }
  /** the lips are apart, */
  open: number
  /** and the corners of the mouth are apart. */
  wide: number
}

/** What a mesh tells of a face. */
export function measure(mesh: Mesh, { width, height }: Size): Measures {
  const at = (point: number) => placeOf(mesh, point)
  const apart = (one: number, other: number) => length(between(at(one), at(other)))

  const { across, down, away, scale } = axesOf(mesh)
  /** How far below one place another is, along the face, in the face's measure. */
  const below = (one: Vector, other: Vector) => dot(between(one, other), down) / scale

  const opened = ({
    lids: [a, b, c, d, e, f],
    corners: [outer, inner],
  }: typeof LEFT_EYE | typeof RIGHT_EYE) =>
    (apart(a, b) + apart(c, d) + apart(e, f)) / 3 / (apart(outer, inner) || 1)
  const raised = ({ arch, corners: [outer, inner] }: typeof LEFT_BROW | typeof RIGHT_BROW) =>
    below(at(arch), middle(at(outer), at(inner)))
  const [x, y] = middle(at(FOREHEAD), at(CHIN))
  return {
    x: x / width,
    y: y / height,
    size: apart(FOREHEAD, CHIN) / height,
    yaw: Math.asin(Math.max(-1, Math.min(1, across[2]))),
    pitch: Math.atan2(down[2], away[2]),
    roll: Math.atan2(across[1], across[0]),
    eyes: { left: opened(LEFT_EYE), right: opened(RIGHT_EYE) },
    brows: { left: raised(LEFT_BROW), right: raised(RIGHT_BROW) },
    open: apart(LIPS.upper, LIPS.lower) / scale,
    wide: apart(LIPS.left, LIPS.right) / scale,
  }
}
