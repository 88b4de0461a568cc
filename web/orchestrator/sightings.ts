import type { Seen } from '../ai/objects.ts'
import { MAX_CUE_US } from '../protocol/limits.ts'
import type { Cue } from '../protocol/schema.ts'

/** What is seen stays until there is news of it, and a little longer. */
const STAY = 1.5

/** Makes cues of looks, each with a number of its own. */
export function createSightings() {
  let last = 0
  /** @param since timestamp of the frame, µs @param lasts ms until there is news */
  return (since: number, seen: Seen[], lasts: number): Cue[] =>
    seen.map(({ label, score, box }) => {
      last += 1
      const end = since + Math.min(MAX_CUE_US, Math.round(lasts * STAY * 1000))
      return { kind: 'object', id: last, start: since, end, text: label, score, box }
    })
}
