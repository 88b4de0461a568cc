import { expect, test } from 'vitest'
import { joinSound, splitSound } from './sound.ts'

const packets = [Uint8Array.of(1), Uint8Array.of(2, 3, 4), new Uint8Array(1275).fill(5)]

test('packets come back as they were', () => {
  expect(splitSound(joinSound(packets), 60)).toEqual(packets)
  expect(splitSound(joinSound([]), 1)).toEqual([])
})

test.each([
  ['one that is cut off', joinSound(packets).slice(0, -1)],
  ['half a length', Uint8Array.of(0, 1, 9, 0)],
  ['one of no bytes', Uint8Array.of(0, 1, 9, 0, 0)],
  ['one that is too long', joinSound([new Uint8Array(1276)])],
  ['more than were told', joinSound(Array(5).fill(packets[0]))],
])('%s is refused', (_, bytes) => {
  expect(() => splitSound(bytes, 60)).toThrow('no sound')
})
