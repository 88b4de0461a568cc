import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_SEEN, readObjects } from './objects.ts'

const ANCHORS = 1917
const KINDS = 24

test('whatever the net gives, boxes lie in the picture and are not too many', () => {
  const value = fc.oneof(fc.float({ min: -20, max: 20 }), fc.float())
  const some = fc.array(
    fc.tuple(fc.nat(ANCHORS - 1), fc.nat(KINDS - 1), value, fc.array(value, { maxLength: 4 })),
    {
      maxLength: 60,
    },
  )
  fc.assert(
    fc.property(some, entries => {
      const made = {
        class_predictions: { data: new Float32Array(ANCHORS * KINDS).fill(-9), shape: [1, ANCHORS, KINDS] },
        box_encodings: { data: new Float32Array(ANCHORS * 4), shape: [1, ANCHORS, 4] },
      }
      for (const [anchor, kind, score, box] of entries) {
        made.class_predictions.data[anchor * KINDS + kind] = score
        made.box_encodings.data.set(box, anchor * 4)
      }
      const found = readObjects(made)
      expect(found.length).toBeLessThanOrEqual(MAX_SEEN)
      for (const { score, box } of found) {
        for (const share of [score, ...Object.values(box)]) expect(share).toBeGreaterThanOrEqual(0)
        expect(box.left + box.width).toBeLessThanOrEqual(1 + 1e-9)
        expect(box.top + box.height).toBeLessThanOrEqual(1 + 1e-9)
      }
    }),
    { numRuns: 50 },
  )
})
