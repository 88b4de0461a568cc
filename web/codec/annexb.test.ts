import { expect, test } from 'vitest'
import { fromHex } from '../protocol/hex.ts'
import { codecOf, findSps, nalUnits, readDescription, toAnnexB } from './annexb.ts'

const SPS = '6742c01eda0280bfa970110000030001000003003c8f162ea0'
const PPS = '68ce0fc8'
const bytes = (hex: string) => fromHex(`0x${hex}`)
const hexOf = (nal: Uint8Array) => Buffer.from(nal).toString('hex')
const split = (data: Uint8Array) => [...nalUnits(data)].map(hexOf)

const sized = (nal: string, lengthBytes: number) =>
  (nal.length / 2).toString(16).padStart(lengthBytes * 2, '0') + nal
const describe = (lengthBytes: number) =>
  bytes(`0142c01ef${(12 + lengthBytes - 1).toString(16)}e1${sized(SPS, 2)}01${sized(PPS, 2)}`)

test.each([1, 2, 4])('lengths of %i bytes become start codes', lengthBytes => {
  const prefixed = readDescription(describe(lengthBytes))
  const frame = bytes(sized('419a20a8', lengthBytes) + sized('419a404a13', lengthBytes))
  expect(split(toAnnexB(frame, false, prefixed))).toEqual(['419a20a8', '419a404a13'])
})

test('a key has its parameter sets before its picture, and a delimiter stays in front', () => {
  const prefixed = readDescription(describe(4))
  expect(split(toAnnexB(bytes(sized('6588843a', 4)), true, prefixed))).toEqual([SPS, PPS, '6588843a'])
  const delimited = bytes(sized('0910', 4) + sized('6588843a', 4))
  expect(split(toAnnexB(delimited, true, prefixed))).toEqual(['0910', SPS, PPS, '6588843a'])
})

test('a frame that is cut off, and a description that is, give what there is', () => {
  const prefixed = readDescription(describe(4))
  expect(split(toAnnexB(bytes('0000000965888400'), false, prefixed))).toEqual(['65888400'])
  expect(toAnnexB(new Uint8Array(3), false, prefixed)).toHaveLength(0)
  expect(readDescription(bytes('0142c01eff')).sets).toHaveLength(0)
})

test('the parameter set of a key is found, and tells its codec', () => {
  const key = toAnnexB(bytes(sized('6588843a', 4)), true, readDescription(describe(4)))
  const sps = findSps(key)
  expect(sps && hexOf(sps)).toBe(SPS)
  expect(sps && codecOf(sps)).toBe('avc1.42c01e')
})

test('after a picture no parameter set is looked for', () => {
  const data = bytes(`00000001419a20a800000001${SPS}`)
  expect(findSps(data)).toBeUndefined()
})
