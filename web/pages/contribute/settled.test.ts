import { expect, test } from 'vitest'
import { isSettled } from './settled.ts'

const known = {
  standing: 'ready' as const,
  ...{ isPaid: false, isFree: false, isNode: false, hasAccount: true, hasFailed: false },
}

test('an account that could be paid is waited for, whatever fails meanwhile', () => {
  expect(isSettled(known)).toBe(false)
  expect(isSettled({ ...known, hasFailed: true })).toBe(false)
  expect(isSettled({ ...known, standing: 'opening', hasFailed: true })).toBe(false)
  expect(isSettled({ ...known, isPaid: true })).toBe(true)
})

test('who cannot be paid, or asks for nothing, works for nothing', () => {
  expect(isSettled({ ...known, standing: 'inactive' })).toBe(true)
  expect(isSettled({ ...known, standing: 'no-wallet', hasAccount: false })).toBe(true)
  expect(isSettled({ ...known, isFree: true })).toBe(true)
})

test('a chain that does not answer is waited for where there is an account', () => {
  const opening = { ...known, standing: 'opening' as const, hasAccount: false }
  expect(isSettled(opening)).toBe(false)
  expect(isSettled({ ...opening, hasFailed: true })).toBe(true)
})

test('a node waits until it is paid, unless there is no chain', () => {
  const node = { ...known, isNode: true }
  expect(isSettled({ ...node, standing: 'inactive' })).toBe(false)
  expect(isSettled({ ...node, standing: 'no-chain' })).toBe(true)
})
