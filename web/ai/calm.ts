import type { Pose } from '../avatar/types.ts'
import type { Measures } from './expression.ts'

/** Of each measure beside the calm face's: where something begins, and where it is whole. */
const CLOSED = [0.88, 0.68] as const
const RAISED = [0.015, 0.055] as const
const LOWERED = [-0.01, -0.035] as const
const WIDE = [0.03, 0.1] as const
const NARROW = [-0.02, -0.07] as const
const SMILE = [0.02, 0.08] as const
/** Of the measure itself: lips that are apart are so on every face. */
const OPEN = [0.02, 0.26] as const

/** What is taken for calm before anything was seen, and for how many pictures that counts. */
const USUAL = { eye: 0.26, brow: 0.275, wide: 0.565 }
const TRUST = 12
/** How much of the way to what is seen a calm face goes with a picture, in the long run. */
const DRIFT = 0.003
/** An eye that opens farther is open; one that is narrower is only slowly believed to be. */
const OPENS = 0.15
const NARROWS = 0.2
const NARROWS_AT_LEAST = 0.002

/** All that a mesh tells: not where its eyes look. */
type Face = Omit<Pose, 'gaze'>

/**
 * Tells what a face does from its measures, beside what it is like when it is calm: no two faces are alike in that, and
 * it is learnt from the pictures so far.
 * @returns a function of the measures; undefined: no face was seen, and the next one may be another
 */
export function createCalm(): (measures: Measures | undefined) => Face | undefined {
  let known = begin()
  return measures => {
    if (measures === undefined) {
      known = begin()
      return undefined
    }
    const { eyes, brows, wide, open, ...head } = measures
    const closed = (side: 'left' | 'right') => share(eyes[side] / known.eyes[side], CLOSED)
    const brow = (side: 'left' | 'right') =>
      share(brows[side] - known.brows[side], RAISED) - share(brows[side] - known.brows[side], LOWERED)
    known = learn(known, measures)
    return {
      ...head,
      blink: { left: closed('left'), right: closed('right') },
      brows: { left: brow('left'), right: brow('right') },
      open: share(open, OPEN),
      wide: share(wide - known.wide, WIDE) - share(wide - known.wide, NARROW),
      smile: share(wide - known.wide, SMILE),
    }
  }
}

type Known = Pick<Measures, 'eyes' | 'brows' | 'wide'> & { pictures: number }

function begin(): Known {
  return {
    pictures: 0,
    eyes: { left: USUAL.eye, right: USUAL.eye },
    brows: { left: USUAL.brow, right: USUAL.brow },
    wide: USUAL.wide,
  }
}

function learn(known: Known, seen: Measures): Known {
  const pictures = known.pictures + 1
  const towards = (from: number, to: number) => from + (to - from) * Math.max(DRIFT, 1 / (TRUST + pictures))
  const eye = (from: number, to: number) =>
    from + (to - from) * (to > from ? OPENS : Math.max(NARROWS_AT_LEAST, NARROWS / pictures))
  return {
    pictures,
    eyes: { left: eye(known.eyes.left, seen.eyes.left), right: eye(known.eyes.right, seen.eyes.right) },
    brows: {
      left: towards(known.brows.left, seen.brows.left),
      right: towards(known.brows.right, seen.brows.right),
    },
    wide: towards(known.wide, seen.wide),
  }
}

/** How far a value is from the beginning to the end, 0..1. */
function share(value: number, [first, last]: readonly [number, number]): number {
  return Math.min(1, Math.max(0, (value - first) / (last - first)))
}
