import { expect, test } from 'vitest'
import { digestAll, digestOf, digestsOf, receiptBytes, splitDigests } from './digest.ts'
import { JOB_SAMPLES } from './messages.samples.ts'

const receipt = JOB_SAMPLES.find(({ kind }) => kind === 'receipt')?.body as (typeof JOB_SAMPLES)[5]['body']
const data = Uint8Array.of(1, 2, 3)

test('a digest stands for the time and the data of a frame', () => {
  const one = digestOf({ timestamp: 1000, data })
  expect(one).toHaveLength(16)
  expect(digestOf({ timestamp: 1000, data: data.slice() })).toEqual(one)
  expect(digestOf({ timestamp: 1001, data })).not.toEqual(one)
  expect(digestOf({ timestamp: 1000, data: Uint8Array.of(1, 2, 4) })).not.toEqual(one)
})

test('many at once have the same digests as each alone', async () => {
  const frames = [0, -41_667, 2 ** 45].map(timestamp => ({ timestamp, data }))
  expect(await digestsOf(frames)).toEqual(frames.map(digestOf))
})

test('frames in another order have another digest', () => {
  const [one, two] = [digestOf({ timestamp: 1, data }), digestOf({ timestamp: 2, data })]
  expect(digestAll([one, two])).toHaveLength(32)
  expect(digestAll([one, two])).not.toEqual(digestAll([two, one]))
})

test('a row of digests is cut where it was joined', () => {
  expect(splitDigests(receipt.digests)).toEqual(Array.from({ length: 48 }, () => '07'.repeat(16)))
  expect(splitDigests(new Uint8Array())).toEqual([])
})

test('the job and every field of a receipt are signed', () => {
  const { signature: _, ...unsigned } = receipt
  const signed = receiptBytes('job-1', unsigned)
  expect(receiptBytes('job-1', { ...unsigned })).toEqual(signed)
  expect(receiptBytes('job-2', unsigned)).not.toEqual(signed)
  const changes = {
    segment: 8,
    track: 1,
    frames: 47,
    skipped: 1,
    bytes: 1,
    pixels: 1,
    digests: new Uint8Array(16),
    source: new Uint8Array(32),
    took: 1,
    effect: { ...receipt.effect, backdrop: 'another' },
  }
  for (const [name, value] of Object.entries(changes)) {
    expect(receiptBytes('job-1', { ...unsigned, [name]: value }), name).not.toEqual(signed)
  }
})
