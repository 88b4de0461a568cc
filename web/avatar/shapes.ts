import { CHIN, EYES, FOREHEAD, MOUTH } from './places.ts'
import type { Pose } from './types.ts'

/** On a face, in its measure: across to the picture's right, and down. */
export type Spot = readonly [x: number, y: number]

/** What of a pose moves the places of a face, each part from none of it to all. */
export type Part = 'open' | 'wide' | 'smile' | 'leftLid' | 'rightLid' | 'leftBrow' | 'rightBrow'

/** How far a place goes with each part of a pose. */
export type Moves = Record<Part, Spot>

/** Ways, in a face's measure: of the lower lip, the corners of the mouth, the brows. */
const OPENS = 0.21
const WIDENS = 0.05
const LIFTS = 0.055
const RAISES = 0.07
/** Of the way between the lids, the lower one goes so much. */
const MEETS = 0.15

/** @param at where each place of a face is; @returns how a place moves, of the mesh or beside the face */
export function shapesOf(at: (point: number) => Spot): (spot: Spot, point?: number) => Moves {
  const mouth = mouthOf(at)
  const left = eyeOf(at, 'left')
  const right = eyeOf(at, 'right')
  return (spot, point) => ({
    ...mouth(spot, point),
    leftLid: left.lid(spot, point),
    rightLid: right.lid(spot, point),
    leftBrow: left.brow(spot),
    rightBrow: right.brow(spot),
  })
}

/** How much of each part there is in a pose. */
export function partsOf({ open, wide, smile, blink, brows }: Pose): Record<Part, number> {
  return {
    ...{ open, smile },
    // Lips are pursed by less than they are drawn wide.
    wide: wide < 0 ? 0.7 * wide : wide,
    ...{ leftLid: blink.left, rightLid: blink.right },
    ...{ leftBrow: brows.left, rightBrow: brows.right },
  }
}

function mouthOf(
  at: (point: number) => Spot,
): (spot: Spot, point?: number) => Pick<Moves, 'open' | 'wide' | 'smile'> {
  const [upper, lower] = [lineOf(MOUTH.upper.map(at)), lineOf(MOUTH.lower.map(at))]
  const [from, to] = [at(MOUTH.upper[0])[0], at(MOUTH.upper[10])[0]]
  const [centre, half] = [(from + to) / 2, (to - from) / 2 || 1]
  const chin = at(CHIN)[1]
  return ([x, y], point = -1) => {
    const across = (x - centre) / half
    const out = Math.max(0, Math.abs(across) - 1)
    const line = (upper(x) + lower(x)) / 2
    const isLow = isAmong(MOUTH.lower, point) || (!isAmong(MOUTH.upper, point) && y > line)
    const lips = out > 0 ? 0.25 * falling(out / 0.9) : 0.25 + 0.75 * (1 - Math.abs(across) ** 3)
    const below = (y - line) / (chin - line || 1)
    const jaw = falling((Math.abs(across) - 1) / 2.2)
    const mixed = lips + (jaw - lips) * rising(1.4 * below)
    const down = isLow
      ? mixed * falling((y - chin) / 0.5)
      : (out > 0 ? lips : 0.25 * across ** 4 - 0.06 * (1 - across ** 4)) * falling((line - y) / 0.3)
    const near = falling(out / 0.9) * falling((Math.abs(y - line) - 0.03) / 0.25)
    const wider = falling(out / 1.6) * falling((Math.abs(y - line) - 0.03) / 0.4)
    const side = Math.max(-1, Math.min(1, across))
    return {
      open: [isLow && out === 0 ? -0.03 * side * mixed : 0, OPENS * down],
      wide: [WIDENS * side * near, 0],
      smile: [0.4 * WIDENS * side * wider, (0.012 - (LIFTS + 0.012) * side * side) * wider],
    }
  }
}

function eyeOf(at: (point: number) => Spot, name: 'left' | 'right') {
  const { upper: top, lower: bottom, brow } = EYES[name]
  const [upper, lower] = [lineOf(top.map(at)), lineOf(bottom.map(at))]
  const [from, to] = [at(top[0] as number)[0], at(top[8] as number)[0]]
  const arch = lineOf(brow.map(at))
  const hair = at(FOREHEAD)[1]
  const bridge = (at(EYES.left.upper[8] as number)[0] + at(EYES.right.upper[0] as number)[0]) / 2
  const outer = Math.abs(at(brow[0] as number)[0] - bridge)
  const sign = name === 'left' ? -1 : 1
  return {
    lid([x, y]: Spot, point = -1): Spot {
      if (x <= from || x >= to) return [0, 0]
      const [high, low] = [upper(x), lower(x)]
      const meet = low - MEETS * (low - high)
      if (isAmong(top, point) || (y <= high && !isAmong(bottom, point))) {
        const way = meet - high
        // As far as the brow at most, unless skin would fold.
        return [0, way * falling((high - y) / Math.max(0.6 * (high - arch(x)), 1.6 * way, 0.01))]
      }
      if (isAmong(bottom, point) || y >= low) return [0, (meet - low) * falling((y - low) / 0.12)]
      return [0, meet - y]
    },
    brow([x, y]: Spot): Spot {
      const beside = (x - bridge) * sign
      const above = arch(x) - y
      const there = rising((beside + 0.06) / 0.14) * falling((beside - outer) / 0.2)
      const high = above > 0 ? falling(above / (arch(x) - hair || 1)) : falling(-above / 0.15)
      return [0, -RAISES * there * high]
    },
  }
}

const isAmong = (points: readonly number[], point: number) => points.includes(point)

/** The height of a line through these spots; beside it, that of its ends. */
export function lineOf(spots: Spot[]): (x: number) => number {
  const sorted = spots.toSorted(([one], [other]) => one - other)
  const [first, last] = [sorted[0] as Spot, sorted.at(-1) as Spot]
  return x => {
    const next = sorted.findIndex(([right]) => right > x)
    if (next <= 0) return next === 0 ? first[1] : last[1]
    const [[left, from], [right, to]] = [sorted[next - 1] as Spot, sorted[next] as Spot]
    return from + ((to - from) * (x - left)) / (right - left)
  }
}

/** From 1 at 0 to 0 at 1, smoothly. */
export function falling(share: number): number {
  return 1 - rising(share)
}

export function rising(share: number): number {
  const inside = Math.min(1, Math.max(0, share))
  return inside * inside * (3 - 2 * inside)
}
