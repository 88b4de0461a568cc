import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatShare, parseShare } from './share.ts'

test('a percentage is read to its fourth decimal', () => {
  expect([parseShare('0'), parseShare('12.5'), parseShare(' 100 '), parseShare('.0001')]).toEqual([
    0, 125_000, 1_000_000, 1,
  ])
})

test.each(['', '.', '100.0001', '-1', '1,5', '0.00001', '1e2', '10 %', 'ten'])('“%s” is none', text => {
  expect(parseShare(text)).toBeUndefined()
})

test('what is shown reads back', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), share => {
      expect(parseShare(formatShare(share))).toBe(share)
    }),
  )
})
