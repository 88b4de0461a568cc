import { between, length, type Mesh, middle, placeOf } from '../avatar/axes.ts'
import { EYES } from '../avatar/places.ts'
import type { Iris } from '../avatar/types.ts'
import { type Crop, toInput, toPicture } from './crop.ts'
import type { Pixels } from './picture.ts'
import type { Session } from './session.ts'

/** That of the picture. */
export type Side = 'left' | 'right'

/** Height and width of what the net looks at. */
const SIDE = 64
/** Room around an eye, of its width: as the net is used in MediaPipe. */
const ROOM = 2.3
/** What the net finds, beside the middle: places at the edge, at the sides and above and below. */
const [MIDDLE, ONE_SIDE, OTHER_SIDE] = [0, 1, 3]

/** The corners of an eye, the one to the left first. */
export function cornersOf(mesh: Mesh, side: Side) {
  const { upper } = EYES[side]
  return [placeOf(mesh, upper[0] as number), placeOf(mesh, upper[8] as number)] as const
}

/** Around an eye, level. The net was trained on the one to the left: the other one is its mirror's picture. */
export function cropAtEye(mesh: Mesh, side: Side): Crop {
  const [left, right] = cornersOf(mesh, side)
  const [x, y] = middle(left, right)
  const [across, down] = between(left, right)
  return {
    ...{ x, y },
    side: ROOM * Math.hypot(across, down),
    angle: Math.atan2(down, across),
    mirrored: side === 'right',
  }
}

/** Finds the iris of an eye, whether that is open or not. @throws MillraceError bad-model */
export async function findIris(net: Session, pixels: Pixels, mesh: Mesh, side: Side): Promise<Iris> {
  const crop = cropAtEye(mesh, side)
  const { output } = await net.run({ input: toInput(pixels, crop, SIDE) })
  const found = toPicture(output?.data ?? new Float32Array(15), crop, SIDE)
  const [x, y] = placeOf(found, MIDDLE)
  // Lids hide its upper and lower edge.
  const [wide, high] = between(placeOf(found, ONE_SIDE), placeOf(found, OTHER_SIDE))
  return { x, y, radius: length([wide, high, 0]) / 2 }
}
