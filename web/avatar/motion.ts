import type { Pose } from './types.ts'

/** How much of the way to what is seen is gone with each picture: less trembles less, and lags. */
const FOLLOW = 0.6
/** Lids and lips are quicker than heads. */
const FOLLOW_FACE = 0.8
/** When nobody is seen, or somebody is again after that, it takes its time. */
const SETTLE = 0.12
/** Pictures for which it settles in. */
const SETTLING = 8
/** At rest it looks around and blinks so often, s. */
const SWAY = 6.4
const BLINK = 3.7
/** How long an eye is shut, s. */
const SHUT = 0.15

/** What the avatar does when nobody is seen. @param seconds of the stream */
export function restAt(seconds: number): Pose {
  const sway = Math.sin((2 * Math.PI * seconds) / SWAY)
  const closed = Math.max(0, 1 - Math.abs((seconds % BLINK) - SHUT) / SHUT)
  return {
    ...{ x: 0.5 + 0.01 * sway, y: 0.5 + 0.006 * Math.sin((2 * Math.PI * seconds) / (SWAY / 2)), size: 0.45 },
    ...{ yaw: 0.22 * sway, pitch: 0.05, roll: 0.06 * sway },
    blink: { left: closed, right: closed },
    // At whoever looks at it.
    gaze: { yaw: -0.22 * sway, pitch: -0.05 },
    brows: { left: 0, right: 0 },
    ...{ open: 0, wide: 0, smile: 0.4 },
  }
}

/** The same for a picture, whose mouth stays as it is. */
export function calmAt(seconds: number): Pose {
  return { ...restAt(seconds), smile: 0 }
}

/**
 * What the avatar does from picture to picture: what is seen, a little smoothed, or else it rests.
 * @param rest what is done when nobody is seen, at a second of the stream
 * @returns a function of what is seen, and of the picture's timestamp, µs
 */
export function createMotion(rest = restAt): (seen: Pose | undefined, timestamp: number) => Pose {
  let before: Pose | undefined
  let settling = 0
  let wasSeen = false
  return (seen, timestamp) => {
    const target = seen ?? rest(timestamp / 1_000_000)
    if (wasSeen !== (seen !== undefined)) settling = SETTLING
    wasSeen = seen !== undefined
    const settles = settling > 0 || seen === undefined
    settling = Math.max(0, settling - 1)
    before = before === undefined ? target : towards(before, target, settles ? SETTLE : undefined)
    return before
  }
}

function towards(from: Pose, to: Pose, settle: number | undefined): Pose {
  const head = (one: number, other: number) => one + (other - one) * (settle ?? FOLLOW)
  const face = (one: number, other: number) => one + (other - one) * (settle ?? FOLLOW_FACE)
  const both = (one: Pose['blink'], other: Pose['blink']) => ({
    left: face(one.left, other.left),
    right: face(one.right, other.right),
  })
  return {
    x: head(from.x, to.x),
    y: head(from.y, to.y),
    size: head(from.size, to.size),
    yaw: head(from.yaw, to.yaw),
    pitch: head(from.pitch, to.pitch),
    roll: head(from.roll, to.roll),
    blink: both(from.blink, to.blink),
    gaze: { yaw: head(from.gaze.yaw, to.gaze.yaw), pitch: head(from.gaze.pitch, to.gaze.pitch) },
    brows: both(from.brows, to.brows),
    open: face(from.open, to.open),
    wide: face(from.wide, to.wide),
    smile: face(from.smile, to.smile),
  }
}
