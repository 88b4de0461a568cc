import { pixelRate } from './ladder.ts'
import type { Rendition } from './schema.ts'
import { type Candidate, paceOf } from './select.ts'

/**
 * Divides a ladder among orchestrators where none alone keeps up with it: into the fewest parts that as many of them
 * keep up with, the largest first, so that who takes one leaves somebody for those after it. One part where one offer
 * is enough, or all of them are not: benchmarks are not that sure. But where some were seen to be too slow, the smaller
 * rungs are divided, and those above are a part that waits for somebody.
 * @param renditions of one codec
 * @param framerate the source's; 0: not known
 * @param able those with a free place
 */
export function spread(
  renditions: readonly Rendition[],
  framerate: number,
  able: readonly Pick<Candidate, 'offer' | 'pace'>[],
): Rendition[][] {
  const rateOf = (part: readonly Rendition[]) => pixelRate(part, framerate)
  const bySize = (one: Rendition[], other: Rendition[]) => rateOf(other) - rateOf(one)
  const codec = renditions[0]?.codec ?? 'h264'
  const rooms = able.map(({ offer, pace }) => pace ?? paceOf(offer, codec)).sort((one, other) => other - one)
  const rungs = [...renditions].sort((one, other) => bySize([one], [other]))
  const least = able.some(({ pace }) => pace !== undefined) ? 1 : rungs.length
  for (let kept = rungs.length; kept >= least; kept -= 1) {
    const above = rungs.slice(0, rungs.length - kept)
    const packed = divide(rungs.slice(-kept), rooms, rateOf)
    if (packed === undefined) continue
    const parts = above.length > 0 ? [above, ...packed] : packed
    return parts.map(part => renditions.filter(rung => part.includes(rung))).sort(bySize)
  }
  return [[...renditions]]
}

/** Into as few of the rooms as possible, the largest of them. */
function divide(
  rungs: Rendition[],
  rooms: number[],
  rateOf: (part: Rendition[]) => number,
): Rendition[][] | undefined {
  for (let count = 1; count <= Math.min(rungs.length, rooms.length); count += 1) {
    const packed = pack(rungs, rooms.slice(0, count), rateOf)
    if (packed !== undefined) return packed
  }
  return undefined
}

/** Rungs into rooms, each with what it takes; undefined where they do not go in. */
function pack(
  [rung, ...rest]: Rendition[],
  rooms: number[],
  rateOf: (part: Rendition[]) => number,
): Rendition[][] | undefined {
  if (rung === undefined) return rooms.map(() => [])
  for (const [index, room] of rooms.entries()) {
    const left = room - rateOf([rung])
    const packed = left < 0 ? undefined : pack(rest, rooms.with(index, left), rateOf)
    if (packed !== undefined) return packed.with(index, [rung, ...(packed[index] as Rendition[])])
  }
  return undefined
}
