import { expect, test } from 'vitest'
import { transpose } from './weight.ts'

test('axes change their places, and halves stay the bits that they are', () => {
  const data = Uint16Array.from({ length: 6 }, (_, index) => 0x3c00 + index)
  const turned = transpose({ data, shape: [1, 2, 3, 1] }, [3, 2, 1, 0])
  expect(turned.shape).toEqual([1, 3, 2, 1])
  expect(turned.data).toEqual(Uint16Array.of(0x3c00, 0x3c03, 0x3c01, 0x3c04, 0x3c02, 0x3c05))
  expect(transpose({ data: Int32Array.of(7), shape: [1, 1, 1, 1] }, [0, 1, 2, 3]).data).toEqual(
    Float32Array.of(7),
  )
})
