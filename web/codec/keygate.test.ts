import { expect, test } from 'vitest'
import { createKeyGate } from './keygate.ts'

const chunk = (timestamp: number, key = false) => ({
  track: 0,
  key,
  segment: 0,
  timestamp,
  duration: 0,
  data: new Uint8Array(),
})

test('nothing before the first key, then everything', () => {
  const gate = createKeyGate(() => {})
  expect([chunk(0), chunk(1, true), chunk(2)].map(each => gate.admit(each, false))).toEqual([
    false,
    true,
    true,
  ])
})

test('after a loss nothing until the next key', () => {
  let asked = 0
  const gate = createKeyGate(() => {
    asked += 1
  })
  gate.admit(chunk(0, true), false)
  expect(gate.admit(chunk(1), true)).toBe(false)
  expect(gate.admit(chunk(2), false)).toBe(false)
  expect(gate.admit(chunk(3, true), false)).toBe(true)
  expect(asked).toBe(1)
})

test('a key that follows the loss needs no asking', () => {
  let asked = 0
  const gate = createKeyGate(() => {
    asked += 1
  })
  expect(gate.admit(chunk(0, true), true)).toBe(true)
  expect(asked).toBe(0)
})

test('asks again once a second of video while the key does not come', () => {
  const asked: number[] = []
  let now = 0
  const gate = createKeyGate(() => asked.push(now))
  for (now = 0; now < 2_500_000; now += 500_000) gate.admit(chunk(now), false)
  expect(asked).toEqual([0, 1_000_000, 2_000_000])
})

test('keys that are lost again and again are not asked for all the time', () => {
  const asked: number[] = []
  let now = 0
  const gate = createKeyGate(() => asked.push(now))
  for (now = 0; now < 2_000_000; now += 100_000) {
    gate.admit(chunk(now, true), false)
    gate.shut()
    gate.admit(chunk(now), false)
  }
  expect(asked).toEqual([0, 1_000_000])
})
