import { pixelRate } from './ladder.ts'
import type { Offer, Rendition } from './schema.ts'
import { paceOf } from './select.ts'

/**
 * Divides a ladder among orchestrators where none alone keeps up with it: into the fewest parts that as many of them
 * keep up with, the largest first, so that who takes one leaves somebody for those after it. One part where one offer
 * is enough, or all of them are not.
 * @param renditions of one codec
 * @param framerate the source's; 0: not known
 * @param offers those with a free place
 */
export function spread(
  renditions: readonly Rendition[],
  framerate: number,
  offers: readonly Offer[],
): Rendition[][] {
  const rateOf = (part: readonly Rendition[]) => pixelRate(part, framerate)
  const bySize = (one: Rendition[], other: Rendition[]) => rateOf(other) - rateOf(one)
  const rungs = renditions.map(rendition => [rendition]).sort(bySize)
  const codec = renditions[0]?.codec ?? 'h264'
  const rooms = offers.map(offer => paceOf(offer, codec)).sort((one, other) => other - one)
  for (let count = 1; count <= Math.min(rungs.length, rooms.length); count += 1) {
    const packed = pack(rungs.flat(), rooms.slice(0, count), rateOf)
    if (packed === undefined) continue
    return packed.map(part => renditions.filter(rung => part.includes(rung))).sort(bySize)
  }
  return [[...renditions]]
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
