import { expect, test } from 'vitest'
import { createDuty } from './duty.ts'

test('one that stands by works from its first frame on', () => {
  const duty = createDuty(true)
  expect(duty.tick(0, true, 0)).toBeUndefined()
  expect(duty.tick(2, false, 250)).toBe('works')
  expect(duty.tick(8, false, 500)).toBeUndefined()
})

test('one that was called up in vain stands by again, and can be called up again', () => {
  const duty = createDuty(true)
  expect(duty.tick(2, false, 0)).toBe('works')
  expect(duty.tick(2, true, 3000)).toBeUndefined()
  expect(duty.tick(2, true, 3001)).toBe('rests')
  expect(duty.tick(2, true, 9000)).toBeUndefined()
  expect(duty.tick(3, false, 9250)).toBe('works')
})

test('one that has taken over works on while its source pauses, or it is led in again', () => {
  const duty = createDuty(true)
  expect(duty.tick(2, false, 0)).toBe('works')
  expect(duty.tick(2, false, 60_000)).toBeUndefined()
  expect(duty.tick(9, false, 60_250)).toBeUndefined()
  expect(duty.tick(9, true, 62_000)).toBeUndefined()
  expect(duty.tick(10, false, 62_250)).toBeUndefined()
})

test('one that was not taken to stand by never does', () => {
  const duty = createDuty(false)
  expect(duty.tick(0, true, 0)).toBeUndefined()
  expect(duty.tick(5, false, 250)).toBeUndefined()
  expect(duty.tick(5, true, 60_000)).toBeUndefined()
})
