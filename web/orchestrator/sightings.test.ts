import { expect, test } from 'vitest'
import { decodeJob, encodeJob } from '../protocol/messages.ts'
import { createSightings } from './sightings.ts'

const cat = { label: 'cat', score: 0.9, box: { left: 0, top: 0, width: 1, height: 0.5 } }

test('every sighting has a number of its own and stays until there is news', () => {
  const cuesOf = createSightings()
  const [first, second] = cuesOf(2_000_000, [cat, cat], 400)
  expect(first).toEqual({
    ...{ kind: 'object', id: 1, text: 'cat', score: 0.9, box: cat.box },
    ...{ start: 2_000_000, end: 2_600_000 },
  })
  expect(second?.id).toBe(2)
  expect(cuesOf(3_000_000, [cat], 400)[0]?.id).toBe(3)
})

test('what a machine takes minutes for is within the bounds, too', () => {
  const cues = createSightings()(0, [cat], 300_000)
  expect(decodeJob(encodeJob({ kind: 'cues', body: { cues } }))).toMatchObject({ kind: 'cues' })
})
