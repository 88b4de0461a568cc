import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MillraceError } from '../protocol/errors.ts'
import { expectedValue, floatOf, fullDeposit, leastDeposit, redeemCost, SURE, termsFor } from './terms.ts'

const GWEI = 10n ** 9n
const VALUE = 10n ** 9n
const floatOfDeposit = (deposit: bigint) => floatOf({ deposit, claimable: 0n }, 0n)
const forDeposit = (deposit: bigint, gasPrice: bigint, value = VALUE) =>
  termsFor({ value, gasPrice, float: floatOfDeposit(deposit), maxFaceValue: undefined })

test.each([GWEI / 100n, GWEI / 10n, GWEI, 10n * GWEI])('overhead at %d wei per gas', gasPrice => {
  const overhead = (faceValue: bigint) => Number((redeemCost(gasPrice) * 100_000n) / faceValue) / 1000
  expect(overhead(forDeposit(fullDeposit(gasPrice), gasPrice).faceValue)).toBeLessThan(1)
  // More in the session makes no ticket greater, a little less makes it smaller.
  expect(forDeposit(1000n * fullDeposit(gasPrice), gasPrice)).toEqual(
    forDeposit(fullDeposit(gasPrice), gasPrice),
  )
  expect(overhead(forDeposit((fullDeposit(gasPrice) * 9n) / 10n, gasPrice).faceValue)).toBeGreaterThan(1)
  expect(overhead(forDeposit(leastDeposit(gasPrice), gasPrice).faceValue)).toBe(10)
  expect(() => forDeposit(leastDeposit(gasPrice) - 6n, gasPrice)).toThrow(
    expect.objectContaining({ code: 'too-risky' }),
  )
})

test('a winner leaves room for another', () => {
  const deposit = fullDeposit(GWEI)
  const { faceValue } = forDeposit(deposit, GWEI)
  const float = floatOf({ deposit, claimable: 0n }, faceValue)
  expect(float).toBeGreaterThanOrEqual(faceValue)
})

test('the float is what one recipient can count on', () => {
  expect(floatOf({ deposit: 300n, claimable: 7n }, 0n)).toBe(107n)
  expect(floatOf({ deposit: 300n, claimable: 7n }, 100n)).toBe(7n)
  expect(floatOf({ deposit: 300n, claimable: 7n }, 108n)).toBe(0n)
})

test('a ticket worth more than its redemption asks for always wins', () => {
  const value = 1000n * redeemCost(GWEI)
  const terms = termsFor({ value, gasPrice: GWEI, float: value, maxFaceValue: undefined })
  expect(terms).toEqual({ faceValue: value, winProb: SURE })
  expect(expectedValue({ ...terms, winProb: 0n })).toBe(0n)
})

test('the recipient may bound what a winner is worth', () => {
  const terms = termsFor({ value: 5n, gasPrice: GWEI, float: SURE, maxFaceValue: 10n })
  expect(terms.faceValue).toBe(10n)
  expect(terms.winProb).toBe((SURE + 1n) / 2n)
})

test('tickets are worth their value to the wei, and no more than the float', () => {
  const wei = (most: bigint) => fc.bigInt({ min: 1n, max: most })
  const bound = fc.option(wei(10n ** 20n), { nil: undefined })
  let taken = 0
  fc.assert(
    fc.property(wei(10n ** 16n), wei(10n ** 12n), wei(10n ** 21n), bound, (value, gasPrice, float, max) => {
      try {
        const terms = termsFor({ value, gasPrice, float, maxFaceValue: max })
        expect(expectedValue(terms)).toBe(value)
        expect(terms.faceValue).toBeLessThanOrEqual(float)
        expect(terms.winProb).toBeLessThanOrEqual(SURE)
        taken++
      } catch (error) {
        if (!(error instanceof MillraceError)) throw error
        expect(error.code).toBe('too-risky')
      }
    }),
    { numRuns: 1000 },
  )
  expect(taken).toBeGreaterThan(100)
})
