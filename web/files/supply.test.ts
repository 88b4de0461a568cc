import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HeardOffer } from '../network/types.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { CodecName } from '../protocol/ladder.ts'
import { MAX_FILE_LANES } from '../protocol/limits.ts'
import { type Choice, FREE_MARKET } from '../protocol/select.ts'
import { supplyLanes } from './supply.ts'
import type { Lane } from './types.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const heard = (peer: string, codec: CodecName = 'h264'): HeardOffer => ({
  peer,
  heardAt: 0,
  offer: {
    ...{ version: 1, codecs: [{ codec, hardware: false, realtime: 0.1 }], sequence: 1, addresses: [] },
    ...{ maxJobs: 1, runningJobs: 0, paused: false },
  },
})
const source = { codec: 'avc1', width: 640, height: 360 }
const rendition = { track: 1, name: '240p', width: 426, height: 240, bitrate: 1, maxFramerate: 0 }
const order = { source, renditions: [{ ...rendition, codec: 'h264' as const }] }

function world(offers: HeardOffer[], open: (choice: Choice) => Promise<Lane>) {
  const [joined, seen, refusals] = [[] as string[], [] as string[], [] as string[]]
  const lanes: Lane[] = []
  const stop = new AbortController()
  let listener = () => {}
  supplyLanes({
    order,
    open,
    signal: stop.signal,
    market: () => FREE_MARKET,
    offers: () => offers,
    onchange(next) {
      listener = next
      return () => {}
    },
    onlane(lane) {
      joined.push(lane.peer)
      lanes.push(lane)
    },
    onrefused: ({ message }) => void refusals.push(message),
    scores: { rate: () => 1, observe: (peer, outcome) => void seen.push(`${peer} ${outcome}`) },
  })
  return { joined, lanes, seen, refusals, stop, changed: () => listener() }
}

const lane = (peer: string, closed: Promise<MillraceError | undefined> = new Promise(() => {})) =>
  ({ peer, closed, paid: () => 0n, close() {} }) as unknown as Lane
const soon = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

test('everybody who can is asked, once, and who comes later joins', async () => {
  const offers = [heard('a'), heard('b', 'av1')]
  const { joined, changed } = world(offers, async ({ peer }) => lane(peer))
  await soon()
  expect(joined).toEqual(['a'])
  offers.push(heard('c'))
  changed()
  await soon(10_000)
  expect(joined).toEqual(['a', 'c'])
})

test('no more than so many at once', async () => {
  const offers = Array.from({ length: MAX_FILE_LANES + 5 }, (_, index) => heard(`peer${index}`))
  const { joined } = world(offers, async ({ peer }) => lane(peer))
  await soon(5000)
  expect(joined).toHaveLength(MAX_FILE_LANES)
})

test('who refuses is asked again after longer and longer rests', async () => {
  let asked = 0
  const { seen, refusals } = world([heard('a')], async () => {
    asked += 1
    throw new MillraceError('busy', 'No place.')
  })
  await soon(3500)
  expect(asked).toBe(1)
  expect(refusals).toEqual(['No place.'])
  await soon(2000)
  expect(asked).toBe(2)
  await soon(6000)
  expect(asked).toBe(2)
  await soon(4000)
  expect(asked).toBe(3)
  expect(seen).toEqual(['a refused', 'a refused', 'a refused'])
})

test('who leaves is blamed for what it did, not for our money or our file', async () => {
  const reasons = { a: 'cheated', b: 'peer-lost', c: 'no-funds', d: 'bad-input' } as const
  const { seen } = world(
    Object.keys(reasons).map(peer => heard(peer)),
    async ({ peer }) =>
      lane(peer, Promise.resolve(new MillraceError(reasons[peer as keyof typeof reasons], ''))),
  )
  await soon()
  expect(seen.sort()).toEqual(['a cheated', 'b lost'])
})

test('each segment that comes good counts for who made it', async () => {
  const made = { index: 0, renditions: [], ms: 1 }
  const make = vi.fn().mockResolvedValueOnce(made).mockRejectedValueOnce(new Error('not made'))
  const { lanes, seen } = world([heard('a')], async ({ peer }) => ({ ...lane(peer), make }))
  await soon()
  const segment = { index: 0, start: 0, end: 1, packets: [] }
  const { signal } = new AbortController()
  await expect(lanes[0]?.make(segment, signal)).resolves.toBe(made)
  await expect(lanes[0]?.make(segment, signal)).rejects.toThrow('not made')
  expect(seen).toEqual(['a good'])
})

test('after the end nobody is asked', async () => {
  const offers = [heard('a')]
  const { joined, stop, changed } = world(offers, async ({ peer }) => lane(peer))
  await soon()
  stop.abort()
  offers.push(heard('b'))
  changed()
  await soon(5000)
  expect(joined).toEqual(['a'])
})
