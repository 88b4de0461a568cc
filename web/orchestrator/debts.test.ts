import { expect, test } from 'vitest'
import { MAX_DEBTORS } from '../protocol/limits.ts'
import { createDebts } from './debts.ts'

test('what is left unpaid is owed until a job was paid more than it took; a surplus is nobody’s credit', () => {
  const debts = createDebts()
  debts.settle('0xa', -70n)
  debts.settle('0xa', -30n)
  expect([debts.of('0xa'), debts.of('0xb')]).toEqual([100n, 0n])
  debts.settle('0xa', 60n)
  expect(debts.of('0xa')).toBe(40n)
  debts.settle('0xa', 60n)
  expect(debts.of('0xa')).toBe(0n)
})

test('only so many are remembered', () => {
  const debts = createDebts()
  for (let sender = 0; sender <= MAX_DEBTORS; sender += 1) debts.settle(`0x${sender}`, -1n)
  expect([debts.of('0x0'), debts.of('0x1'), debts.of(`0x${MAX_DEBTORS}`)]).toEqual([0n, 1n, 1n])
})
