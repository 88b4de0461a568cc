import { expect, test } from 'vitest'
import { createGrader } from './grade.ts'

/** @param at time of the source, s @param lag of the renditions, s */
const report = (at: number, lag: number, droppedSegments = 0) => ({
  newest: at * 1e6,
  rungs: [
    { newest: (at - lag) * 1e6, droppedSegments },
    { newest: -1, droppedSegments: 0 },
  ] as never,
})

test('a grade for each segment of the source, from the first report on', () => {
  const grade = createGrader(1000)
  const grades = [10, 10.5, 10.9, 11, 11.5, 12.1].map(at => grade(report(at, 0.1)))
  expect(grades).toEqual([undefined, undefined, undefined, 'good', undefined, 'good'])
})

test('late renditions and incomplete segments are poor work', () => {
  const grade = createGrader(1000)
  grade(report(0, 0))
  expect(grade(report(1, 1.5))).toBe('poor')
  expect(grade(report(2, 0.1, 1))).toBe('poor')
  expect(grade(report(3, 0.1, 1))).toBe('good')
})
