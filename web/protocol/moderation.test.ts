import { expect, test } from 'vitest'
import { formatRules, parseRules } from './moderation.ts'
import { LABELS } from './objects.ts'

test('rules are read in their order, with or without spaces around', () => {
  expect(parseRules('person=blur, computer mouse = warn ,cow=end')).toEqual([
    { label: 'person', action: 'blur' },
    { label: 'computer mouse', action: 'warn' },
    { label: 'cow', action: 'end' },
  ])
  expect(parseRules('')).toEqual([])
  const all = LABELS.map(label => ({ label, action: 'warn' as const }))
  expect(parseRules(formatRules(all))).toEqual(all)
})

test.each([
  ['screen=warn', '“screen=warn” is no rule.'],
  ['person', '“person” is no rule.'],
  ['person=hide', '“person=hide” is no rule.'],
  ['person=blur=end', '“person=blur=end” is no rule.'],
  ['Person=blur', '“Person=blur” is no rule.'],
  ['toString=end', '“toString=end” is no rule.'],
  ['person=blur,person=end', 'There are two rules for person.'],
])('“%s” is refused, and all that is told apart is listed', (text, message) => {
  const hint = expect.stringContaining(
    `warn|blur|end, with a comma between two. What is told apart: ${LABELS.join(', ')}.`,
  )
  expect(() => parseRules(text)).toThrow(expect.objectContaining({ code: 'bad-input', message, hint }))
})
