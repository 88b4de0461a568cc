import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinClip, splitClip } from './clip.ts'
import { MillraceError } from './errors.ts'
import { CLIP_FRAMES } from './imagine.ts'

const bytes = (most: number) =>
  fc.uint8Array({ minLength: 1, maxLength: most }).map(each => Uint8Array.from(each))
const clip = fc.array(bytes(40), { minLength: CLIP_FRAMES, maxLength: CLIP_FRAMES })

test('whatever comes is a clip that can be put together again, or none', () => {
  const damaged = fc.tuple(clip, fc.nat(), fc.nat(255)).map(([packets, at, value]) => {
    const joined = joinClip(packets)
    joined[at % joined.byteLength] = value
    return joined
  })
  fc.assert(
    fc.property(fc.oneof(bytes(400), damaged), given => {
      try {
        expect(joinClip(splitClip(given))).toEqual(given)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(MillraceError)
      }
    }),
  )
  fc.assert(
    fc.property(clip, packets => {
      expect(splitClip(joinClip(packets))).toEqual(packets)
    }),
  )
})
