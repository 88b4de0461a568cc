import { expect, test } from 'vitest'
import { fromHex } from '../../protocol/hex.ts'
import { readAccessUnit, type Sps } from './h264.ts'

// Of x264: parameter sets, and the first bytes of slices.
const BASELINE = '6742c01eda0280bfa970110000030001000003003c8f162ea0'
const PPS = '68ce0fc8'
const IDR = '6588843a2628000902c9c9c9c9c462800088f47000103d8e00021e52'
const FIRST = '419a20a83fc98be12eef585f935580d6eb500b1c107820f041e083f0'
const SECOND = '419a404a13d4ed0bf777c1c759435cbc5701dbd59010dcbe2b03c726'

const unitOf = (...nals: string[]) =>
  Uint8Array.from(
    nals.flatMap((nal, index) => [...(index === 0 ? [0] : []), 0, 0, 1, ...fromHex(`0x${nal}`)]),
  )
const spsOf = (nal: string) => readAccessUnit(unitOf(nal, PPS, IDR), undefined).sps

test.each([
  [BASELINE, { codec: 'avc1.42c01e', width: 638, height: 360 }],
  ['6742c028da01e0089f970110000003001000000303c8f1832a', { codec: 'avc1.42c028', width: 1920, height: 1080 }],
  ['67640028acb403c0113f2e0220000003002000000791e30654', { codec: 'avc1.640028', width: 1920, height: 1080 }],
  ['6742c01fda014016ec0440000003004000000f23c60ca8', { codec: 'avc1.42c01f', width: 1280, height: 720 }],
])('parameter set %s', (nal, expected) => {
  expect(spsOf(nal)).toMatchObject({ ...expected, mayGap: false })
})

test('a key tells its parameter set, and frames count from it', () => {
  const key = readAccessUnit(unitOf(BASELINE, PPS, IDR), undefined)
  expect(key).toMatchObject({ key: true, reference: true, frameNumber: 0 })
  const numbers = [FIRST, SECOND].map(nal => readAccessUnit(unitOf(nal), key.sps))
  expect(numbers).toEqual(
    [1, 2].map(frameNumber => ({ sps: undefined, key: false, reference: true, frameNumber })),
  )
})

test('without a parameter set no number is known', () => {
  expect(readAccessUnit(unitOf(FIRST), undefined).frameNumber).toBeUndefined()
})

test('bytes that are no H.264 do no harm', () => {
  const sps = spsOf(BASELINE) as Sps
  for (const data of [[], [0, 0, 1], [0, 0, 1, 0x67], [0, 0, 1, 0x41], [1, 1, 1, 1], [0, 0, 0, 1, 0x65]]) {
    expect(() => readAccessUnit(Uint8Array.from(data), sps)).not.toThrow()
  }
})
