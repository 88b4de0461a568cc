import { expect, test } from 'vitest'
import { createAlignment } from './align.ts'

test('devices with different zeros meet on one clock', () => {
  const camera = createAlignment()
  const microphone = createAlignment()
  expect(camera(1_662_672_700, 0)).toBe(0)
  expect(microphone(255_600, 15_000)).toBe(15_000)
  expect(camera(1_662_706_000, 40_000)).toBe(33_300)
  expect(microphone(265_600, 26_000)).toBe(25_000)
})

test('a first frame that came late is put right by quicker ones', () => {
  const align = createAlignment()
  expect(align(0, 150_000)).toBe(150_000)
  expect(align(33_000, 160_000)).toBe(160_000)
  expect(align(66_000, 190_000)).toBe(193_000)
  expect(align(99_000, 110_000)).toBe(110_000)
})

test('a device that starts anew is aligned anew', () => {
  const align = createAlignment()
  align(833_000, 11_000)
  expect(align(843_000, 12_000)).toBe(21_000)
  expect(align(45_000, 13_000)).toBe(13_000)
  expect(align(55_000, 23_000)).toBe(23_000)
})
