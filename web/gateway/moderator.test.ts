import { expect, test } from 'vitest'
import { parseRules } from '../protocol/moderation.ts'
import type { Cue } from '../protocol/schema.ts'
import { createModerator } from './moderator.ts'

const person: Cue = { kind: 'object', id: 1, start: 0, end: 1, text: 'person', score: 0.9 }

function open(rules: string) {
  const done: string[] = []
  const moderator = createModerator(parseRules(rules), {
    onrequire: () => void done.push(moderator.required()?.id ?? 'nothing'),
    onend: reason => void done.push(reason),
  })
  moderator.onturn(({ label, action, start, end }) => {
    expect(Math.abs(start - Date.now())).toBeLessThan(60_000)
    done.push(`${label}=${action} ${end === undefined ? 'there' : 'gone'}`)
  })
  return { moderator, done }
}

test('who is there is told of, then the picture is blurred, once; a rule that is taken away takes that back', () => {
  const { moderator, done } = open('person=blur')
  for (let looks = 0; looks < 5; looks += 1) moderator.look([person])
  expect(done).toEqual(['person=blur there', 'blur'])
  expect(moderator.required()).toEqual({ id: 'blur', strength: 1 })
  moderator.set([])
  expect(done.slice(2)).toEqual(['person=blur gone', 'nothing'])
  expect(moderator.rules()).toEqual([])
})

test('a warning does nothing to the picture; the end says by which rule', () => {
  const { moderator, done } = open('person=warn')
  for (let looks = 0; looks < 3; looks += 1) moderator.look([person])
  expect(done).toEqual(['person=warn there'])
  moderator.set(parseRules('person=end'))
  for (let looks = 0; looks < 2; looks += 1) moderator.look([person])
  expect(done.slice(1)).toEqual([
    'person=warn gone',
    'person=end there',
    'Moderation has ended the stream: person seen, and the rule is person=end.',
  ])
})
