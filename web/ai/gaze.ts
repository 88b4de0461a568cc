import { axesOf, between, dot, length, type Mesh, middle } from '../avatar/axes.ts'
import type { Gaze, Iris, Pose } from '../avatar/types.ts'
import { cornersOf, findIris, type Side } from './iris.ts'
import type { Pixels } from './picture.ts'
import type { Session } from './session.ts'

/** In widths of an eye: from the middle of its ball to that of its iris, and how far the former is behind the corners. */
const BALL = 0.38
const DEEP = 0.2
/** More of a ball's radius than this an iris is not beside its middle, whatever the net says. */
const FARTHEST = 0.95

const SIDES = ['left', 'right'] as const
const AHEAD: Gaze = { yaw: 0, pitch: 0 }
/** An eye that is closed farther than this shows no iris. */
const SHUT = 0.5
/** Eyes of fewer pixels in width say nothing. */
const NARROWEST = 8
/** Farther than this eyes are not believed to look, radians. */
const [MOST_ASIDE, MOST_DOWN] = [0.6, 0.4]
/** For how many looks it counts that eyes look ahead, and how much of the way their usual gaze goes to what is seen, in the long run. */
const TRUST = 12
const DRIFT = 0.003

/** Where an eye looks beside its head, by where on its ball the iris is seen. */
export function gazeOf(mesh: Mesh, side: Side, { x, y }: Iris): Gaze {
  const { across, down, away } = axesOf(mesh)
  const corners = cornersOf(mesh, side)
  const wide = length(between(...corners)) || 1
  const [left, top] = middle(...corners)
  const right = (x - left) / wide - DEEP * away[0]
  const below = (y - top) / wide - DEEP * away[1]
  const beside = Math.hypot(right, below) / BALL
  const held = Math.min(1, FARTHEST / beside || 1) / BALL
  const way = [right * held, below * held, -Math.sqrt(1 - Math.min(FARTHEST, beside) ** 2)] as const
  const towards = (axis: typeof across) => dot([...way], axis)
  return { yaw: Math.atan2(towards(across), -towards(away)), pitch: Math.asin(inside(towards(down), 1)) }
}

type Face = { mesh: Mesh; blink: Pose['blink'] }

/**
 * Tells where eyes look, beside where these of theirs usually do: a camera stands anywhere, and it is learnt from the
 * pictures so far. One eye is looked at in each picture, in turn, and those that are closed are not.
 * @param net that finds irises
 * @returns a function of a picture and the face in it; undefined: there is none, and the next one may be another
 */
export function startGaze(net: Session) {
  let known = begin()
  return async (pixels: Pixels, face: Face | undefined): Promise<Gaze> => {
    if (face === undefined) {
      known = begin()
      return AHEAD
    }
    const { mesh, blink } = face
    const shows = (side: Side) => blink[side] < SHUT && length(between(...cornersOf(mesh, side))) >= NARROWEST
    const open = SIDES.filter(shows)
    for (const side of SIDES) if (!open.includes(side)) delete known.seen[side]
    const next = open.find(side => side !== known.last) ?? open[0]
    // Whoever blinks goes on to look there.
    if (next === undefined) return known.gaze
    known.last = next
    known.seen[next] = besideUsual(
      known.usual[next],
      gazeOf(mesh, next, await findIris(net, pixels, mesh, next)),
    )
    const gazes = open.flatMap(side => known.seen[side] ?? [])
    const mean = (axis: keyof Gaze) => gazes.reduce((sum, gaze) => sum + gaze[axis], 0) / gazes.length
    known.gaze = { yaw: inside(mean('yaw'), MOST_ASIDE), pitch: inside(mean('pitch'), MOST_DOWN) }
    return known.gaze
  }
}

type Usual = Gaze & { looks: number }
type Known = { usual: Record<Side, Usual>; seen: Partial<Record<Side, Gaze>>; last?: Side; gaze: Gaze }

function begin(): Known {
  return { usual: { left: { ...AHEAD, looks: 0 }, right: { ...AHEAD, looks: 0 } }, seen: {}, gaze: AHEAD }
}

/** Learns it as well. */
function besideUsual(usual: Usual, { yaw, pitch }: Gaze): Gaze {
  const beside = { yaw: yaw - usual.yaw, pitch: pitch - usual.pitch }
  usual.looks += 1
  const share = Math.max(DRIFT, 1 / (TRUST + usual.looks))
  usual.yaw += share * beside.yaw
  usual.pitch += share * beside.pitch
  return beside
}

function inside(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value))
}
