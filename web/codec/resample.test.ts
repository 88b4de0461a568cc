import { expect, test } from 'vitest'
import { createResampler } from './resample.ts'

const tone = (hz: number, rate: number, seconds: number) =>
  Float32Array.from({ length: rate * seconds }, (_, index) => Math.sin((2 * Math.PI * hz * index) / rate))
/** In pieces, as packets are. */
const resample = (samples: Float32Array, from: number, piece: number) => {
  const resampler = createResampler(from, 16_000)
  const made: number[] = []
  for (let at = 0; at < samples.length; at += piece) made.push(...resampler(samples.subarray(at, at + piece)))
  return made
}
const loudness = (samples: number[]) =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)

test.each([8000, 16_000, 44_100, 48_000, 96_000])('speech of %i Hz stays what it is', from => {
  const made = resample(tone(440, from, 0.5), from, 333)
  expect(made.length).toBeGreaterThan(7900)
  expect(made.length).toBeLessThanOrEqual(8000)
  made.slice(100, -100).forEach((value, index) => {
    expect(value).toBeCloseTo(Math.sin((2 * Math.PI * 440 * (index + 100)) / 16_000), 1)
  })
})

test('what the lower rate cannot hold does not come back as another tone', () => {
  expect(loudness(resample(tone(11_000, 48_000, 0.5), 48_000, 1024))).toBeLessThan(0.03)
})

test('it does not matter where pieces end', () => {
  const samples = tone(700, 44_100, 0.3)
  const [small, large] = [resample(samples, 44_100, 101), resample(samples, 44_100, 1024)]
  expect(Math.abs(small.length - large.length)).toBeLessThan(2)
  small.slice(0, large.length).forEach((value, index) => {
    expect(value).toBeCloseTo(large[index] ?? Number.NaN, 5)
  })
})
