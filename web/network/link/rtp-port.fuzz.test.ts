import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attach, detach } from './rtp-port.ts'

test('a batch comes off as it was put on', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.nat(), (vp8, batch, number) => {
      expect(detach(new Uint8Array(attach(vp8, batch, number)))).toEqual({ vp8, batch, number })
    }),
  )
})

test('a frame that carries nothing, or anything else, is left alone', () => {
  expect(detach(new Uint8Array())).toBeUndefined()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), bytes => {
      const detached = detach(bytes)
      if (detached !== undefined)
        expect(detached.vp8.byteLength + detached.batch.byteLength + 12).toBe(bytes.byteLength)
    }),
  )
})
