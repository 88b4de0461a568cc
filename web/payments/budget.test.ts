import { expect, test } from 'vitest'
import { fundsFor, leastTotal, spendable, split } from './budget.ts'
import { fullDeposit, leastDeposit } from './terms.ts'

const GWEI = 10n ** 9n
const ETHER = 10n ** 18n

test('a tenth is reserve, and not a wei is lost', () => {
  expect(split(ETHER)).toEqual({ deposit: (9n * ETHER) / 10n, reserve: ETHER / 10n })
  expect(split(19n)).toEqual({ deposit: 18n, reserve: 1n })
})

test('a budget comes on top of what has to stay', () => {
  const { deposit, reserve } = fundsFor(ETHER, 0n, GWEI)
  expect(deposit).toBe(ETHER + fullDeposit(GWEI))
  expect(split(deposit + reserve)).toEqual({ deposit, reserve })
})

test('what is there already is not put in again', () => {
  const full = fullDeposit(GWEI)
  expect(fundsFor(ETHER, full, GWEI).deposit).toBe(ETHER)
  expect(fundsFor(ETHER, 5n * full, GWEI).deposit).toBe(ETHER)
  expect(fundsFor(ETHER, full - 1n, GWEI).deposit).toBe(ETHER + 1n)
})

test('what has to stay cannot be spent', () => {
  expect(spendable(ETHER, GWEI)).toBe(ETHER - leastDeposit(GWEI))
  expect(spendable(leastDeposit(GWEI), GWEI)).toBe(0n)
  expect(spendable(0n, GWEI)).toBe(0n)
})

test('with the least total tickets are taken, with a wei less they are not', () => {
  for (const gasPrice of [1n, 10_000_007n, GWEI, 123n * GWEI]) {
    const least = leastTotal(0n, gasPrice)
    expect(split(least).deposit).toBeGreaterThanOrEqual(leastDeposit(gasPrice))
    expect(split(least - 1n).deposit).toBeLessThan(leastDeposit(gasPrice))
  }
  expect(leastTotal(leastDeposit(GWEI), GWEI)).toBe(0n)
})
