import type { FeedCaptions } from '../../web/protocol/feed.ts'
import { MAX_HLS_CAPTIONS } from '../../web/protocol/limits.ts'
import type { Cue } from '../../web/protocol/schema.ts'

/** What is said in a stream, by the run that it belongs to. */
export type Captions = {
  take(head: FeedCaptions): void
  /** Whether anything was said. */
  any(): boolean
  /** All that was said in this run before this is told, µs. */
  until(run: string): number
  /** @param from @param to µs of the run */
  between(run: string, from: number, to: number): Cue[]
}

export function createCaptions(): Captions {
  const kept = new Map<string, { run: string; cue: Cue }>()
  const told = new Map<string, number>()

  return {
    take({ run, captions, until }) {
      told.set(run, Math.max(until, told.get(run) ?? 0))
      for (const cue of captions) kept.set(`${run} ${cue.id}`, { run, cue })
      for (const key of kept.keys()) if (kept.size > MAX_HLS_CAPTIONS) kept.delete(key)
    },
    any: () => kept.size > 0,
    until: run => told.get(run) ?? 0,
    between: (run, from, to) =>
      [...kept.values()]
        .filter(each => each.run === run && each.cue.start < to && each.cue.end > from)
        .map(({ cue }) => cue),
  }
}
