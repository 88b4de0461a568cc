import { expect, test } from 'vitest'
import { jobId, toFileOrder } from './order.ts'
import type { FileInfo, Order } from './types.ts'

const info = {
  video: { source: { codec: 'avc1.640028', width: 1920, height: 1080 }, start: 0, end: 10_000_000 },
} as FileInfo
const rendition = { track: 1, name: '240p', width: 426, height: 240, bitrate: 350_000, maxFramerate: 0 }
const order: Order = { renditions: [{ ...rendition, codec: 'h264' }], container: 'mp4', sounds: [] }
const refused = (change: Partial<Order>) => () => toFileOrder(info, { ...order, ...change })

test('an order is what orchestrators are asked for, with the part of the picture to keep', () => {
  const crop = { left: 0, top: 100, width: 1920, height: 800 }
  expect(toFileOrder(info, { ...order, crop })).toEqual({
    source: { ...info.video.source, crop },
    renditions: order.renditions,
  })
})

test('what makes no sense is refused', () => {
  expect(refused({ renditions: [] })).toThrow('Choose')
  expect(refused({ container: 'webm' })).toThrow('WebM cannot hold H.264')
  expect(refused({ renditions: [{ ...rendition, codec: 'vp9', width: 427 }] })).toThrow('even')
  expect(refused({ renditions: [{ ...rendition, codec: 'h264', quantizer: 80 }] })).toThrow(
    'not to a quality',
  )
  expect(refused({ crop: { left: 1, top: 0, width: 1000, height: 1080 } })).toThrow('this shape')
  expect(refused({ trim: { start: 10_000_000, end: 20_000_000 } })).toThrow('Nothing is left')
})

test('another file, order or cut is another job', async () => {
  const file = { name: 'a.mp4', size: 5, modified: 7 }
  const ids = await Promise.all([
    jobId(file, order, [0, 3]),
    jobId({ ...file, size: 6 }, order, [0, 3]),
    jobId(file, { ...order, container: 'fmp4' }, [0, 3]),
    jobId(file, order, [0, 4]),
  ])
  expect(new Set(ids).size).toBe(4)
  expect(await jobId(file, order, [0, 3])).toBe(ids[0])
})
