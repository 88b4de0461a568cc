import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MillraceError } from './errors.ts'
import { joinSound, SOUND_PACKET_MS, splitSound } from './sound.ts'

const bytes = fc.uint8Array({ minLength: 1, maxLength: 100 }).map(each => Uint8Array.from(each))

test('whatever comes is packets that can be put together again, or no sound', () => {
  fc.assert(
    fc.property(bytes, fc.nat(1000), (sound, duration) => {
      try {
        expect(joinSound(splitSound(sound, duration))).toEqual(sound)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(MillraceError)
      }
    }),
  )
  fc.assert(
    fc.property(fc.array(bytes), packets => {
      expect(splitSound(joinSound(packets), packets.length * SOUND_PACKET_MS)).toEqual(packets)
    }),
  )
})
