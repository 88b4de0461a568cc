import { expect, test } from 'vitest'
import { cleaned, noiseOf, toModel } from './step.ts'

test('a step is what one reckons by hand', () => {
  // 7.3073 / sqrt(14.6146² + 1), and (7.3073 - 14.6146 × 0.25) / 0.18215
  expect(toModel(Float32Array.of(7.3073, 0))[0]).toBeCloseTo(0.498833, 5)
  const [first, second] = cleaned(Float32Array.of(7.3073, 0), Float32Array.of(0.25, -0.01))
  expect(first).toBeCloseTo(20.05847, 5)
  expect(second).toBeCloseTo(0.80234, 5)
})

test('noise is normal, as strong as it has to be, and the seed’s', () => {
  const noise = noiseOf(7)
  const count = 4 * 64 * 64
  expect(noise).toHaveLength(count)
  const mean = noise.reduce((sum, value) => sum + value) / count
  const spread = Math.sqrt(noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count)
  expect(Math.abs(mean)).toBeLessThan(0.4)
  expect(spread).toBeGreaterThan(14.3)
  expect(spread).toBeLessThan(14.9)
  // 68.3 % of normal numbers lie within one spread.
  const within = noise.filter(value => Math.abs(value) < 14.6146).length / count
  expect(Math.abs(within - 0.683)).toBeLessThan(0.02)
  expect(noise.every(Number.isFinite)).toBe(true)
  expect(noiseOf(7)).toEqual(noise)
  expect(noiseOf(8)).not.toEqual(noise)
})
