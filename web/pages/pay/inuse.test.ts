import { expect, test } from 'vitest'
import { type HeldSession, sessionInUse } from './inuse.ts'

const OWNER = `0x${'0a'.repeat(20)}`
const held = (key: string, state: string, change: object = {}) =>
  ({ key, state, owner: OWNER, session: { owner: OWNER }, withdrawRound: 0, ...change }) as HeldSession
const chosen = (...all: HeldSession[]) => sessionInUse(all)?.key

test('an open session pays before one that is over, however new that is', () => {
  expect(chosen(held('new', 'over'), held('old', 'open'))).toBe('old')
  expect(chosen(held('new', 'open'), held('old', 'open'))).toBe('new')
  expect(chosen(held('new', 'over'), held('old', 'ready'))).toBe('new')
})

test('none that is empty, taken back or somebody else’s', () => {
  const other = held('other', 'open', { owner: `0x${'0b'.repeat(20)}` })
  const unlocking = held('unlocking', 'unlocking', { withdrawRound: 9 })
  expect(chosen(held('empty', 'empty'), unlocking, other)).toBeUndefined()
  expect(chosen(held('empty', 'empty'), unlocking, other, held('over', 'over'))).toBe('over')
})
