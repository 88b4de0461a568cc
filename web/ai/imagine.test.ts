import { expect, test } from 'vitest'
import { aroundOf, IMAGINE_SIDE, startImagine } from './imagine.ts'
import type { Session, Tensor } from './session.ts'

test('the net is told where a thing is, from each cell', () => {
  const { data, shape } = aroundOf([{ words: ['boat'], x: 0.5 + 1 / 32, y: 1 / 32, size: 0.25 }])
  const [, cells = 0, row = 0] = shape
  expect(cells).toBe(16 * 16)
  // Of the first thing: a hill over the ninth cell of the first row, which falls as far from it as the thing is large.
  expect(data[8 * row]).toBeCloseTo(1)
  expect(data[12 * row]).toBeCloseTo(Math.exp(-1))
  expect(data[(4 * 16 + 8) * row]).toBeCloseTo(Math.exp(-1))
  // Waves tell left from right.
  expect(data[12 * row + 1]).toBeCloseTo(Math.exp(-1) * Math.sin(2))
  expect(data[4 * row + 1]).toBeCloseTo(-Math.exp(-1) * Math.sin(2))
  // There is no second thing.
  expect(data.subarray(8 * row + 25, 9 * row).every(value => value === 0)).toBe(true)
})

const session = (run: (input: Record<string, Tensor>) => Tensor): Session => ({
  provider: 'wasm',
  run: async inputs => ({ output: run(inputs as Record<string, Tensor>) }),
  close: async () => {},
})

test('noise becomes what the net says, and progress is told', async () => {
  const [shares, noise]: [number[], number[]] = [[], []]
  const net = session(({ share, picture }) => {
    shares.push(share?.data[0] ?? 1)
    noise.push(picture?.data[0] ?? 0)
    return { data: new Float32Array(3 * 64 * 64).fill(0.6), shape: [1, 3, 64, 64] }
  })
  const larger = session(({ input }) => {
    const [, , height = 0, width = 0] = input?.shape ?? []
    return {
      data: new Float32Array(12 * height * width).fill(input?.data[0] ?? 0),
      shape: [1, 3, 2 * height, 2 * width],
    }
  })
  const imagine = startImagine(net, larger)
  const told: number[] = []
  const { data, width, height } = await imagine([], 1, share => told.push(share))
  expect([width, height]).toEqual([IMAGINE_SIDE, IMAGINE_SIDE])
  expect(data.every((value, index) => (index % 4 === 3 ? value === 255 : value === 204))).toBe(true)
  expect(shares[0]).toBe(0)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(told.at(-1)).toBe(1)
  const before = noise[0]
  await imagine([], 2)
  expect(noise[shares.length / 2]).not.toBe(before)
})
