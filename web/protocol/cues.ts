import { type CUE_KINDS, MAX_KEPT_CUES } from './limits.ts'
import type { Cue } from './schema.ts'

/** Who reads needs so long, however short it was said: at least, and for each character, µs. */
const READ_US = 1_200_000
const READ_CHARACTER_US = 50_000

type Shown = { cue: Cue; from: number; until: number }

/**
 * The cues of a stream as its viewer keeps them. What comes after its time, as live captions do, is shown late
 * for as long as it would have been, rather than not at all. Times are µs of the source.
 */
export type CueTrack = {
  /** @param now of the picture on the screen; undefined: there is none yet */
  add(cues: Cue[], now: number | undefined): void
  /** What is to be seen, the oldest first. */
  at(now: number | undefined): Cue[]
  /** Whether any of this kind has come. */
  has(kind: (typeof CUE_KINDS)[number]): boolean
  clear(): void
}

export function createCueTrack(): CueTrack {
  const kept = new Map<string, Shown>()
  const kinds = new Set<string>()

  const place = (cue: Cue, now: number): Shown => {
    const before = kept.get(keyOf(cue))
    const from = before !== undefined && before.from <= now ? before.from : Math.max(cue.start, now)
    const until = from + cue.end - cue.start
    if (cue.kind !== 'caption') return { cue, from, until }
    const reading = Math.max(READ_US, cue.text.length * READ_CHARACTER_US)
    return { cue, from, until: Math.max(until, Math.max(cue.start, now) + reading) }
  }

  return {
    add(cues, now = Number.NEGATIVE_INFINITY) {
      for (const [key, { until }] of kept) if (until <= now) kept.delete(key)
      for (const cue of cues) {
        kinds.add(cue.kind)
        kept.set(keyOf(cue), place(cue, now))
      }
      for (const key of kept.keys()) if (kept.size > MAX_KEPT_CUES) kept.delete(key)
    },
    at(now = Number.NEGATIVE_INFINITY) {
      const shown = [...kept.values()].filter(({ from, until }) => from <= now && now < until)
      return shown.toSorted((a, b) => a.cue.start - b.cue.start).map(({ cue }) => cue)
    },
    has: kind => kinds.has(kind),
    clear() {
      kept.clear()
    },
  }
}

function keyOf({ kind, id }: Cue): string {
  return `${kind} ${id}`
}
