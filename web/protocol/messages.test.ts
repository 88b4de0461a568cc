import { describe, expect, test } from 'vitest'
import type { Rect } from './crop.ts'
import { MillraceError } from './errors.ts'
import * as limits from './limits.ts'
import { ASK_SAMPLES, FILE_SAMPLES, JOB_SAMPLES, OFFER_SAMPLE, WATCH_SAMPLES } from './messages.samples.ts'
import {
  decodeAsk,
  decodeFile,
  decodeJob,
  decodeOffer,
  decodeWatch,
  encodeAsk,
  encodeFile,
  encodeJob,
  encodeOffer,
  encodeWatch,
  type JobMessage,
  toRefusal,
} from './messages.ts'

describe('what is encoded is what is decoded', () => {
  test.each(JOB_SAMPLES)('job $kind', message => {
    expect(decodeJob(encodeJob(message))).toEqual(message)
  })

  test.each(FILE_SAMPLES)('file $kind', message => {
    expect(decodeFile(encodeFile(message))).toEqual(message)
  })

  test.each(ASK_SAMPLES)('ask $kind', message => {
    expect(decodeAsk(encodeAsk(message))).toEqual(message)
  })

  test.each(WATCH_SAMPLES)('watch $kind', message => {
    expect(decodeWatch(encodeWatch(message))).toEqual(message)
  })

  test('offer', () => {
    expect(decodeOffer(encodeOffer(OFFER_SAMPLE))).toEqual(OFFER_SAMPLE)
  })

  test('the highest price', () => {
    const highest = { ...OFFER_SAMPLE, price: { wei: limits.MAX_PRICE_PART, pixels: limits.MAX_PRICE_PART } }
    expect(decodeOffer(encodeOffer(highest))).toEqual(highest)
  })

  test.each([
    0,
    1,
    ...[28, 31, 32, 33, 52].flatMap(power => [-1, 0, 1].map(by => 2 ** power + by)),
    3_000_000_000,
    Number.MAX_SAFE_INTEGER,
  ])('a receipt for %i pixels', pixels => {
    const sample = JOB_SAMPLES.find(({ kind }) => kind === 'receipt') as Extract<
      JobMessage,
      { kind: 'receipt' }
    >
    const receipt = { ...sample, body: { ...sample.body, pixels } }
    expect(decodeJob(encodeJob(receipt))).toEqual(receipt)
  })
})

describe('a message out of bounds is refused with its field', () => {
  const [request] = JOB_SAMPLES
  const [rendition] = request.body.renditions

  test.each([
    ['renditions', { renditions: [] }],
    [
      'renditions',
      { renditions: Array.from({ length: 9 }, (_, index) => ({ ...rendition, track: 1 + (index % 8) })) },
    ],
    ['renditions', { renditions: [rendition, rendition] }],
    ['renditions.0.width', { renditions: [{ ...rendition, width: limits.MAX_WIDTH + 1 }] }],
    ['renditions.0.bitrate', { renditions: [{ ...rendition, bitrate: limits.MIN_BITRATE - 1 }] }],
    ['renditions.0.maxFramerate', { renditions: [{ ...rendition, maxFramerate: Number.NaN }] }],
    ['segmentMs', { segmentMs: 1500 }],
    ['job', { job: '../..' }],
    ['job', { job: '' }],
    ['job', { job: 'x'.repeat(limits.MAX_ID_LENGTH + 1) }],
    ['source', { source: undefined }],
    ['source.description', { source: { ...request.body.source, description: new Uint8Array(5000) } }],
    ['source.framerate', { source: { ...request.body.source, framerate: Number.POSITIVE_INFINITY } }],
    ['effect.effect.backdrop', { effect: { effect: { id: 'x', strength: 1, backdrop: '../x' } } }],
    ['effect.effect.backdrop', { effect: { effect: { id: 'x', strength: 1, backdrop: 'a'.repeat(65) } } }],
    ['effect.picture', { effect: { picture: new Uint8Array(limits.MAX_BACKDROP_BYTES + 1) } }],
    ['effect.picture', { effect: { picture: new Uint8Array() } }],
  ])('%s %#', (field, change) => {
    const bytes = encodeJob({ kind: 'request', body: { ...request.body, ...change } as typeof request.body })
    const error = thrownBy(() => decodeJob(bytes))
    expect(error.code).toBe('bad-message')
    expect(error.message).toContain(`request ${field}:`)
  })

  test('a request with the largest picture and all else at its bounds fits into a message', () => {
    const { source, effect } = request.body
    const body = {
      ...request.body,
      source: { ...source, description: new Uint8Array(limits.MAX_DESCRIPTION_BYTES) },
      renditions: Array.from({ length: limits.MAX_RENDITIONS }, (_, index) => ({
        ...rendition,
        ...{ track: 1 + index, name: 'x'.repeat(limits.MAX_ID_LENGTH) },
      })),
      effect: { ...effect, picture: new Uint8Array(limits.MAX_BACKDROP_BYTES) },
    }
    expect(decodeJob(encodeJob({ kind: 'request', body }))).toEqual({ kind: 'request', body })
  })

  const [fileRequest] = FILE_SAMPLES
  const cropped = (change: Partial<Rect>) => {
    const crop = { left: 0, top: -40, width: 1920, height: 1168, ...change }
    return { source: { ...fileRequest.body.source, crop } }
  }
  const [, toQuality] = fileRequest.body.renditions
  const [head] = FILE_SAMPLES[3].body.packets
  const many = (length: number, change = {}) => Array.from({ length }, () => ({ ...head, ...change }))

  test.each([
    ['request', 'source', cropped({ left: 8, width: 1919 })],
    ['request', 'source', cropped({ left: 1920 })],
    ['request', 'source', cropped({ left: -40, width: 2000, height: 1168 })],
    ['request', 'source.crop.top', cropped({ top: -limits.MAX_BARRED_SIDE - 2 })],
    ['request', 'source.crop.height', cropped({ height: limits.MAX_BARRED_SIDE + 2 })],
    [
      'request',
      'source.colorSpace.matrix',
      { source: { ...fileRequest.body.source, colorSpace: { matrix: 'green' } } },
    ],
    ['request', 'renditions.0.quantizer', { renditions: [{ ...toQuality, quantizer: 256 }] }],
    ['request', 'renditions.0', { renditions: [{ ...toQuality, codec: 'h264' }] }],
    ['segment', 'packets', { packets: [] }],
    ['segment', 'packets', { packets: many(1, { key: false }) }],
    ['segment', 'packets', { packets: many(limits.MAX_FILE_SEGMENT_FRAMES + 1) }],
    ['segment', 'packets', { packets: many(2, { bytes: limits.MAX_FILE_SEGMENT_BYTES / 2 + 1 }) }],
    ['segment', 'packets.0.timestamp', { packets: many(1, { timestamp: 0.5 }) }],
    ['segment', '', { end: FILE_SAMPLES[3].body.start }],
    ['segment', '', { end: FILE_SAMPLES[3].body.start + limits.MAX_FILE_SEGMENT_MS * 1000 + 1 }],
    ['segment', '', { before: 0 }],
    ['rendition', 'track', { track: 0 }],
    ['rendition', 'packets.0.bytes', { packets: many(1, { bytes: 0 }) }],
    ['data', 'data', { data: new Uint8Array(limits.FILE_DATA_BYTES + 1) }],
    ['taken', 'bytes', { bytes: 1.5 }],
  ] as const)('a file’s %s %s %#', (kind, field, change) => {
    const { body } = FILE_SAMPLES.find(message => message.kind === kind) as (typeof FILE_SAMPLES)[number]
    const error = thrownBy(() => decodeFile(encodeFile({ kind, body: { ...body, ...change } } as never)))
    expect(error.code).toBe('bad-message')
    expect(error.message).toContain(`${kind} ${field}`)
  })

  test.each([
    ['request', '', { width: 8000, height: 8000 }],
    ['request', '', { width: 4000, height: 1000, task: { id: 'enlarge', strength: 1 } }],
    ['request', '', { width: 5000, height: 200, task: { id: 'enlarge', strength: 1 } }],
    ['request', 'width', { width: 0 }],
    ['request', 'height', { height: limits.MAX_ASK_SIDE + 1 }],
    ['request', 'bytes', { bytes: 0 }],
    ['request', 'bytes', { bytes: limits.MAX_ASK_BYTES + 1 }],
    ['request', '', { task: { id: 'captions', strength: 1 } }],
    ['request', '', { task: { id: 'imagine', strength: 1 } }],
    ['request', '', { task: { id: 'imagine', strength: 1 }, width: 128, height: 64, bytes: 40 }],
    ['request', '', { task: { id: 'imagine', strength: 1 }, width: 128, height: 128 }],
    ['request', '', { task: { id: 'imagine-clip', strength: 1 }, width: 128, height: 64, bytes: 40 }],
    ['request', '', { task: { id: 'imagine-clip', strength: 1 }, width: 128, height: 128 }],
    ['request', '', { task: { id: 'sd-turbo', strength: 1 }, width: 128, height: 128, bytes: 40 }],
    ['request', '', { task: { id: 'sd-turbo', strength: 1 }, width: 512, height: 512 }],
    ['request', '', { duration: 1 }],
    ['request', 'duration', { duration: 0 }],
    ['request', 'duration', { duration: limits.MAX_SOUND_MS + 1 }],
    ['request', 'task', { task: undefined }],
    ['request', 'task.strength', { task: { id: 'style-x', strength: 1.5 } }],
    ['request', 'task.id', { task: { id: '../style', strength: 1 } }],
    ['data', 'data', { data: new Uint8Array(limits.FILE_DATA_BYTES + 1) }],
    ['beat', 'stage', { stage: 'dreaming' }],
    ['beat', 'share', { share: 2 }],
    ['receipt', '', { bytes: 0 }],
    ['receipt', '', { bytes: limits.MAX_ASK_BYTES + 1 }],
    ['receipt', 'frames', { frames: 2 }],
  ] as const)('a request’s %s %s %#', (kind, field, change) => {
    const { body } = ASK_SAMPLES.find(message => message.kind === kind) as (typeof ASK_SAMPLES)[number]
    const error = thrownBy(() => decodeAsk(encodeAsk({ kind, body: { ...body, ...change } } as never)))
    expect(error.code).toBe('bad-message')
    expect(error.message).toContain(`${kind} ${field}`)
  })

  test('stream info with fewer codec strings than renditions', () => {
    const info = WATCH_SAMPLES.find(message => message.kind === 'info')
    const body = { ...(info as Extract<typeof info, { kind: 'info' }>).body, codecs: [] }
    expect(thrownBy(() => decodeWatch(encodeWatch({ kind: 'info', body }))).code).toBe('bad-message')
  })

  test('an offer of another version', () => {
    const bytes = encodeOffer({ ...OFFER_SAMPLE, version: 2 as 1 })
    expect(thrownBy(() => decodeOffer(bytes)).code).toBe('bad-message')
  })

  test('nothing at all', () => {
    expect(thrownBy(() => decodeJob(new Uint8Array())).code).toBe('bad-message')
  })

  test('too many bytes', () => {
    const job = new Uint8Array(limits.MAX_MESSAGE_BYTES + 1)
    expect(thrownBy(() => decodeJob(job)).code).toBe('too-large')
    const offer = new Uint8Array(limits.MAX_OFFER_BYTES + 1)
    expect(thrownBy(() => decodeOffer(offer)).code).toBe('too-large')
  })
})

test('a refusal carries code and reason, shortened to what a peer accepts', () => {
  const refusal = toRefusal(new MillraceError('busy', 'full '.repeat(200)))
  expect(refusal.code).toBe('busy')
  expect(decodeJob(encodeJob({ kind: 'refusal', body: refusal }))).toEqual({ kind: 'refusal', body: refusal })
})

function thrownBy(work: () => unknown): MillraceError {
  try {
    work()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(MillraceError)
    return thrown as MillraceError
  }
  throw new Error('nothing was thrown')
}
