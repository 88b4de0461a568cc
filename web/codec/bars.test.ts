import { afterEach, expect, test, vi } from 'vitest'
import { barred } from './bars.ts'

type Layout = { offset: number; stride: number }
type Made = { data: ArrayBuffer; init: VideoFrameBufferInit & { layout: Layout[] } }

/** A picture of 4×2 in the middle of 4×6, and of 8×2. */
const ABOVE = { left: 0, top: 1 / 3, width: 1, height: 1 / 3 }
const BESIDE = { left: 0.25, top: 0, width: 0.5, height: 1 }

/** Planes of a format: pixels that share a sample, across and down, and bytes of it. */
const PLANES: Record<string, [across: number, down: number, bytes: number][]> = {
  I420: [[1, 1, 1], ...Array(2).fill([2, 2, 1])],
  I420A: [[1, 1, 1], ...Array(2).fill([2, 2, 1]), [1, 1, 1]],
  I422: [[1, 1, 1], ...Array(2).fill([2, 1, 1])],
  I444: [[1, 1, 1], ...Array(2).fill([1, 1, 1])],
  I420P10: [[1, 1, 2], ...Array(2).fill([2, 2, 2])],
  NV12: [
    [1, 1, 1],
    [2, 2, 2],
  ],
  RGBA: [[1, 1, 4]],
}

/** All bytes of its picture are 200. */
function frameOf(format: string | null, fullRange = false) {
  return {
    ...{ format, timestamp: 40_000, duration: null, visibleRect: { x: 8, y: 2, width: 4, height: 2 } },
    colorSpace: { fullRange, toJSON: () => ({ fullRange }) },
    async copyTo(data: ArrayBuffer, { layout = [] }: { layout?: Layout[] }) {
      const ends = layout.map(({ offset, stride }, plane) => {
        const [across = 1, down = 1, bytes = 1] = PLANES[format ?? 'RGBA']?.[plane] ?? []
        for (let row = 0; row < 2 / down; row += 1) {
          new Uint8Array(data, offset + row * stride, (4 / across) * bytes).fill(200)
        }
        return [offset, offset + (stride * 2) / down] as const
      })
      // Browsers refuse planes that lie within each other, or beyond.
      for (const [plane, [, end]] of ends.entries()) {
        if (end > (ends[plane + 1]?.[0] ?? data.byteLength)) throw new TypeError('planes overlap')
      }
    },
  } as unknown as VideoFrame
}

async function make(frame: VideoFrame, place: typeof ABOVE): Promise<Made> {
  vi.stubGlobal(
    'VideoFrame',
    class {
      constructor(
        readonly data: ArrayBuffer,
        readonly init: object,
      ) {}
    },
  )
  return (await barred(frame, place)) as unknown as Made
}
afterEach(() => {
  vi.unstubAllGlobals()
})

/** The first byte of the samples of a plane, row by row. */
function rowsOf({ data, init }: Made, format: string, plane: number): string[] {
  const [across = 1, down = 1, bytes = 1] = PLANES[format]?.[plane] ?? []
  const { offset, stride } = init.layout[plane] as Layout
  return Array.from({ length: init.codedHeight / down }, (_, row) => {
    const line = new Uint8Array(data, offset + row * stride, (init.codedWidth / across) * bytes)
    return [...line].filter((_, at) => at % bytes === 0).join(' ')
  })
}

test('bars above and below, and beside', async () => {
  const above = await make(frameOf('I420'), ABOVE)
  expect(above.init).toMatchObject({ format: 'I420', codedWidth: 4, codedHeight: 6, timestamp: 40_000 })
  const [black, light] = ['16 16 16 16', '200 200 200 200']
  expect(rowsOf(above, 'I420', 0)).toEqual([black, black, light, light, black, black])
  expect(rowsOf(above, 'I420', 1)).toEqual(['128 128', '200 200', '128 128'])
  const beside = await make(frameOf('I420'), BESIDE)
  expect(beside.init).toMatchObject({ codedWidth: 8, codedHeight: 2 })
  expect(rowsOf(beside, 'I420', 0)).toEqual(Array(2).fill('16 16 200 200 200 200 16 16'))
  expect(rowsOf(beside, 'I420', 2)).toEqual(['128 200 200 128'])
})

test.each([
  ['I420A', [16, 128, 128, 255]],
  ['I422', [16, 128, 128]],
  ['I444', [16, 128, 128]],
  ['NV12', [16, 128]],
  // 64 and 512 in 16 bits, whose first byte is the lower one.
  ['I420P10', [64, 0, 0]],
  ['RGBA', [0]],
] as const)('%s has a black of its own, and its picture in its place', async (format, blacks) => {
  for (const place of [ABOVE, BESIDE]) {
    const made = await make(frameOf(format), place)
    expect(made.init.format).toBe(format)
    for (const [plane, black] of blacks.entries()) {
      const samples = rowsOf(made, format, plane).join(' ').split(' ').map(Number)
      expect(samples[0]).toBe(black)
      expect(samples.at(-1)).toBe(black)
      expect(samples.filter(value => value === 200)).toHaveLength(samples.length / (place === ABOVE ? 3 : 2))
    }
  }
})

test('black is 0 in the full range, and what has no format is read in colours', async () => {
  const [first] = rowsOf(await make(frameOf('I420', true), ABOVE), 'I420', 0)
  expect(first).toBe('0 0 0 0')
  expect((await make(frameOf(null), ABOVE)).init.format).toBe('RGBA')
  await expect(barred(frameOf('P010'), ABOVE)).rejects.toThrow('pictures in P010')
})
