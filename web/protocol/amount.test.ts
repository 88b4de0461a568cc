import { expect, test } from 'vitest'
import { exactAmount, formatAmount, formatEther, parseAmount } from './amount.ts'

const TOKEN = 10n ** 18n

test('an amount is read as it is typed, to the last decimal', () => {
  expect(parseAmount('1')).toBe(TOKEN)
  expect(parseAmount(' 12.5 ')).toBe(12n * TOKEN + TOKEN / 2n)
  expect(parseAmount('.5')).toBe(TOKEN / 2n)
  expect(parseAmount('7.')).toBe(7n * TOKEN)
  expect(parseAmount('007')).toBe(7n * TOKEN)
  expect(parseAmount('0')).toBe(0n)
  expect(parseAmount('0.000000000000000001')).toBe(1n)
  expect(parseAmount('0.1')).toBe(100_000_000_000_000_000n)
})

test.each([
  '',
  '.',
  ' ',
  'abc',
  '1,5',
  '1,000',
  '1e3',
  '-1',
  '+1',
  '1.2.3',
  '0x10',
  '1 000',
  '∞',
  '１',
  `0.${'0'.repeat(18)}1`,
  '9'.repeat(31),
])('“%s” is no amount', text => {
  expect(parseAmount(text)).toBeUndefined()
})

test('an amount reads as people say it, and never as more than there is', () => {
  const read = (text: string) => formatAmount(parseAmount(text) ?? -1n)
  expect(read('0')).toBe('0')
  expect(read('5000')).toBe('5,000')
  expect(read('1234.56789')).toBe('1,234.56')
  expect(read('1234567.999999')).toBe('1,234,567.99')
  expect(read('999.99999')).toBe('999.9999')
  expect(read('12.34567')).toBe('12.3456')
  expect(read('0.5')).toBe('0.5')
  expect(read('0.00123456')).toBe('0.001234')
  expect(read('0.000001')).toBe('0.000001')
  expect(read('0.00000099')).toBe('< 0.000001')
  expect(formatAmount(1n)).toBe('< 0.000001')
  expect(formatAmount(-2500n * TOKEN)).toBe('-2,500')
  expect(formatAmount(-1n)).toBe('-< 0.000001')
})

test('little ether reads in gwei', () => {
  const read = (text: string) => formatEther(parseAmount(text) ?? -1n)
  expect(read('0')).toBe('0 ETH')
  expect(read('1.5')).toBe('1.5 ETH')
  expect(read('0.001')).toBe('0.001 ETH')
  expect(read('0.000999999')).toBe('999,999 gwei')
  expect(read('0.00002206')).toBe('22,060 gwei')
  expect(read('0.0000003676')).toBe('367.6 gwei')
  expect(read('0.0000000001')).toBe('0.1 gwei')
  expect(formatEther(1n)).toBe('< 0.000001 gwei')
})

test('every digit is there when it is asked for', () => {
  expect(exactAmount(0n)).toBe('0')
  expect(exactAmount(1n)).toBe('0.000000000000000001')
  expect(exactAmount(1234n * TOKEN + TOKEN / 4n)).toBe('1234.25')
  expect(exactAmount(-TOKEN)).toBe('-1')
})
