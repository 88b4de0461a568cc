import { expect, test } from 'vitest'
import { fromHalves } from './half.ts'

test.each([
  [0x0000, 0],
  [0x3c00, 1],
  [0xc000, -2],
  [0x3555, 0.333251953125],
  [0x7bff, 65504],
  [0x0001, 2 ** -24],
  [0x8400, -(2 ** -14)],
  [0x7c00, Number.POSITIVE_INFINITY],
])('%i is %f', (bits, value) => {
  expect(fromHalves(new Uint8Array(Uint16Array.of(bits).buffer))).toEqual(Float32Array.of(value))
})
