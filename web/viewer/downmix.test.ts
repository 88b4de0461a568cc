import { expect, test } from 'vitest'
import { stereoMix } from './downmix.ts'

test('no channel of 5.1 but the deep one is lost', () => {
  const { left, right } = stereoMix(6)
  const heard = left.map((share, channel) => share + (right[channel] ?? 0) > 0)
  expect(heard).toEqual([true, true, true, false, true, true])
})

test.each([1, 2, 4, 6, 8])('%i channels are as loud left as right', channels => {
  const { left, right } = stereoMix(channels)
  const sum = (shares: number[]) => shares.reduce((total, share) => total + share, 0)
  expect(sum(left)).toBeCloseTo(sum(right))
})
