import { expect, test } from 'vitest'
import { CLIP_FRAMES, IMAGINE_SIDE } from '../protocol/imagine.ts'
import { IMAGINE_WORDS } from '../protocol/imaginewords.ts'
import { aroundOf, startImagine, stretchOf } from './imagine.ts'
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

test('what the net paints is made twice as large, and progress is told', async () => {
  const asked: Record<string, Tensor>[] = []
  const net = session(input => {
    asked.push(input)
    return { data: new Float32Array(3 * 64 * 64).fill(0.6), shape: [1, 3, 64, 64] }
  })
  const larger = session(({ input }) => {
    const [, , height = 0, width = 0] = input?.shape ?? []
    return {
      data: new Float32Array(12 * height * width).fill(input?.data[0] ?? 0),
      shape: [1, 3, 2 * height, 2 * width],
    }
  })
  const { imagine, film } = startImagine(net, larger)
  const told: number[] = []
  const { data, width, height } = await imagine([['night'], ['boat']], 1, share => told.push(share))
  expect([width, height]).toEqual([IMAGINE_SIDE, IMAGINE_SIDE])
  expect(data.every((value, index) => (index % 4 === 3 ? value === 255 : value === 204))).toBe(true)
  expect(told).toEqual([0, 1])
  const [{ whole, slots, around } = {}] = asked
  expect(whole?.data[IMAGINE_WORDS.indexOf('night')]).toBe(1)
  const row = IMAGINE_WORDS.length
  const rows = Array.from({ length: slots?.shape[1] ?? 0 }, (_, at) =>
    slots?.data.subarray(at * row, (at + 1) * row),
  )
  expect(rows.filter(marks => marks?.[IMAGINE_WORDS.indexOf('boat')] === 1)).toHaveLength(1)
  await imagine([['night'], ['boat']], 2)
  expect(asked[1]?.around?.data).not.toEqual(around?.data)

  const frame = film([['night'], ['boat']], 1)
  await frame(0)
  await frame(CLIP_FRAMES - 1)
  const [first, last] = asked.slice(2)
  expect(last?.slots?.data).toEqual(first?.slots?.data)
  expect(last?.around?.data).not.toEqual(first?.around?.data)
  expect(first?.whole?.data[IMAGINE_WORDS.indexOf('night')]).toBe(1)
  expect(last?.whole?.data[IMAGINE_WORDS.indexOf('dawn')]).toBeGreaterThan(0.1)
})

test('rows and columns of a thing are laid where it is, none elsewhere', () => {
  const { down, across } = stretchOf([{ words: ['boat'], x: 0.5, y: 0.5, size: 0.25 }])
  const sum = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0)
  const row = (pixel: number) => down.data.subarray(pixel * 24, (pixel + 1) * 24)
  // From five quarters of its size above its foot to a third below it.
  expect(sum(row(32 - 23))).toBe(0)
  expect(sum(row(32 - 18))).toBeCloseTo(1)
  expect(sum(row(32 + 3))).toBeCloseTo(1)
  expect(sum(row(32 + 7))).toBe(0)
  const middle = Array.from({ length: 32 }, (_, point) => across.data[point * 64 + 32] ?? 0)
  expect(middle.reduce((sum, value, point) => sum + value * (point + 0.5), 0)).toBeCloseTo(16, 0)
  expect(sum(down.data.subarray(64 * 24))).toBe(0)
})
