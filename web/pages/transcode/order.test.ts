import { expect, test } from 'vitest'
import type { FileInfo } from '../../files/types.ts'
import type { Task } from '../host.ts'
import { toOrder } from './order.ts'

const source = { width: 1280, height: 720 }
const video = { ...source, source, rotation: 0, framerate: 24 } as FileInfo['video']
const sounds = [{ number: 3 }, { number: 4 }] as FileInfo['sounds']
const task: Omit<Task, 'file' | 'out'> = {
  ...{ container: 'mp4', codec: 'h264', sound: true, trim: {} },
  ...{ maxFramerate: 0, shape: 'all', fit: 'crop', turn: 0 },
  renditions: [{ name: '480p', bitrate: 900_000 }, { name: '240p' }],
}
const order = (change: Partial<Task> = {}) => toOrder({ video, sounds }, { ...task, ...change })

test('each rendition has the bitrate that was asked for it, else its usual one', () => {
  const { renditions, sounds } = order()
  expect(renditions.map(({ name, width, height, bitrate }) => [name, width, height, bitrate])).toEqual([
    ['240p', 426, 240, 350_000],
    ['480p', 854, 480, 900_000],
  ])
  expect(sounds).toEqual([3])
})

test('to a quality, with the bitrate that is expected of it', () => {
  const { renditions } = order({ codec: 'vp9', quality: 20, renditions: [{ name: '240p' }] })
  expect(renditions).toMatchObject([{ name: '240p', quantizer: 81 }])
  expect(renditions[0]?.bitrate).toBeGreaterThan(350_000)
})

test('without a rendition the video keeps its size', () => {
  const { renditions } = order({ renditions: [{ name: 'source', bitrate: 1_000_000 }] })
  expect(renditions).toMatchObject([{ name: 'source', width: 1280, height: 720, bitrate: 1_000_000 }])
  expect(order({ renditions: [{ name: 'source' }] }).renditions[0]?.bitrate).toBeGreaterThan(1_000_000)
})

test('what is larger than the video is refused by name', () => {
  const larger = [{ name: '240p' }, { name: '1080p' }]
  expect(() => order({ renditions: larger })).toThrow('1080p would be larger than the video, 1280 x 720')
})

test('a trim that is open at one end, and none', () => {
  expect(order({ trim: { start: 1.5 } }).trim).toEqual({ start: 1_500_000, end: Infinity })
  expect(order({ trim: { end: 2 } }).trim).toEqual({ start: -Infinity, end: 2_000_000 })
  expect(order()).not.toHaveProperty('trim')
})

test('of a part, turned, at a lower rate', () => {
  const own = [{ name: 'source' }]
  const part = order({ shape: '1:1', turn: 90, maxFramerate: 12, renditions: own })
  expect(part).toMatchObject({ crop: { left: 280, top: 0, width: 720, height: 720 }, turn: 90 })
  expect(part.renditions).toMatchObject([{ width: 720, height: 720, maxFramerate: 12 }])
  expect(order()).not.toHaveProperty('crop')
  expect(order()).not.toHaveProperty('turn')
})

test('all of it between bars, which are no more than can be made', () => {
  const own = [{ name: 'source' }]
  const barred = order({ shape: '1:1', fit: 'bars', renditions: own })
  expect(barred.crop).toEqual({ left: 0, top: -280, width: 1280, height: 1280 })
  expect(barred.renditions).toMatchObject([{ width: 1280, height: 1280 }])
  const large = { ...video, width: 3840, height: 2160, source: { width: 3840, height: 2160 } } as typeof video
  const wish = { ...task, shape: '1:1', fit: 'bars', renditions: own } as const
  expect(() => toOrder({ video: large, sounds }, wish)).toThrow('3840 x 3840, which is too large')
})

test('no sound where none is wanted, or none is there', () => {
  expect(order({ sound: false }).sounds).toEqual([])
  expect(toOrder({ video, sounds: [] }, task).sounds).toEqual([])
})
