import { expect, test } from 'vitest'
import { nalUnits } from '../codec/nal.ts'
import { toAnnexB } from './annexb.ts'

const description = (lengthSize: number) =>
  Uint8Array.of(1, 100, 0, 40, 0xfc | (lengthSize - 1), 0xe1, 0, 3, 0x67, 1, 2, 1, 0, 2, 0x68, 3, 0xfd, 0xf8)
const units = (data: Uint8Array) => [...nalUnits(data)].map(unit => [...unit])

test('lengths become start codes, and each key brings its parameter sets', () => {
  const unpack = toAnnexB(description(4))
  const data = Uint8Array.of(0, 0, 0, 2, 0x06, 9, 0, 0, 0, 3, 0x65, 8, 7)
  expect(units(unpack(data, true))).toEqual([
    [0x67, 1, 2],
    [0x68, 3],
    [0x06, 9],
    [0x65, 8, 7],
  ])
  expect(units(unpack(data, false))).toEqual([
    [0x06, 9],
    [0x65, 8, 7],
  ])
})

test('shorter lengths, and units of more than 255 bytes', () => {
  const unit = new Uint8Array(700).fill(5)
  expect(units(toAnnexB(description(2))(Uint8Array.of(2, 188, ...unit), false))).toEqual([[...unit]])
})

test('of what is cut off there is as much as is there', () => {
  const unpack = toAnnexB(description(4))
  expect(units(unpack(Uint8Array.of(0, 0, 0, 9, 0x41, 1), false))).toEqual([[0x41, 1]])
  expect(units(unpack(Uint8Array.of(0, 0), false))).toEqual([])
  expect(units(toAnnexB(Uint8Array.of(1, 100))(Uint8Array.of(1, 0x41), true))).toEqual([[0x41]])
})
