import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { pushable } from 'it-pushable'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isSignedBy } from '../network/signature.ts'
import { every } from '../network/ticker.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { checkEvidence, type Evidence, readEvidence, writeEvidence } from '../protocol/evidence.ts'
import type { FileOrder, FileSegment, MadeRendition, Packet } from '../protocol/file.ts'
import { codecOf } from '../protocol/filecheck.ts'
import { accountOf } from '../protocol/filereceipt.ts'
import { FILE_DEAD_MS, FILE_WINDOW_BYTES } from '../protocol/limits.ts'
import { decodeFile, encodeFile, type FileMessage } from '../protocol/messages.ts'
import { headsOf } from '../protocol/packets.ts'
import type { Inspect } from './inspect.ts'
import { openLane } from './lane.ts'

vi.mock('../network/ticker.ts', () => ({ every: vi.fn(() => () => {}) }))

const key = await generateKeyPair('Ed25519')
const peer = peerIdFromPrivateKey(key).toString()
const rendition = {
  ...{
    track: 1,
    name: '240p',
    codec: 'h264' as const,
    width: 426,
    height: 240,
    bitrate: 300_000,
    maxFramerate: 0,
  },
}
const order: FileOrder = { source: { codec: 'vp8', width: 640, height: 360 }, renditions: [rendition] }
const packet = (timestamp: number, bytes = 4): Packet => {
  return {
    timestamp,
    duration: 40_000,
    key: timestamp === 0,
    data: new Uint8Array(bytes).fill(timestamp / 40_000),
  }
}
const segmentOf = (index: number, bytes = 4): FileSegment => {
  return { index, start: 0, end: 80_000, packets: [packet(0, bytes), packet(40_000)] }
}
const made: MadeRendition = {
  track: 1,
  codec: codecOf(rendition),
  packets: [packet(0, 9), packet(40_000, 9)],
}
const never = new AbortController().signal

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

type Ways = { inspect: Inspect; accepts: boolean }

/** A lane whose orchestrator is in the test's hands; it has accepted. */
async function open({ inspect = async () => undefined, accepts = true }: Partial<Ways> = {}) {
  const said = pushable<Uint8Array>({ objectMode: true })
  const heard: FileMessage[] = []
  const stream = {
    peer,
    messages: said,
    send: (bytes: Uint8Array) => void heard.push(decodeFile(bytes)),
    close() {},
    abort() {},
  }
  const say = (message: FileMessage) => {
    said.push(encodeFile(message))
    return settle()
  }
  if (accepts) void say({ kind: 'accept', body: {} })
  const network = { open: async () => stream } as never
  const offer = { peer, offer: { addresses: [] }, heardAt: 0 } as never
  const keep = vi.fn(async (_: Evidence) => {})
  const opening = openLane(network, offer, order, undefined, { inspect, keep, signal: never })
  return {
    opening,
    say,
    said,
    heard,
    keep,
    job: () => idOf(heard),
    kinds: () => heard.map(({ kind }) => kind),
  }
}

const settle = () => new Promise(resolve => setImmediate(resolve))
const idOf = ([request]: FileMessage[]) => (request?.kind === 'request' ? request.body.job : '')
const tick = () => vi.mocked(every).mock.lastCall?.[1]()

function deliver(segment: FileSegment, { packets, ...head } = made): FileMessage[] {
  return [
    { kind: 'rendition', body: { segment: segment.index, ...head, packets: headsOf(packets) } },
    ...packets.map(({ data }) => ({ kind: 'data' as const, body: { data: new Uint8Array(data) } })),
  ]
}

async function sign(job: string, segment: FileSegment, packets = made.packets, change = {}) {
  const receipt = { ...(await accountOf(segment, rendition, packets, undefined)), took: 12, ...change }
  const signature = new Uint8Array(await key.sign(receiptBytes(job, receipt)))
  return { kind: 'receipt', body: { ...receipt, signature } } as const
}

test('a segment goes out with its data and comes back', async () => {
  const { opening, say, heard, job, kinds } = await open()
  const lane = await opening
  const segment = segmentOf(3)
  const shares: number[] = []
  const making = lane.make(segment, never, share => void shares.push(share))
  await settle()
  expect(kinds()).toEqual(['request', 'segment', 'data'])
  expect(heard[1]?.body).toMatchObject({ segment: 3, start: 0, end: 80_000 })
  await say({ kind: 'beat', body: { segment: 3, frames: 1 } })
  for (const message of deliver(segment)) await say(message)
  await say(await sign(job(), segment))
  expect(await making).toEqual({ index: 3, renditions: [made], ms: 12 })
  expect(shares).toEqual([0.5])
  lane.close()
  expect(await lane.closed).toBeUndefined()
  expect(kinds().at(-1)).toBe('end')
})

test('two are under way at once, and no more', async () => {
  const { opening, say, job, kinds } = await open()
  const lane = await opening
  const making = [segmentOf(0), segmentOf(1)].map(segment => lane.make(segment, never))
  await expect(lane.make(segmentOf(2), never)).rejects.toMatchObject({ code: 'busy' })
  await settle()
  expect(kinds().filter(kind => kind === 'segment')).toHaveLength(2)
  for (const index of [0, 1]) {
    for (const message of deliver(segmentOf(index))) await say(message)
    await say(await sign(job(), segmentOf(index)))
  }
  expect((await Promise.all(making)).map(({ index }) => index)).toEqual([0, 1])
})

test('no more goes out than the window, until it is taken', async () => {
  const { opening, say, heard } = await open()
  const lane = await opening
  const segment = segmentOf(0, 3 * FILE_WINDOW_BYTES)
  void lane.make(segment, never).catch(() => {})
  const sent = () =>
    heard.reduce((sum, { kind, body }) => sum + (kind === 'data' ? body.data.byteLength : 0), 0)
  await settle()
  expect(sent()).toBe(FILE_WINDOW_BYTES)
  await say({ kind: 'taken', body: { bytes: 1000 } })
  expect(sent()).toBe(FILE_WINDOW_BYTES + 1000)
  lane.close()
})

test('what is not wanted any more is let go of, and its place is free again', async () => {
  const { opening, say, job, kinds } = await open()
  const lane = await opening
  const abort = new AbortController()
  const making = lane.make(segmentOf(0), abort.signal)
  const other = lane.make(segmentOf(1), never)
  await settle()
  abort.abort(new Error('made elsewhere'))
  await expect(making).rejects.toThrow('made elsewhere')
  expect(kinds().at(-1)).toBe('cancel')
  const [head, data] = deliver(segmentOf(0))
  await say(head as FileMessage)
  await say(data as FileMessage)
  const third = lane.make(segmentOf(2), never)
  await settle()
  expect(kinds().filter(kind => kind === 'segment')).toHaveLength(2)
  await say({ kind: 'cancelled', body: { segment: 0, pixels: 10 } })
  expect(kinds().filter(kind => kind === 'segment')).toHaveLength(3)
  for (const index of [1, 2]) {
    for (const message of deliver(segmentOf(index))) await say(message)
    await say(await sign(job(), segmentOf(index)))
  }
  expect([(await other).index, (await third).index]).toEqual([1, 2])
})

const segment = segmentOf(0)
const [head, first, second] = deliver(segment) as [FileMessage, FileMessage, FileMessage]

test.each([
  ['data that belong to nothing', [first]],
  ['more data than it told of', [head, first, first, first]],
  ['a rendition within another', [head, first, head]],
  ['a rendition twice', [head, first, second, head]],
  ['a rendition that was not ordered', deliver(segment, { ...made, track: 2 })],
  ['a segment that was not ordered', deliver(segmentOf(7))],
  [
    'a segment of its own',
    [{ kind: 'segment', body: { segment: 0, start: 0, end: 1, packets: headsOf([packet(0)]) } }],
  ],
  ['that it took what was never sent', [{ kind: 'taken', body: { bytes: 1e6 } }]],
  ['that it dropped what is wanted', [{ kind: 'cancelled', body: { segment: 0, pixels: 0 } }]],
  ['that it refuses what it accepted', [{ kind: 'refusal', body: { code: 'busy', reason: '' } }]],
] satisfies [string, FileMessage[]][])('an orchestrator that sends %s is left', async (_, messages) => {
  const { opening, say } = await open()
  const lane = await opening
  const making = lane.make(segment, never)
  making.catch(() => {})
  await settle()
  for (const message of messages) await say(message)
  await expect(making).rejects.toMatchObject({ code: 'bad-message' })
  expect(await lane.closed).toMatchObject({ code: 'bad-message' })
})

test.each([
  ['other frames than were ordered', made.packets.slice(0, 1), {}],
  ['another digest', made.packets, { digests: new Uint8Array(32) }],
  ['more pixels', made.packets, { pixels: 5_000_000 }],
])('an orchestrator that signs for %s has cheated', async (_, packets, change) => {
  const { opening, say, job, keep } = await open()
  const lane = await opening
  const making = lane.make(segment, never)
  making.catch(() => {})
  await settle()
  for (const message of deliver(segment, { ...made, packets })) await say(message)
  await say(await sign(job(), segment, packets, change))
  await expect(making).rejects.toMatchObject({ code: 'cheated' })
  const evidence = keep.mock.lastCall?.[0] as Evidence
  expect(await checkEvidence(evidence, isSignedBy)).toMatchObject({ signed: true })
})

test('a receipt for another job has not been signed', async () => {
  const { opening, say, keep } = await open()
  const lane = await opening
  const making = lane.make(segment, never)
  making.catch(() => {})
  await settle()
  for (const message of deliver(segment)) await say(message)
  await say(await sign('another', segment))
  await expect(making).rejects.toMatchObject({ code: 'cheated' })
  expect(keep).not.toHaveBeenCalled()
})

test('what is found to be a cheat is not handed out, and the lane is over', async () => {
  const inspect = async () => ({ track: 1, reason: 'Its pictures are others.' })
  const { opening, say, job, keep } = await open({ inspect })
  const lane = await opening
  const making = lane.make(segment, never)
  making.catch(() => {})
  await settle()
  for (const message of deliver(segment)) await say(message)
  await say(await sign(job(), segment))
  await expect(making).rejects.toMatchObject({ code: 'cheated' })
  expect(await lane.closed).toMatchObject({ code: 'cheated' })
  const evidence = readEvidence(writeEvidence(keep.mock.lastCall?.[0] as Evidence))
  expect(evidence).toMatchObject({ peer, job: lane.job, reason: 'Its pictures are others.' })
  expect(await checkEvidence(evidence, isSignedBy)).toEqual({
    ...{ signed: true, frames: true, source: true, closed: true },
  })
})

test.each([
  ['bad-input', 'bad-input'],
  ['unpaid', 'unpaid'],
  ['ended', 'peer-lost'],
  ['internal', 'peer-lost'],
])('an orchestrator that ends with %s: %s', async (code, known) => {
  const { opening, say } = await open()
  const lane = await opening
  const making = lane.make(segment, never)
  making.catch(() => {})
  await say({ kind: 'end', body: { code, reason: 'so' } })
  await expect(making).rejects.toMatchObject({ code: known })
  expect(await lane.closed).toMatchObject({ code: known })
  await expect(lane.make(segmentOf(1), never)).rejects.toMatchObject({ code: known })
})

test('an orchestrator that is silent, or goes, is lost', async () => {
  const silent = await open()
  const lane = await silent.opening
  tick()
  expect(silent.kinds().at(-1)).toBe('beat')
  vi.advanceTimersByTime(FILE_DEAD_MS + 1)
  tick()
  expect(await lane.closed).toMatchObject({ code: 'peer-lost' })
  const gone = await open()
  const other = await gone.opening
  gone.said.end()
  expect(await other.closed).toMatchObject({ code: 'peer-lost' })
})

test('an orchestrator that refuses opens no lane', async () => {
  const { opening, say } = await open({ accepts: false })
  opening.catch(() => {})
  await say({ kind: 'refusal', body: { code: 'busy', reason: 'All places are taken.' } })
  await expect(opening).rejects.toMatchObject({ code: 'busy', message: 'All places are taken.' })
})
