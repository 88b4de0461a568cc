import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VideoInfo } from '../../files/types.ts'
import { isCrop, partOf, placeOf } from '../../protocol/crop.ts'
import { SHAPES, TURNS } from '../../protocol/picture.ts'
import { cropTo, keptSize } from './crop.ts'

const [, ...shapes] = SHAPES
const side = fc.integer({ min: 200, max: 2304 })
/** How much wider than high a pixel is. */
const pixel = fc.constantFrom(1, 4 / 3, 16 / 11, 12 / 11, 8 / 9)

test('any film is cut to any shape from its middle, or lies whole in the middle of it', () => {
  fc.assert(
    fc.property(
      ...[
        side,
        side,
        pixel,
        fc.constantFrom(...shapes),
        fc.constantFrom(...TURNS),
        fc.constantFrom(...TURNS),
      ],
      (width, height, pixel, shape, rotation, turn) => {
        const source = { codec: '', width, height }
        const video = { source, width: Math.round(width * pixel), height, rotation } as VideoInfo
        const [wide, high] = shape.split(':').map(Number) as [number, number]
        const wanted = (rotation + turn) % 180 === 0 ? wide / high : high / wide
        for (const fit of ['crop', 'bars'] as const) {
          const crop = cropTo(video, shape, fit, turn)
          const kept = keptSize(video, crop)
          // Sides are even: a pair of pixels is a fiftieth of the shortest.
          expect(Math.abs(Math.log(kept.width / kept.height / wanted))).toBeLessThan(0.03)
          if (crop === undefined) continue
          expect(isCrop({ ...source, crop })).toBe(true)
          const part = partOf({ ...source, crop })
          const place = placeOf({ ...source, crop })
          const beside = width - part.left - part.width - part.left
          const below = height - part.top - part.height - part.top
          if (fit === 'crop') expect(place).toEqual({ left: 0, top: 0, width: 1, height: 1 })
          else expect(part).toEqual({ left: 0, top: 0, width: width & ~1, height: height & ~1 })
          expect(Math.max(Math.abs(beside), Math.abs(below))).toBeLessThanOrEqual(4)
          for (const space of [1 - place.width - 2 * place.left, 1 - place.height - 2 * place.top]) {
            expect(Math.abs(space) * Math.min(crop.width, crop.height)).toBeLessThanOrEqual(2 + 1e-9)
          }
        }
      },
    ),
  )
})
