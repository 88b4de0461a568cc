import { expect, test } from 'vitest'
import { priceInWords } from './effectprice.ts'

const cost = (median: bigint) => ({ cheapest: median, median, paid: 1, free: 1 })

test('an effect has a price only where something is paid', () => {
  const [plain, changed] = [cost(60n * 10n ** 18n), cost(180n * 10n ** 18n)]
  expect(priceInWords(plain, changed, true)).toBe('A minute with it: 3 ETH; without: 1 ETH.')
  expect(priceInWords(plain, changed, false)).toBe('')
  expect(priceInWords(plain, cost(0n), true)).toBe('')
})
