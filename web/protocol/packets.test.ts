import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Packet } from './file.ts'
import { gatherPackets, headsOf, wholeOf } from './packets.ts'

const packet = (data: number[], timestamp = 0): Packet => {
  return { timestamp, duration: 1, key: timestamp === 0, data: Uint8Array.from(data) }
}

test('packets come out as they went in, however their data are cut', () => {
  const packets = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(packets, fc.integer({ min: 1, max: 50 }), (datas, most) => {
      const all = datas.map((data, index) => packet([...data], index))
      const gatherer = gatherPackets(headsOf(all))
      const whole = Uint8Array.from(all.flatMap(({ data }) => [...data]))
      let out: Packet[] | undefined
      for (let offset = 0; offset < whole.length; offset += most) {
        expect(out).toBeUndefined()
        out = gatherer.push(whole.subarray(offset, offset + most))
      }
      expect(out).toEqual(all)
    }),
  )
})

test('data that lie one behind the other are not copied to be in one piece; others are', () => {
  const whole = Uint8Array.of(0, 1, 2, 3, 4, 5)
  const cut = (from: number, to: number) => ({ ...packet([]), data: whole.subarray(from, to) })
  const inOnePiece = wholeOf([cut(1, 3), cut(3, 4), cut(4, 6)])
  expect(inOnePiece.buffer).toBe(whole.buffer)
  expect([...inOnePiece]).toEqual([1, 2, 3, 4, 5])

  for (const packets of [[cut(1, 3), cut(4, 6)], [cut(3, 4), cut(1, 3)], [cut(1, 3), packet([9])], []]) {
    const copied = wholeOf(packets)
    expect(copied.buffer).not.toBe(whole.buffer)
    expect([...copied]).toEqual(packets.flatMap(({ data }) => [...data]))
  }
})

test('more data than the packets have are refused', () => {
  const gatherer = gatherPackets(headsOf([packet([1, 2])]))
  expect(() => gatherer.push(Uint8Array.of(1, 2, 3))).toThrow(
    expect.objectContaining({ code: 'bad-message' }),
  )
})
