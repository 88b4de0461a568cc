import { expect, test } from 'vitest'
import type { FileRendition, FileSegment, MadeRendition, Packet } from './file.ts'
import { checkMade, codecOf } from './filecheck.ts'
import { accountOf, pixelsOf } from './filereceipt.ts'
import type { Receipt } from './schema.ts'

const EFFECT = { id: 'style-x', strength: 0.5 }
const packet = (timestamp: number, byte: number): Packet => {
  return { timestamp, duration: 40_000, key: timestamp === 0, data: Uint8Array.of(byte, byte) }
}
const segment: FileSegment = {
  index: 4,
  start: 0,
  end: 120_000,
  packets: [packet(0, 1), packet(80_000, 2), packet(40_000, 3), packet(120_000, 4)],
}
const rendition: FileRendition = {
  ...{ track: 2, name: '240p', codec: 'h264', width: 426, height: 240, bitrate: 300_000, maxFramerate: 0 },
}
const codec = codecOf(rendition)
const made: MadeRendition = { track: 2, codec, packets: [packet(0, 5), packet(40_000, 6), packet(80_000, 7)] }
const receiptOf = async (packets: Packet[], of = segment): Promise<Receipt> => {
  return { ...(await accountOf(of, rendition, packets, EFFECT)), took: 5, signature: new Uint8Array() }
}
const check = (change: Partial<Receipt> = {}, other: Partial<MadeRendition> = {}) =>
  checkMade(segment, rendition, { ...made, ...other }, { ...receipt, ...change }, EFFECT)
const receipt = await receiptOf(made.packets)

test('what was ordered, made and signed fits', async () => {
  expect(await check()).toBeUndefined()
  expect(pixelsOf(segment, [rendition])).toBe(426 * 240 * 3)
})

test.each([
  ['a frame less', { packets: made.packets.slice(1) }, 'other frames than those that were ordered'],
  ['a frame more', { packets: [...made.packets, packet(120_000, 8)] }, 'other frames than those'],
  [
    'a frame of another time',
    { packets: [packet(1, 5), ...made.packets.slice(1)] },
    'other frames than those',
  ],
  ['a frame twice', { packets: [...made.packets, packet(80_000, 7)] }, 'other frames than those'],
  ['another picture', { packets: [packet(0, 9), ...made.packets.slice(1)] }, 'than it signed for'],
  ['another codec', { codec: 'vp09.00.21.08' }, 'another codec'],
])('%s does not', async (_, change, reason) => {
  expect(await check({}, change)).toContain(reason)
})

test.each([
  ['more frames', { frames: 4 }, 'more or fewer frames'],
  ['skipped frames', { skipped: 1 }, 'more or fewer frames'],
  ['more pixels', { pixels: receipt.pixels + 1 }, 'another number of pixels'],
  ['other digests', { digests: receipt.digests.slice(1) }, 'other frames than it signed for'],
  ['another effect', { effect: { ...EFFECT, strength: 1 } }, 'another effect'],
  [
    'another source',
    await receiptOf(made.packets, { ...segment, packets: [packet(0, 9), ...segment.packets.slice(1)] }),
    'another source',
  ],
])('who signs for %s is found out', async (_, change, reason) => {
  expect(await check(change)).toContain(reason)
})
