import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MillraceError } from './errors.ts'
import { MAX_WISH_BYTES } from './limits.ts'
import { readWish, writeWish } from './wish.ts'

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom('a', 'red', 'boat', 'sea', 'at', 'night', ',', 'dog', '"', '\\'))
    .map(all => all.join(' ')),
)
const sent = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .record({ words, seed: fc.oneof(fc.nat(), fc.double()) })
    .map(wish => new TextEncoder().encode(JSON.stringify(wish))),
)

test('whatever a peer sends is either painted as it is or refused in words', () => {
  fc.assert(
    fc.property(sent, bytes => {
      try {
        const wish = readWish(bytes)
        const again = writeWish(wish)
        expect(again.byteLength).toBeLessThanOrEqual(MAX_WISH_BYTES)
        expect(readWish(again)).toEqual(wish)
      } catch (thrown) {
        if (!(thrown instanceof MillraceError)) throw thrown
        expect(['bad-input', 'too-large']).toContain(thrown.code)
        expect(thrown.message).not.toMatch(/[\p{Cc}]/u)
      }
    }),
  )
})
