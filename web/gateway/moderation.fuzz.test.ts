import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_CUES } from '../protocol/limits.ts'
import { ACTIONS } from '../protocol/moderation.ts'
import { LABELS } from '../protocol/objects.ts'
import type { Cue } from '../protocol/schema.ts'
import { createModeration } from './moderation.ts'

const few = ['person', 'cow', 'cat'] as const
const text = fc.oneof(fc.constantFrom(...few, '__proto__', 'toString', ''), fc.string({ maxLength: 20 }))
const cue: fc.Arbitrary<Cue> = fc
  .record({ text, score: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }) })
  .map(({ text, score }) => ({
    ...{ kind: 'object' as const, id: 0, start: 0, end: 1, text },
    ...(score !== undefined && { score }),
  }))
const look = fc.record({ cues: fc.array(cue, { maxLength: MAX_CUES }), ms: fc.nat(8000) })
const rules = fc.uniqueArray(
  fc.record({ label: fc.constantFrom(...few, ...LABELS), action: fc.constantFrom(...ACTIONS) }),
  { selector: ({ label }) => label, maxLength: LABELS.length },
)

test('whatever is looked at, things come and go in turns, by two sure looks and five seconds without, and the end is final', () => {
  fc.assert(
    fc.property(rules, fc.array(look, { maxLength: 60 }), (rules, looks) => {
      const moderation = createModeration(rules)
      const there = new Map<string, number>()
      let now = 0
      let before: Cue[] = []
      for (const { cues, ms } of looks) {
        now += ms
        const ended = moderation.over()
        const sure = (all: Cue[], label: string, least: number) =>
          all.some(({ text, score = 0 }) => text === label && score >= least)
        for (const turn of moderation.look(cues, now)) {
          expect(ended).toBeUndefined()
          expect(rules).toContainEqual({ label: turn.label, action: turn.action })
          if (turn.end === undefined) {
            expect(there.has(turn.label)).toBe(false)
            expect(sure(before, turn.label, 0.5) && sure(cues, turn.label, 0.5)).toBe(true)
            there.set(turn.label, turn.start)
          } else {
            expect(turn.end - (there.get(turn.label) ?? Number.NaN)).toBeGreaterThanOrEqual(5000)
            expect(sure(before, turn.label, 0.4) || sure(cues, turn.label, 0.4)).toBe(false)
            there.delete(turn.label)
          }
        }
        before = cues
        const shown = moderation.snapshot(now)
        expect(new Set(shown.there.map(({ label }) => label))).toEqual(new Set(there.keys()))
        expect(moderation.blurs()).toBe(shown.there.some(({ action }) => action === 'blur'))
      }
    }),
    { numRuns: 500 },
  )
})
