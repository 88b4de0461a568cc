import { wrap } from 'comlink'
import { pushable } from 'it-pushable'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FileSegment, Packet } from '../protocol/file.ts'
import { accountOf } from '../protocol/filereceipt.ts'
import { FILE_DEAD_MS, FILE_IDLE_MS, FILE_WINDOW_BYTES } from '../protocol/limits.ts'
import { FILE_SAMPLES } from '../protocol/messages.samples.ts'
import { decodeFile, encodeFile, type FileMessage } from '../protocol/messages.ts'
import { headsOf } from '../protocol/packets.ts'
import { runFileJob } from './filejob.ts'
import type { FileEvents, Making } from './fileworker.ts'

vi.mock('comlink', () => ({ wrap: vi.fn(), proxy: (value: unknown) => value }))

const rendition = {
  ...{
    track: 1,
    name: '240p',
    codec: 'h264' as const,
    width: 64,
    height: 36,
    bitrate: 300_000,
    maxFramerate: 0,
  },
}
const request = { job: 'job', source: { codec: 'vp8', width: 64, height: 36 }, renditions: [rendition] }
const packet = (timestamp: number, bytes = 4): Packet => {
  return { timestamp, duration: 40_000, key: timestamp === 0, data: new Uint8Array(bytes) }
}
const segmentOf = (index: number): FileSegment => {
  return { index, start: 0, end: 80_000, packets: [packet(0), packet(40_000)] }
}
const settle = () => new Promise(resolve => setImmediate(resolve))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      terminate() {}
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A running job whose gateway and whose Worker are in the test's hands. */
async function open() {
  const said = pushable<Uint8Array>({ objectMode: true })
  const heard: FileMessage[] = []
  const works: PromiseWithResolvers<Making>[] = []
  let events: FileEvents | undefined
  const media = {
    start: async (_: unknown, listener: FileEvents) => {
      events = listener
    },
    make: vi.fn((_: FileSegment) => {
      const work = Promise.withResolvers<Making>()
      works.push(work)
      return work.promise
    }),
    cancel: vi.fn(async (_: number) => {
      works.at(-1)?.resolve({ failure: { code: 'ended', reason: '' }, pixels: 7 })
    }),
    setShare: vi.fn(async (_: number) => {}),
  }
  vi.mocked(wrap).mockReturnValue(media as never)
  const stream = {
    peer: 'gateway',
    messages: said,
    send: (bytes: Uint8Array) => void heard.push(decodeFile(bytes)),
    close() {},
    abort() {},
  }
  const job = runFileJob(request, stream, {
    sign: async () => new Uint8Array(64),
    openCharge: undefined,
    weight: 1,
    share: () => 0.5,
    onchange() {},
  })
  await settle()
  const say = async (...messages: FileMessage[]) => {
    for (const message of messages) said.push(encodeFile(message))
    await settle()
  }
  const order = ({ index, packets, ...range }: FileSegment) =>
    say(
      {
        kind: 'segment',
        body: { segment: index, start: range.start, end: range.end, packets: headsOf(packets) },
      },
      ...packets.map(({ data }) => ({ kind: 'data' as const, body: { data: new Uint8Array(data) } })),
    )
  const finish = async (segment: FileSegment, bytes = 9) => {
    const packets = [packet(0, bytes), packet(40_000)]
    const receipt = { ...(await accountOf(segment, rendition, packets, undefined)), took: 1 }
    const made = [{ rendition: { track: 1, codec: 'avc1', packets }, receipt }]
    works.at(-1)?.resolve({ made, pixels: 64 * 36 * 2 })
    await settle()
  }
  const tick = () => events?.ontick({ done: 1, frames: 1, pixels: 1, unpaid: 0, framerate: 1 })
  return { job, say, said, order, finish, tick, heard, media, kinds: () => heard.map(({ kind }) => kind) }
}

test('a segment is made and sent back with its receipt', async () => {
  const { job, order, finish, tick, heard, media, kinds } = await open()
  await order(segmentOf(4))
  expect(media.make.mock.lastCall?.[0]).toEqual(segmentOf(4))
  tick()
  expect(heard.at(-1)).toEqual({ kind: 'beat', body: { segment: 4, frames: 1 } })
  expect(job.snapshot()).toMatchObject({ state: 'running', file: { segments: 0, share: 0.5 } })
  expect(media.setShare).toHaveBeenCalledWith(0.5)
  await finish(segmentOf(4))
  expect(kinds()).toEqual(['accept', 'beat', 'rendition', 'data', 'receipt'])
  expect(heard.at(-1)?.body).toMatchObject({ segment: 4, frames: 2 })
  expect(job.snapshot().file).toMatchObject({ segments: 1 })
})

test('one is made at a time, in order, while the other waits', async () => {
  const { order, finish, media } = await open()
  await order(segmentOf(0))
  await order(segmentOf(1))
  expect(media.make).toHaveBeenCalledTimes(1)
  await finish(segmentOf(0))
  expect(media.make).toHaveBeenCalledTimes(2)
})

test('a segment in work that is not wanted any more is dropped, and what was made of it is told', async () => {
  const { order, say, finish, heard, media } = await open()
  await order(segmentOf(0))
  await order(segmentOf(1))
  await say({ kind: 'cancel', body: { segment: 0 } })
  expect(media.cancel).toHaveBeenCalledWith(0)
  expect(heard.at(-1)).toEqual({ kind: 'cancelled', body: { segment: 0, pixels: 7 } })
  await finish(segmentOf(1))
  expect(heard.at(-1)?.kind).toBe('receipt')
})

test('so is one that waits, one that is coming, and one that is on its way back', async () => {
  const { order, say, finish, heard, media } = await open()
  await order(segmentOf(0))
  await order(segmentOf(1))
  await say({ kind: 'cancel', body: { segment: 1 } })
  await finish(segmentOf(0), 2 * FILE_WINDOW_BYTES)
  expect(media.make).toHaveBeenCalledTimes(1)
  await say({ kind: 'cancel', body: { segment: 0 } })
  const ends = heard.filter(({ kind }) => kind === 'cancelled').map(({ body }) => body)
  expect(ends).toEqual([
    { segment: 1, pixels: 0 },
    { segment: 0, pixels: 64 * 36 * 2 },
  ])
  const [head] = headsOf([packet(0)])
  const body = { segment: 2, start: 0, end: 80_000, packets: head ? [head] : [] }
  await say({ kind: 'segment', body }, { kind: 'cancel', body: { segment: 2 } })
  expect(heard.at(-1)).toEqual({ kind: 'cancelled', body: { segment: 2, pixels: 0 } })
  await say({ kind: 'cancel', body: { segment: 9 } })
  expect(heard.at(-1)).toEqual({ kind: 'cancelled', body: { segment: 9, pixels: 0 } })
})

test('no more goes back than the window, until it is taken', async () => {
  const { order, say, finish, heard } = await open()
  await order(segmentOf(0))
  await finish(segmentOf(0), 3 * FILE_WINDOW_BYTES)
  const sent = () =>
    heard.reduce((sum, { kind, body }) => sum + (kind === 'data' ? body.data.byteLength : 0), 0)
  expect(sent()).toBe(FILE_WINDOW_BYTES)
  await say({ kind: 'taken', body: { bytes: 500 } })
  expect(sent()).toBe(FILE_WINDOW_BYTES + 500)
})

const [head] = headsOf([packet(0)])
const begin = (segment: number): FileMessage => ({
  kind: 'segment',
  body: { segment, start: 0, end: 1, packets: head ? [head] : [] },
})
const data = (bytes: number): FileMessage => ({ kind: 'data', body: { data: new Uint8Array(bytes) } })

test.each([
  ['data that belong to nothing', [data(1)]],
  ['more data than it told of', [begin(0), data(5)]],
  ['a segment within another', [begin(0), begin(1)]],
  ['a segment twice', [begin(0), data(4), begin(0)]],
  ['a third segment', [begin(0), data(4), begin(1), data(4), begin(2)]],
  ['that it took what was never sent', [{ kind: 'taken', body: { bytes: 1 } }]],
  ...FILE_SAMPLES.filter(({ kind }) =>
    [
      'request',
      'accept',
      'refusal',
      'rendition',
      'receipt',
      'cancelled',
      'quote',
      'credit',
      'payment',
    ].includes(kind),
  ).map(message => [`a ${message.kind}`, [message]] as [string, FileMessage[]]),
] as [string, FileMessage[]][])('a gateway that sends %s loses its job', async (_, messages) => {
  const { job, say, heard } = await open()
  await say(...messages)
  await job.done
  expect(heard.at(-1)).toMatchObject({ kind: 'end', body: { code: 'bad-message' } })
  expect(job.snapshot().state).toBe('failed')
})

test('a segment that cannot be made ends the job with its reason', async () => {
  const { job, order, media, heard } = await open()
  media.make.mockResolvedValueOnce({
    failure: { code: 'bad-input', reason: 'The video is damaged.' },
    pixels: 0,
  })
  await order(segmentOf(0))
  await job.done
  expect(heard.at(-1)).toEqual({ kind: 'end', body: { code: 'bad-input', reason: 'The video is damaged.' } })
})

test('a gateway that is silent is gone; one that only beats has no place for long', async () => {
  const silent = await open()
  vi.advanceTimersByTime(FILE_DEAD_MS + 1)
  silent.tick()
  await silent.job.done
  expect(silent.job.snapshot()).toMatchObject({ state: 'failed', reason: expect.stringContaining('silent') })
  const idle = await open()
  vi.advanceTimersByTime(FILE_IDLE_MS + 1)
  await idle.say({ kind: 'beat', body: { segment: 0, frames: 0 } })
  idle.tick()
  await idle.job.done
  expect(idle.job.snapshot()).toMatchObject({ state: 'ended', reason: expect.stringContaining('no work') })
})

test('a job that is ended leaves nothing of it waiting', async () => {
  const { job, order, say } = await open()
  await order(segmentOf(0))
  await say({ kind: 'end', body: { code: 'ended', reason: 'The file is done.' } })
  await job.done
  expect(job.snapshot()).toMatchObject({ state: 'ended', reason: 'The file is done.' })
})
