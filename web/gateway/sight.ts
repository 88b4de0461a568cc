import type { Cue } from '../protocol/schema.ts'
import type { ObjectsSnapshot } from './types.ts'

/** Kinds of things of which the snapshot tells: names come from peers. */
const MAX_KINDS = 24

/** Keeps count of what is seen in a stream's picture. */
export function createSight(wanted: boolean) {
  let snapshot: ObjectsSnapshot = { wanted, looks: 0, seen: {} }
  return {
    want(on: boolean) {
      snapshot = { ...snapshot, wanted: on, seen: {} }
    },
    look(cues: Cue[]) {
      const seen = new Map<string, number>()
      for (const { text } of cues) seen.set(text, (seen.get(text) ?? 0) + 1)
      snapshot = {
        ...snapshot,
        looks: snapshot.looks + 1,
        seen: Object.fromEntries([...seen].slice(0, MAX_KINDS)),
      }
    },
    snapshot: () => snapshot,
  }
}
