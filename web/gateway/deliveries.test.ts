import { expect, test } from 'vitest'
import { createDeliveries } from './deliveries.ts'

const SIZE = 100
const FRAMES = 10
const SEGMENT_MS = 1000

/** An orchestrator of one rung, with ten frames a second. */
function open(sent = 1000, maxFramerate = 0) {
  const rung = { track: 1, width: 10, height: 10, maxFramerate }
  const deliveries = createDeliveries([rung], FRAMES * SIZE, SEGMENT_MS)
  for (let frame = 0; frame < sent; frame += 1) deliveries.sent()
  const come = (frame: number, track = 1) => {
    const timestamp = frame * 100_000
    const segment = Math.floor(frame / FRAMES)
    deliveries.received({ track, key: false, segment, timestamp, duration: 0, data: new Uint8Array() })
  }
  const comeAll = (from: number, to: number) => {
    for (let frame = from; frame < to; frame += 1) come(frame)
  }
  const frames = () => deliveries.pixels() / SIZE
  const receipt = (segment: number, made = FRAMES) => deliveries.receipt({ track: 1, segment, frames: made })
  return { come, comeAll, frames, receipt }
}

test('frames that came are owed for, each once, and of the rungs that were ordered', () => {
  const { come, frames } = open()
  for (const frame of [0, 1, 1, 0, 2]) come(frame)
  come(3, 2)
  expect(frames()).toBe(3)
})

test('nobody is owed for more frames than it was sent', () => {
  const { comeAll, frames, receipt } = open(5)
  comeAll(0, 12)
  receipt(0)
  expect(frames()).toBe(5)
})

test('nobody is owed for a higher frame rate than was ordered', () => {
  const { comeAll, frames, receipt } = open(1000, 5)
  comeAll(0, FRAMES)
  expect(frames()).toBe(6)
  receipt(0)
  comeAll(FRAMES, FRAMES + 2)
  receipt(1)
  comeAll(2 * FRAMES, 2 * FRAMES + 1)
  expect(frames()).toBe(6 + 6 + 1)
})

test('what was lost on the way is owed for when later frames have come', () => {
  const { comeAll, frames, receipt } = open()
  comeAll(0, 7)
  receipt(0)
  expect(frames()).toBe(7)
  comeAll(10, 11)
  expect(frames()).toBe(11)
  comeAll(11, 15)
  comeAll(20, 21)
  expect(frames()).toBe(16)
  receipt(1)
  expect(frames()).toBe(21)
})

test('a receipt counts once, and an older one no more', () => {
  const { comeAll, frames, receipt } = open()
  comeAll(0, 5)
  comeAll(10, 15)
  comeAll(20, 21)
  receipt(1)
  expect(frames()).toBe(16)
  receipt(1)
  receipt(0)
  expect(frames()).toBe(16)
})

test('who delivers nothing is owed for nothing, and who delivers little for little more', () => {
  const nothing = open()
  for (let segment = 0; segment < 50; segment += 1) nothing.receipt(segment)
  expect(nothing.frames()).toBe(0)

  const little = open()
  for (let segment = 0; segment < 50; segment += 1) {
    little.come(segment * FRAMES)
    little.receipt(segment)
  }
  expect(little.frames()).toBeLessThanOrEqual(50 * 1.5 + FRAMES)
})

test('a link that loses a quarter of its frames is paid for whole', () => {
  const { come, frames, receipt } = open()
  for (let frame = 0; frame < 500; frame += 1) {
    if (frame % 4 !== 0) come(frame)
    if (frame % FRAMES === 0 && frame > 0) receipt(frame / FRAMES - 1)
  }
  expect(frames()).toBeGreaterThan(500 - FRAMES)
})

test('frames with an effect count by its weight from their segment on, also those that overtook the word of it', () => {
  const rung = { track: 1, width: 10, height: 10, maxFramerate: 0 }
  const deliveries = createDeliveries([rung], FRAMES * SIZE, SEGMENT_MS)
  for (let frame = 0; frame < 100; frame += 1) deliveries.sent()
  const come = (frame: number) => {
    const segment = Math.floor(frame / FRAMES)
    const timestamp = frame * 100_000
    deliveries.received({ track: 1, key: false, segment, timestamp, duration: 0, data: new Uint8Array() })
  }
  const frames = () => deliveries.pixels() / SIZE
  for (let frame = 0; frame < 12; frame += 1) come(frame)
  deliveries.applied(1, 3)
  expect(frames()).toBe(10 + 2 * 3)
  for (let frame = 12; frame < 19; frame += 1) come(frame)
  deliveries.applied(2, 1)
  for (let frame = 20; frame < 25; frame += 1) come(frame)
  expect(frames()).toBe(10 + 9 * 3 + 5)
  deliveries.receipt({ track: 1, segment: 1, frames: 10 })
  come(30)
  // The one that was lost on the way was made with the effect.
  expect(frames()).toBe(10 + 10 * 3 + 6)
})
