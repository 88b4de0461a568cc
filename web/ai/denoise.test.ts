import { describe, expect, test } from 'vitest'
import { createDenoiser, noiseOf } from './denoise.ts'

const SIZE = { width: 96, height: 64 }

/** Normal numbers, the same at every run. */
function createNormal() {
  let seed = 1
  const uniform = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return (seed + 0.5) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

function plane({ width, height } = SIZE, of: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => {
    return Math.min(255, Math.max(0, Math.round(of(at % width, Math.floor(at / width)))))
  })
}

function error(one: Uint8Array, other: Uint8Array): number {
  return Math.sqrt(one.reduce((sum, value, at) => sum + (value - (other[at] ?? 0)) ** 2, 0) / one.length)
}

const slope = (x: number, y: number) => 60 + x + y / 2
/** An edge that moves by three points with each picture. */
const edge = (picture: number) => (x: number) => (x < 12 + 3 * picture ? 190 : 70)

describe('a denoiser', () => {
  test('takes most of the noise off what stands still', () => {
    const normal = createNormal()
    const { next } = createDenoiser(SIZE)
    const clean = plane(SIZE, slope)
    const noisy = () => plane(SIZE, (x, y) => slope(x, y) + 8 * normal())
    for (let picture = 0; picture < 20; picture += 1) next(noisy(), 8)
    expect(error(next(noisy(), 8), clean)).toBeLessThan(2.5)
  })

  test('leaves nothing of what has moved on, and takes noise off it, too', () => {
    const normal = createNormal()
    const { next } = createDenoiser(SIZE)
    let made = new Uint8Array()
    for (let picture = 0; picture < 20; picture += 1)
      made = new Uint8Array(
        next(
          plane(SIZE, x => edge(picture)(x) + 8 * normal()),
          8,
        ),
      )
    expect(error(made, plane(SIZE, edge(19)))).toBeLessThan(5)
    // Where the edge was a picture ago.
    const passed = (of: Uint8Array) => of.filter((_, at) => Math.abs((at % SIZE.width) - 67.5) < 2)
    expect(error(passed(made), passed(plane(SIZE, edge(19))))).toBeLessThan(6)
  })

  test('takes over a new scene at once', () => {
    const { next } = createDenoiser(SIZE)
    for (let picture = 0; picture < 5; picture += 1)
      next(
        plane(SIZE, () => 40),
        2,
      )
    const scene = plane(SIZE, slope)
    expect(error(next(scene, 2), scene)).toBeLessThan(1.5)
  })

  test('keeps what has no noise', () => {
    const { next } = createDenoiser(SIZE)
    const detailed = plane(SIZE, (x, y) => 100 + ((x * 37 + y * 61) % 90))
    for (let picture = 0; picture < 3; picture += 1)
      expect(error(next(detailed, 0), detailed)).toBeLessThan(0.5)
  })

  test.each([
    [1, 1],
    [2, 5],
    [7, 3],
  ])('is for planes of %i×%i, too', (width, height) => {
    const { next } = createDenoiser({ width, height })
    const flat = plane({ width, height }, () => 77)
    for (let picture = 0; picture < 3; picture += 1) expect(next(flat, 4)).toEqual(flat)
  })
})

describe('the noise of a plane', () => {
  test.each([2, 5, 10])('of %i is found on a slope, whatever else is in a part of it', deviation => {
    const normal = createNormal()
    const size = { width: 320, height: 180 }
    const striped = (x: number) => (x < 200 ? 0 : 60 * (x % 2))
    const noise = noiseOf(
      plane(size, (x, y) => 40 + x / 4 + y / 2 + striped(x) + deviation * normal()),
      size,
    )
    expect(noise / deviation).toBeGreaterThan(0.85)
    expect(noise / deviation).toBeLessThan(1.15)
  })

  test('is nothing on a plane without, or on one too small to tell', () => {
    expect(
      noiseOf(
        plane(SIZE, (x, y) => 2 * x + y),
        SIZE,
      ),
    ).toBe(0)
    expect(
      noiseOf(
        plane({ width: 3, height: 3 }, x => x * 90),
        { width: 3, height: 3 },
      ),
    ).toBe(0)
  })
})
