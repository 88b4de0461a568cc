import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isCrop, partOf, placeOf, sizeWithin, surroundings } from './crop.ts'
import { MAX_BARRED_SIDE, MAX_HEIGHT, MAX_WIDTH } from './limits.ts'

const side = (most: number) => fc.integer({ min: 1, max: most })
const place = fc.integer({ min: -MAX_BARRED_SIDE / 2, max: MAX_BARRED_SIDE / 2 }).map(half => half * 2)
const length = side(MAX_BARRED_SIDE / 2).map(half => half * 2)
const pictures = fc
  .record({
    ...{ width: side(MAX_WIDTH), height: side(MAX_HEIGHT) },
    crop: fc.record({ left: place, top: place, width: length, height: length }),
  })
  .filter(isCrop)
const sizes = fc.record({ width: side(MAX_WIDTH), height: side(MAX_HEIGHT) })

test('whatever is ordered: the part lies in the picture, its place in the rendition, and the picture in what is around it', () => {
  fc.assert(
    fc.property(pictures, sizes, (picture, size) => {
      const part = partOf(picture)
      expect(Math.min(part.left, part.top)).toBeGreaterThanOrEqual(0)
      expect(part.left + part.width).toBeLessThanOrEqual(picture.width)
      expect(part.top + part.height).toBeLessThanOrEqual(picture.height)
      const at = placeOf(picture)
      expect(Math.min(at.left, at.top, at.width * 1e9, at.height * 1e9)).toBeGreaterThanOrEqual(0)
      expect(at.left + at.width).toBeLessThanOrEqual(1 + 1e-9)
      expect(at.top + at.height).toBeLessThanOrEqual(1 + 1e-9)

      // At the picture's own size nothing is rounded.
      const { left, top, width, height } = picture.crop
      const exact = { left: part.left - left, top: part.top - top, width, height }
      expect(surroundings(part, at)).toEqual(exact)

      const around = surroundings(size, at)
      const inner = sizeWithin(size, at)
      for (const value of [...Object.values(around), ...Object.values(inner)]) expect(value % 2).toBe(0)
      expect(Math.min(around.left, around.top)).toBeGreaterThanOrEqual(0)
      expect(around.left + size.width).toBeLessThanOrEqual(around.width)
      expect(around.top + size.height).toBeLessThanOrEqual(around.height)
      expect(Math.min(inner.width, inner.height)).toBeGreaterThanOrEqual(2)
    }),
  )
})
