import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAccessUnit } from './h264.ts'

test('whatever a publisher sends is read within bounds', () => {
  const nal = fc.tuple(fc.constantFrom(0x67, 0x65, 0x41), fc.uint8Array({ maxLength: 64 }))
  fc.assert(
    fc.property(fc.array(nal, { maxLength: 6 }), nals => {
      const data = Uint8Array.from(nals.flatMap(([head, body]) => [0, 0, 1, head, ...body]))
      const { sps } = readAccessUnit(data, undefined)
      const again = readAccessUnit(data, sps)
      if (again.frameNumber !== undefined) expect(again.frameNumber).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 1000 },
  )
})
