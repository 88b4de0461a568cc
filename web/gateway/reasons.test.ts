import { expect, test } from 'vitest'
import { createReasons } from './reasons.ts'

const lost = (why: string) => ({ kind: 'lost' as const, isFirst: true, why })
const nobody = (why: string, isFirst = true) => ({ kind: 'nobody' as const, isFirst, why })

test('why one was lost stays, whatever the next ones fail for, until there is nobody', () => {
  const { tell, clear } = createReasons()
  expect(tell(lost('silent for 1200 ms'))).toBe('silent for 1200 ms')
  expect(tell(lost('did not answer'))).toBe('silent for 1200 ms')
  expect(tell(nobody('nobody is there'))).toBe('nobody is there')
  expect(tell(lost('did not answer'))).toBe('nobody is there')
  expect(tell(nobody('all are busy'))).toBe('all are busy')
  clear()
  expect(tell(lost('silent for 900 ms'))).toBe('silent for 900 ms')
})

test('parts of a ladder do not take turns in saying why there is nobody', () => {
  const { tell } = createReasons()
  expect(tell(nobody('too slow', false))).toBe('too slow')
  expect(tell(nobody('busy'))).toBe('busy')
  expect(tell(nobody('too slow', false))).toBe('busy')
})
