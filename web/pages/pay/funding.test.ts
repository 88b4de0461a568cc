import { expect, test } from 'vitest'
import { leastTotal, split } from '../../payments/budget.ts'
import { fullDeposit } from '../../payments/terms.ts'
import { parseAmount } from '../../protocol/amount.ts'
import { fund } from './funding.ts'

const ETHER = 10n ** 18n
const now = { hourly: ETHER / 1000n, has: 0n, gasPrice: 10n ** 8n, ether: ETHER }

test('hours of the ladder, on top of what has to stay in', () => {
  const { funds } = fund('4', '', now)
  expect(funds?.deposit).toBe(4n * now.hourly + fullDeposit(now.gasPrice))
  expect(fund('12', '', { ...now, has: ETHER }).funds?.deposit).toBe(12n * now.hourly)
  expect(fund('1', '', { ...now, hourly: undefined }).funds?.deposit).toBe(fullDeposit(now.gasPrice))
})

test('work of a known cost, with something to spare', () => {
  const { funds } = fund('once', '', { ...now, once: 4n * now.hourly })
  expect(funds?.deposit).toBe(5n * now.hourly + fullDeposit(now.gasPrice))
})

test('an own amount is what goes in, all in all', () => {
  expect(fund('own', '0.5', now)).toEqual({ funds: split(ETHER / 2n), problem: '' })
  expect(fund('own', ' ', now)).toEqual({ funds: undefined, problem: '' })
})

test.each([
  ['1,5', 'point'],
  ['0', 'above 0'],
  ['1.5', 'no more than 1 ETH'],
  ['0.0000001', 'at least'],
])('%s is refused: %s', (amount, words) => {
  const { funds, problem } = fund('own', amount, now)
  expect(funds).toBeUndefined()
  expect(problem).toContain(words)
})

test('the least that is named is enough', () => {
  const named = /at least ([\d.]+)/.exec(fund('own', '0.0000001', now).problem)?.[1] ?? ''
  expect(parseAmount(named)).toBeGreaterThanOrEqual(leastTotal(0n, now.gasPrice))
  expect(fund('own', named, now).problem).toBe('')
})
