import { expect, test } from 'vitest'
import { distinct, overlap, readObjects, type Seen } from './objects.ts'

const ANCHORS = 1917
const KINDS = 24
const PERSON = 4
const DOG = 20

/** What the net gives where it finds nothing. */
function outputs() {
  const class_predictions = { data: new Float32Array(ANCHORS * KINDS).fill(-9), shape: [1, ANCHORS, KINDS] }
  return { class_predictions, box_encodings: { data: new Float32Array(ANCHORS * 4), shape: [1, ANCHORS, 4] } }
}

const seen = (left: number, score: number, label = 'person'): Seen => ({
  ...{ label, score },
  box: { left, top: 0, width: 0.2, height: 0.4 },
})

test('a box is told from its anchor, in shares of the picture', () => {
  const made = outputs()
  // The small square of the cell in column 9, row 9 of the finest grid, and the only cell of the coarsest one, twice as wide as high.
  const [fine, coarse] = [(9 * 19 + 9) * 3, ANCHORS - 6 + 1]
  made.class_predictions.data[fine * KINDS + PERSON] = 3
  made.box_encodings.data.set([0, 0, 5 * Math.log(4), 5 * Math.log(2)], fine * 4)
  made.class_predictions.data[coarse * KINDS + DOG] = 1
  const [person, dog, ...rest] = readObjects(made)
  expect(rest).toEqual([])
  expect(person).toEqual({ label: 'person', score: expect.closeTo(0.953, 3), box: person?.box })
  expect(person?.box.left).toBeCloseTo(0.4)
  expect(person?.box.width).toBeCloseTo(0.2)
  expect(person?.box.top).toBeCloseTo(0.3)
  expect(person?.box.height).toBeCloseTo(0.4)
  // What reaches beyond the picture is cut off.
  expect(dog).toMatchObject({ label: 'dog', box: { left: 0, width: 1 } })
  expect(dog?.box.height).toBeCloseTo(0.95 / Math.SQRT2)
})

test('nothing is not found, however sure it is', () => {
  const made = outputs()
  made.class_predictions.data[0] = 9
  expect(readObjects(made)).toEqual([])
  expect(readObjects({})).toEqual([])
})

test('of boxes on one thing the surest stays; another thing, or one of another kind, does as well', () => {
  const [weak, strong, other, dog] = [seen(0.1, 0.5), seen(0.12, 0.8), seen(0.6, 0.6), seen(0.1, 0.7, 'dog')]
  expect(distinct([weak, strong, other, dog])).toEqual([strong, dog, other])
  expect(overlap(weak.box, weak.box)).toBe(1)
  expect(overlap(weak.box, seen(0.2, 1).box)).toBeCloseTo(1 / 3)
  expect(overlap(weak.box, other.box)).toBe(0)
})
