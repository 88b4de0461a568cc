import type { Chunk } from '../protocol/chunk.ts'
import { isSameEffect } from '../protocol/effects.ts'
import { MAX_SEGMENT_FRAMES } from '../protocol/limits.ts'
import type { Effect, EffectReport } from '../protocol/schema.ts'
import { createSince, type Since } from '../protocol/since.ts'

/** Between orchestrators and viewers: where pictures have to be changed before they are seen, nothing else passes. */
export type Screen = {
  /** @param effect what has to be done to pictures from now on; undefined: nothing @param segment of the source, now */
  require(effect: Effect | undefined, segment: number): void
  /** What is done to this one's pictures from a segment on, by its own word. */
  applied(link: string, report: EffectReport): void
  remove(link: string): void
  /** @returns what viewers may see now: word of what was done may come after the first frames, which then wait for it */
  pass(link: string, chunk: Chunk): Chunk[]
  /** Of a rung's newest GOP, what those who join may see. */
  visible(chunks: Chunk[]): Chunk[]
}

export function createScreen(): Screen {
  const effects = new Map<string, Since<Effect | undefined>>()
  /** Tracks of which something was held back, and what of that waits: a segment from its key on. */
  const held = new Map<number, { link: string; chunks: Chunk[] }>()
  let required: Effect | undefined
  /** Up to this segment something was held back. */
  let hidden = -1

  const fits = (link: string, segment: number) =>
    required === undefined || isSameEffect(effects.get(link)?.at(segment), required)

  /** What waits of the segment of this chunk. */
  const waiting = (link: string, { track, segment, key }: Chunk): Chunk[] => {
    const { link: from, chunks = [] } = held.get(track) ?? {}
    const goesOn = !key && from === link && chunks[0]?.segment === segment
    return goesOn && chunks.length < MAX_SEGMENT_FRAMES ? chunks : []
  }

  return {
    require(effect, segment) {
      required = effect
      if (effect !== undefined) hidden = Math.max(hidden, segment)
    },
    applied(link, { since, effect }) {
      const known = effects.get(link) ?? createSince<Effect | undefined>(undefined)
      effects.set(link, known)
      known.set(since, effect)
    },
    remove(link) {
      effects.delete(link)
    },
    pass(link, chunk) {
      const whole = [...waiting(link, chunk), chunk]
      const begins = whole[0]?.key === true
      if (!fits(link, chunk.segment)) {
        held.set(chunk.track, { link, chunks: begins ? whole : [] })
        hidden = Math.max(hidden, chunk.segment)
        return []
      }
      if (!held.has(chunk.track)) return [chunk]
      if (!begins) return []
      held.delete(chunk.track)
      return whole
    },
    visible: chunks => (chunks.every(({ segment }) => segment > hidden) ? chunks : []),
  }
}
