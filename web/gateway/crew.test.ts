import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HeardOffer, Network } from '../network/types.ts'
import { type Code, MillraceError } from '../protocol/errors.ts'
import { ladderFor } from '../protocol/ladder.ts'
import type { Rendition, VideoFormat } from '../protocol/schema.ts'
import { FREE_MARKET } from '../protocol/select.ts'
import { type CrewContext, createCrew } from './crew.ts'
import { startJob } from './job.ts'
import type { Waiting } from './reasons.ts'
import type { JobSnapshot } from './types.ts'

vi.mock('./job.ts', () => ({ startJob: vi.fn() }))

const SOURCE: VideoFormat = { codec: 'avc1.640028', width: 1920, height: 1080, framerate: 30, bitrate: 5e6 }
const CHOICE = { rungs: ['480p', '1080p'], codec: 'h264' as const, segmentMs: 1000 as const, maxFramerate: 0 }
const LADDER = ladderFor(SOURCE, CHOICE)
/** Of the reference ladder, which is larger than this one: enough for both rungs, for 1080p, for 480p. */
const WHOLE = 0.9
const LARGE = 0.7
const SMALL = 0.2

type Started = { peer: string; rungs: string; standby: boolean; end(code: Code): void; ticks: number[][] }
let started: Started[] = []
const abort = { now: new AbortController() }

beforeEach(() => {
  started = []
  vi.mocked(startJob).mockClear()
  abort.now = new AbortController()
  vi.mocked(startJob).mockImplementation((id, { peer }, order, { standby, onchange }) => {
    let state: JobSnapshot['state'] = standby ? 'standby' : 'running'
    const over = Promise.withResolvers<MillraceError>()
    const end = (why: MillraceError) => {
      state = why.code === 'ended' ? 'ended' : 'lost'
      over.resolve(why)
    }
    const rungs = order.renditions.map(({ name }) => name).join(' ')
    const ticks: number[][] = []
    started.push({ peer, rungs, standby, ticks, end: code => end(new MillraceError(code, 'over')) })
    const job = {
      ...{ done: over.promise, opened: Promise.resolve(), end },
      lead() {
        state = 'running'
      },
      tick: (report: { rungs: { track: number }[] }) => ticks.push(report.rungs.map(({ track }) => track)),
      snapshot: () => ({ id, peer, state, startedAt: Date.now(), paid: 7n }),
    }
    onchange()
    return job as never
  })
})
afterEach(() => {
  abort.now.abort()
  vi.restoreAllMocks()
})

/** A crew among orchestrators that come and go by hand. */
function open() {
  const listeners = new Set<() => void>()
  let offers: HeardOffer[] = []
  const network = {
    offers: () => offers,
    relays: () => [{ address: '', state: 'reserved' }],
    connect: async () => 5,
    onchange(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as Network
  const hear = (paces: Record<string, number>, full: string[] = []) => {
    offers = Object.entries(paces).map(([peer, realtime]) => ({
      ...{ peer, heardAt: 0 },
      offer: {
        ...{ version: 1, maxJobs: 1, runningJobs: Number(full.includes(peer)), paused: false },
        ...{ sequence: 1, addresses: [] },
        codecs: [{ codec: 'h264', hardware: false, realtime }],
      },
    }))
    for (const listener of listeners) listener()
  }
  const media = { setRenditions: vi.fn(async () => {}), spread: vi.fn(async () => {}) }
  const waiting: string[] = []
  const crew = createCrew({
    ...{ network, media, ladder: CHOICE, market: () => FREE_MARKET, payer: () => undefined },
    ...{
      signal: abort.now.signal,
      mayBlur: () => false,
      onchange() {},
      onwaiting: ({ why }: Waiting) => void waiting.push(why),
    },
    scores: { rate: () => 1, observe() {} },
    cheats: { note() {} },
  } as unknown as CrewContext)
  const work = () => crew.working().map(({ job, renditions }) => [job.snapshot().peer, namesOf(renditions)])
  return { crew, hear, media, waiting, work }
}

const namesOf = (renditions: Rendition[]) => renditions.map(({ name }) => name).join(' ')
const says = <T>(check: () => T, expected: T) => expect.poll(check).toEqual(expected)

test('one that keeps up gets the whole ladder, another stands by for it', async () => {
  const { crew, hear, media, work } = open()
  hear({ a: WHOLE })
  await crew.order(SOURCE, LADDER)
  expect(work()).toEqual([['a', '480p 1080p']])
  hear({ a: WHOLE, b: WHOLE })
  await says(
    () => started.map(({ peer, standby }) => [peer, standby]),
    [
      ['a', false],
      ['b', true],
    ],
  )
  expect(media.spread).not.toHaveBeenCalled()
})

test('where none keeps up, each works on a part and is told of its rungs alone', async () => {
  const { crew, hear, media, work } = open()
  hear({ small: SMALL, large: LARGE })
  await crew.order(SOURCE, LADDER)
  await says(work, [
    ['large', '1080p'],
    ['small', '480p'],
  ])
  expect(media.spread).toHaveBeenCalledExactlyOnceWith([[LADDER[1]], [LADDER[0]]])
  const rungs = LADDER.map(({ track }) => ({ track, newest: 0, droppedSegments: 0 }))
  crew.tick({ newest: 0, rungs } as never)
  expect(started.filter(({ standby }) => !standby).map(({ ticks }) => ticks)).toEqual([[[2]], [[1]]])
})

test('who fails at a part is replaced alone, by somebody who keeps up with it', async () => {
  const { crew, hear, waiting, work } = open()
  hear({ small: SMALL, large: LARGE })
  await crew.order(SOURCE, LADDER)
  await says(() => work().length, 2)
  started.find(({ peer }) => peer === 'large')?.end('peer-lost')
  hear({ small: SMALL })
  await says(() => waiting, ['over Looking for another orchestrator.'])
  expect(work()).toEqual([['small', '480p']])
  hear({ small: SMALL, next: LARGE })
  await says(work, [
    ['small', '480p'],
    ['next', '1080p'],
  ])
})

test('what was paid counts also in jobs that are not shown any more', async () => {
  const { crew, hear, work } = open()
  const names = Array.from({ length: 10 }, (_, index) => `peer${index}`)
  hear(Object.fromEntries(names.slice(0, 1).map(name => [name, LARGE])))
  await crew.order(SOURCE, LADDER)
  for (const [index, name] of names.entries()) {
    await says(() => work().map(([peer]) => peer), [name])
    const next = names[index + 1]
    hear(next === undefined ? {} : { [next]: LARGE })
    started.findLast(({ peer }) => peer === name)?.end('peer-lost')
  }
  await says(() => work(), [])
  expect(crew.snapshots().length).toBeLessThan(names.length)
  expect(crew.paid()).toBe(7n * BigInt(started.length))
})

test('who stands by for one part and is needed for another works there', async () => {
  const { crew, hear, work } = open()
  const standing = () => crew.snapshots().filter(({ state }) => state === 'standby')
  hear({ small: SMALL, large: LARGE })
  await crew.order(SOURCE, LADDER)
  await says(() => work().length, 2)
  hear({ small: SMALL, large: LARGE, spare: LARGE })
  await says(() => standing().length, 2)
  started.find(({ peer }) => peer === 'large')?.end('peer-lost')
  hear({ small: SMALL, spare: LARGE })
  await says(work, [
    ['small', '480p'],
    ['spare', '1080p'],
  ])
  expect(standing()).toEqual([])
})

test('who stands by for two parts that are lost at once takes one; the other one waits for the next', async () => {
  const { crew, hear, work } = open()
  const standing = () => crew.snapshots().filter(({ state }) => state === 'standby')
  hear({ small: SMALL, large: LARGE })
  await crew.order(SOURCE, LADDER)
  await says(() => work().length, 2)
  hear({ small: SMALL, large: LARGE, spare: LARGE })
  await says(() => standing().length, 2)
  hear({ spare: LARGE })
  for (const job of started.filter(({ standby }) => !standby)) job.end('peer-lost')
  await says(() => work().map(([peer]) => peer), ['spare'])
  const [[, left] = []] = work()
  hear({ spare: LARGE, next: LARGE })
  await says(
    () =>
      work()
        .map(([peer]) => peer)
        .toSorted(),
    ['next', 'spare'],
  )
  expect(work().map(([, rungs]) => rungs)).toContain(left)
})

test('when nobody works any more, the ladder is divided as it suits who is there', async () => {
  const { crew, hear, work } = open()
  hear({ small: SMALL, large: LARGE })
  await crew.order(SOURCE, LADDER)
  await says(() => work().length, 2)
  hear({ whole: WHOLE })
  for (const job of started) job.end('peer-lost')
  await says(work, [['whole', '480p 1080p']])
})

test('when the source changes, those who worked are waited for until they offer their place again', async () => {
  const { crew, hear, work } = open()
  hear({ small: SMALL, large: LARGE })
  await crew.order(SOURCE, LADDER)
  await says(() => work().length, 2)
  hear({ small: SMALL, large: LARGE, other: SMALL }, ['small', 'large'])
  const ordered = crew.order({ ...SOURCE, bitrate: 6e6 }, LADDER)
  // What needs no offers goes on meanwhile.
  await new Promise(setImmediate)
  hear({ small: SMALL, large: LARGE, other: SMALL })
  await ordered
  await says(() => work()[0], ['large', '1080p'])
  expect(started.map(({ peer, rungs }) => `${peer} ${rungs}`)).not.toContain('other 480p 1080p')
})

test('who was too slow and is alone gets the sizes that it kept up with; all of them again after a while', async () => {
  const { crew, hear, media, work } = open()
  const clock = performance.now.bind(performance)
  let later = 0
  vi.spyOn(performance, 'now').mockImplementation(() => clock() + later)
  const running = () => started.findLast(({ standby }) => !standby)
  const tick = (framerate: number) => {
    const rungs = LADDER.map(({ track }) => ({ track, framerate, newest: 0, droppedSegments: 0 }))
    crew.tick({ newest: 0, rungs } as never)
  }
  hear({ a: WHOLE })
  await crew.order(SOURCE, LADDER)
  tick(24)
  running()?.end('too-slow')
  await says(work, [['a', '480p']])
  expect(media.spread).toHaveBeenLastCalledWith([[LADDER[1]], [LADDER[0]]])
  later += 29_000
  tick(30)
  await new Promise(setImmediate)
  expect(work()).toEqual([['a', '480p']])
  later += 2000
  tick(30)
  await says(work, [['a', '480p 1080p']])
  // Now it is not to fall as far behind as before.
  expect(vi.mocked(startJob).mock.lastCall?.[3].spare()).toBe(true)
  tick(24)
  running()?.end('too-slow')
  await says(work, [['a', '480p']])
  hear({ a: WHOLE, b: LARGE })
  await says(work, [
    ['a', '480p'],
    ['b', '1080p'],
  ])
  later += 61_000
  tick(30)
  await new Promise(setImmediate)
  expect(work().length).toBe(2)
})

test('somebody could do better while another one stands by, not while nobody does', async () => {
  const { crew, hear } = open()
  hear({ a: WHOLE })
  await crew.order(SOURCE, LADDER)
  const spare = () =>
    vi
      .mocked(startJob)
      .mock.calls.find(([, { peer }]) => peer === 'a')?.[3]
      .spare()
  expect(spare()).toBe(false)
  hear({ a: WHOLE, b: WHOLE })
  await says(spare, true)
  started.find(({ standby }) => standby)?.end('busy')
  await says(spare, false)
})
