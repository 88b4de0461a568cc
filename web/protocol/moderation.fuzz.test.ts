import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MillraceError } from './errors.ts'
import { ACTIONS, formatRules, parseRules } from './moderation.ts'
import { LABELS } from './objects.ts'

const word = fc.constantFrom(...LABELS, ...ACTIONS, '=', ',', ' ', '__proto__', 'constructor', '\u0000', '“')

test('whatever the text, rules come of it that are read the same again, or a refusal in words', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 40 }).map(words => words.join('')),
  )
  fc.assert(
    fc.property(text, text => {
      try {
        const rules = parseRules(text)
        expect(rules.length).toBeLessThanOrEqual(LABELS.length)
        expect(new Set(rules.map(({ label }) => label)).size).toBe(rules.length)
        expect(parseRules(formatRules(rules))).toEqual(rules)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(MillraceError)
        expect((thrown as MillraceError).message.length).toBeLessThan(100)
      }
    }),
    { numRuns: 1000 },
  )
})
