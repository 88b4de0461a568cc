import { expect, test } from 'vitest'
import type { Cue } from '../protocol/schema.ts'
import { createSight } from './sight.ts'

const cues = (...texts: string[]): Cue[] =>
  texts.map((text, id) => ({ kind: 'object', id, start: 0, end: 1000, text }))

test('tells what the last look showed, and how many there were', () => {
  const sight = createSight(true)
  sight.look(cues('cat', 'person', 'cat'))
  expect(sight.snapshot()).toEqual({ wanted: true, looks: 1, seen: { cat: 2, person: 1 } })
  sight.look([])
  expect(sight.snapshot()).toEqual({ wanted: true, looks: 2, seen: {} })
  sight.look(cues('dog'))
  sight.want(false)
  expect(sight.snapshot()).toMatchObject({ wanted: false, seen: {} })
})

test('of a peer that makes up names a few are enough', () => {
  const sight = createSight(true)
  sight.look(cues(...Array.from({ length: 64 }, (_, index) => `thing ${index}`), '__proto__'))
  expect(Object.keys(sight.snapshot().seen)).toHaveLength(24)
})
