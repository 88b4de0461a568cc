import { expect, test } from 'vitest'
import { createSpeaker } from './speaker.ts'

const RATE = 48_000
const BLOCK = 128

/** A ramp: every sample says where it belongs, s of the source's time. */
function packet(start: number, length = 960, rate = RATE) {
  const plane = Float32Array.from({ length }, (_, index) => start + index / rate)
  return { start, rate, left: plane, right: plane }
}

function fill(speaker: ReturnType<typeof createSpeaker>, now: number): Float32Array {
  const left = new Float32Array(BLOCK)
  speaker.fill(left, new Float32Array(BLOCK), now, RATE)
  return left
}

test('plays each sample at its time, across packets', () => {
  const speaker = createSpeaker()
  for (const start of [0, 0.02, 0.04]) speaker.push(packet(start))
  for (let block = 0; block < 20; block += 1) {
    const now = (block * BLOCK) / RATE
    expect(fill(speaker, now)[64]).toBeCloseTo(now + 64 / RATE, 4)
  }
  expect(speaker.late()).toBeCloseTo(0, 4)
})

test('is silent without sound, before it and behind it', () => {
  const speaker = createSpeaker()
  expect(fill(speaker, 0).every(value => value === 0)).toBe(true)
  expect(speaker.late()).toBeUndefined()
  speaker.push(packet(1))
  expect(fill(speaker, 0.5).every(value => value === 0)).toBe(true)
  expect(fill(speaker, 2).every(value => value === 0)).toBe(true)
})

test('glides back when it is a little late, and jumps when it is very late', () => {
  const speaker = createSpeaker()
  for (let index = 0; index < 50; index += 1) speaker.push(packet(index * 0.02))
  fill(speaker, 0)
  fill(speaker, BLOCK / RATE + 0.03)
  expect(speaker.late()).toBeCloseTo(0.03, 3)
  for (let block = 2; block < 200; block += 1) fill(speaker, (block * BLOCK) / RATE + 0.03)
  expect(speaker.late()).toBeLessThan(0.025)
  expect(fill(speaker, 0.8)[0]).toBeCloseTo(0.8, 3)
  expect(speaker.late()).toBeCloseTo(0, 4)
})

test('keeps up with a delay that shrinks by 8 % of the time, without a jump', () => {
  const speaker = createSpeaker()
  for (let index = 0; index < 75; index += 1) speaker.push(packet(index * 0.02))
  let before = fill(speaker, 0)[0] ?? 0
  for (let block = 1; block < 375; block += 1) {
    const [sample = 0] = fill(speaker, (block * 1.08 * BLOCK) / RATE)
    expect(sample - before).toBeLessThanOrEqual((1.1001 * BLOCK) / RATE)
    before = sample
  }
  expect(speaker.late()).toBeLessThan(0.04)
})

test('plays other sample rates at their pitch', () => {
  const speaker = createSpeaker()
  speaker.push(packet(0, 441, 44_100))
  const block = fill(speaker, 0)
  expect(block[100]).toBeCloseTo(100 / RATE, 5)
})

test('keeps two seconds at most', () => {
  const speaker = createSpeaker()
  for (let index = 0; index < 200; index += 1) speaker.push(packet(index * 0.02))
  expect(fill(speaker, 0).every(value => value === 0)).toBe(true)
  expect(fill(speaker, 3)[0]).toBeCloseTo(3, 3)
})
