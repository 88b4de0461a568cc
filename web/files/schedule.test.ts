import { expect, test } from 'vitest'
import { createSchedule } from './schedule.ts'

const fits = () => true
const even = (count: number) => new Array<number>(count).fill(1000)

test('each lane gets one segment to work on before any gets the next', () => {
  const schedule = createSchedule(even(5))
  for (const lane of ['a', 'b', 'c']) schedule.join(lane)
  expect(schedule.assign(0, fits)).toEqual([
    { lane: 'a', segment: 0 },
    { lane: 'b', segment: 1 },
    { lane: 'c', segment: 2 },
    { lane: 'a', segment: 3 },
    { lane: 'b', segment: 4 },
  ])
})

test('what is done is not done again', () => {
  const schedule = createSchedule(even(3), [0, 2])
  schedule.join('a')
  expect(schedule.assign(0, fits)).toEqual([{ lane: 'a', segment: 1 }])
  expect(schedule.made('a', 1, 1000)).toEqual([])
  expect(schedule.left()).toBe(0)
})

test('the idle steal what a slow lane has not begun, and begin once more what it is late with', () => {
  const schedule = createSchedule(even(4))
  schedule.join('slow')
  schedule.join('fast')
  schedule.assign(0, fits)
  schedule.made('fast', 1, 1000)
  schedule.made('fast', 3, 2000)
  expect(schedule.assign(2000, fits)).toEqual([{ lane: 'fast', segment: 2, from: 'slow' }])
  schedule.made('fast', 2, 3000)
  expect(schedule.assign(3000, fits)).toEqual([{ lane: 'fast', segment: 0 }])
  expect(schedule.made('fast', 0, 4000)).toEqual(['slow'])
  expect(schedule.left()).toBe(0)
})

test('who is about to be through is not hurried', () => {
  const schedule = createSchedule(even(3))
  schedule.join('a')
  schedule.join('b')
  schedule.assign(0, fits)
  schedule.progress('b', 1, 0.7)
  schedule.made('a', 0, 1000)
  schedule.made('a', 2, 2000)
  expect(schedule.assign(2000, fits)).toEqual([])
})

test('what a lane failed at or left behind is made elsewhere; who fails again and again gets nothing more', () => {
  const schedule = createSchedule(even(2))
  schedule.join('bad')
  schedule.join('good')
  schedule.assign(0, fits)
  expect(schedule.failed('bad', 0)).toEqual({ dropLane: false, hopeless: false })
  expect(schedule.assign(100, fits)).toEqual([{ lane: 'good', segment: 0 }])
  schedule.leave('good')
  expect(schedule.assign(200, fits)).toEqual([
    { lane: 'bad', segment: 0 },
    { lane: 'bad', segment: 1 },
  ])
  schedule.failed('bad', 0)
  expect(schedule.failed('bad', 1)).toEqual({ dropLane: true, hopeless: false })
})

test('a segment at which those who make others fail is given up', () => {
  const schedule = createSchedule(even(4))
  for (const lane of ['a', 'b', 'c']) schedule.join(lane)
  schedule.assign(0, fits)
  schedule.made('a', 0, 1000)
  schedule.made('b', 1, 1000)
  schedule.made('c', 2, 1000)
  for (const lane of ['a', 'b']) expect(schedule.failed(lane, 3).hopeless).toBe(false)
  expect(schedule.failed('c', 3).hopeless).toBe(true)
})

test('nothing begins that does not fit in memory', () => {
  const schedule = createSchedule(even(4))
  schedule.join('a')
  expect(schedule.assign(0, segment => segment < 1)).toEqual([{ lane: 'a', segment: 0 }])
})
