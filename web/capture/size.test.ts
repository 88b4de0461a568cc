import { expect, test } from 'vitest'
import { encodableSize } from './size.ts'

test.each([
  [1920, 1080, 1920, 1080],
  [1367, 769, 1366, 768],
  [5120, 2880, 4096, 2304],
  [3, 5, 16, 16],
])('%i x %i is encoded as %i x %i', (width, height, evenWidth, evenHeight) => {
  expect(encodableSize({ width, height })).toEqual({ width: evenWidth, height: evenHeight })
})
