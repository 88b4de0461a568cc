import { expect, test } from 'vitest'
import { parseRules } from '../protocol/moderation.ts'
import type { Cue } from '../protocol/schema.ts'
import { createModeration } from './moderation.ts'

const cue = (text: string, score?: number): Cue => {
  return { kind: 'object', id: 1, start: 0, end: 1, text, ...(score !== undefined && { score }) }
}
const open = (rules: string) => createModeration(parseRules(rules))
/** Looks, half a second apart, each with how sure it was of a person, and what was done about that. */
const course = (rules: string, ...scores: number[]) => {
  const moderation = open(rules)
  return scores.map((score, index) => {
    const turns = moderation.look([cue('person', score)], index * 500)
    return turns.map(({ end }) => (end === undefined ? 'there' : 'gone')).join() || moderation.blurs()
  })
}

test('one look is not enough, nor two that are not sure, nor two with another between them', () => {
  expect(course('person=blur', 0.9, 0.1, 0.9)).toEqual([false, false, false])
  expect(course('person=blur', 0.49, 0.49, 0.49)).toEqual([false, false, false])
  expect(course('person=blur', 0.5, 0.5)).toEqual([false, 'there'])
})

test('once it is there less is enough; it is gone five seconds after it was seen last', () => {
  const unsure = [0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4]
  const without = [0.39, 0, 0, 0, 0, 0, 0, 0, 0]
  const still = [...unsure, ...without].map(() => true)
  expect(course('person=blur', 0.9, 0.9, ...unsure, ...without, 0)).toEqual([
    false,
    'there',
    ...still,
    'gone',
  ])
})

test('a single look without it is not enough, however long it took; without looks nothing goes', () => {
  const moderation = open('person=blur')
  for (const now of [0, 500]) moderation.look([cue('person', 0.9)], now)
  expect(moderation.snapshot(60_000)).toMatchObject({ looking: false, there: [{ label: 'person' }] })
  expect(moderation.look([], 60_000)).toEqual([])
  expect(moderation.blurs()).toBe(true)
  expect(moderation.look([], 60_500)).toEqual([
    { id: 1, label: 'person', action: 'blur', score: 0.9, start: 500, end: 60_500 },
  ])
  expect(moderation.blurs()).toBe(false)
})

test('rules act each on its own, the surest of a kind counts, and who says no score is not sure', () => {
  const moderation = open('person=warn,cow=blur')
  const both = [cue('person', 0.2), cue('person', 0.8), cue('cow'), cue('dog', 1)]
  expect(moderation.look(both, 0)).toEqual([])
  expect(moderation.look(both, 500)).toEqual([
    { id: 1, label: 'person', action: 'warn', score: 0.8, start: 500 },
  ])
  expect(moderation.blurs()).toBe(false)
  expect(moderation.snapshot(500)).toMatchObject({ looking: true, there: [{ label: 'person' }] })
})

test('the end is final', () => {
  const moderation = open('person=end,cow=blur')
  for (const now of [0, 500]) moderation.look([cue('person', 0.9)], now)
  expect(moderation.over()).toEqual({ label: 'person', action: 'end' })
  for (let now = 1000; now < 20_000; now += 500) expect(moderation.look([cue('cow', 1)], now)).toEqual([])
  moderation.set([], 20_000)
  expect(moderation.over()).toBeDefined()
})

test('other rules: what no rule is about any more is over, what stays is there still', () => {
  const moderation = open('person=blur,cow=warn')
  for (const now of [0, 500]) moderation.look([cue('person', 0.9), cue('cow', 0.9)], now)
  expect(moderation.set(parseRules('cow=warn,person=warn'), 1000)).toEqual([
    { id: 1, label: 'person', action: 'blur', score: 0.9, start: 500, end: 1000 },
  ])
  expect(moderation.blurs()).toBe(false)
  expect(moderation.snapshot(1000).there).toEqual([
    { id: 2, label: 'cow', action: 'warn', score: 0.9, start: 500 },
  ])
})
