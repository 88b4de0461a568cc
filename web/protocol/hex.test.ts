import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, fromWhole, toHex, toWhole } from './hex.ts'

test('bytes, their hex and whole numbers', () => {
  expect(toHex(Uint8Array.of(0, 171))).toBe('0x00ab')
  expect(fromHex('0x00AB')).toEqual(Uint8Array.of(0, 171))
  expect(fromWhole(0n)).toEqual(new Uint8Array())
  expect(fromWhole(256n)).toEqual(Uint8Array.of(1, 0))
  expect(toWhole(Uint8Array.of(0, 1, 0))).toBe(256n)
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), value => toWhole(fromWhole(value)) === value),
  )
})
