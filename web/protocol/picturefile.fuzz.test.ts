import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPictureHead } from './picturefile.ts'

const BEGINNINGS = [
  '',
  '89504e470d0a1a0a0000000d49484452',
  'ffd8',
  'ffd8ffe0',
  '52494646000000005745425056503858',
]

test('whatever it is, it has a size or none, soon', () => {
  const bytes = fc
    .tuple(fc.constantFrom(...BEGINNINGS), fc.uint8Array({ maxLength: 512 }))
    .map(([beginning, rest]) => Uint8Array.from([...Buffer.from(beginning, 'hex'), ...rest]))
  fc.assert(
    fc.property(bytes, each => {
      const { width, height } = readPictureHead(each) ?? { width: 0, height: 0 }
      expect(width).toBeGreaterThanOrEqual(0)
      expect(height).toBeLessThan(2 ** 32)
    }),
    { numRuns: 5000 },
  )
})
