import { expect, test, vi } from 'vitest'
import { MillraceError } from '../protocol/errors.ts'
import type { FileSegment, MadeSegment } from '../protocol/file.ts'
import { type RunEvent, type RunOptions, run } from './run.ts'
import type { Lane } from './types.ts'

vi.mock('../network/ticker.ts', () => ({ every: () => () => {} }))

const cheated = new MillraceError('cheated', 'It is not what was sent.')

/** A lane whose segments are finished by hand. */
function lane(peer: string) {
  const work = new Map<number, PromiseWithResolvers<MadeSegment>>()
  const closed = Promise.withResolvers<MillraceError | undefined>()
  const lane: Lane = {
    ...{ peer, job: peer },
    make({ index }, signal) {
      const made = Promise.withResolvers<MadeSegment>()
      work.set(index, made)
      signal.addEventListener('abort', () => made.reject(signal.reason))
      return made.promise
    },
    paid: () => 0n,
    close: error => closed.resolve(error),
    closed: closed.promise,
  }
  const at = async (segment: number) => {
    await expect.poll(() => work.has(segment)).toBe(true)
    return work.get(segment) as PromiseWithResolvers<MadeSegment>
  }
  return {
    lane,
    work,
    lost: closed.resolve,
    make: async (segment: number) => (await at(segment)).resolve({ index: segment, renditions: [], ms: 1 }),
    fail: async (segment: number, error: Error) => {
      const { reject } = await at(segment)
      work.delete(segment)
      reject(error)
    },
  }
}

function start(count: number, done: { index: number; peer: string }[] = [], own: Partial<RunOptions> = {}) {
  const kept: number[] = []
  const dropped: number[] = []
  const events: RunEvent[] = []
  const running = run({
    segments: Array.from({ length: count }, () => ({ work: 1000, bytes: 1000 })),
    done,
    read: async index => ({ index, start: 0, end: 0, packets: [] }) satisfies FileSegment,
    keep: async ({ index }) => void kept.push(index),
    drop: async segments => void dropped.push(...segments),
    onevent: event => void events.push(event),
    ...own,
  })
  return { running, kept, dropped, events }
}

test('all segments are made by who joins; what is done is not', async () => {
  const { running, kept } = start(4, [{ index: 2, peer: 'one' }])
  const one = lane('one')
  const two = lane('two')
  running.join(one.lane)
  running.join(two.lane)
  await one.make(0)
  await one.make(1)
  await two.make(3)
  await running.made
  expect(kept.sort()).toEqual([0, 1, 3])
  await expect(one.lane.closed).resolves.toBeUndefined()
})

test('what a lane leaves behind is made by the other one', async () => {
  const { running, kept } = start(2)
  const one = lane('one')
  const two = lane('two')
  running.join(one.lane)
  await one.make(0)
  one.lost(new MillraceError('peer-lost', 'Gone.'))
  running.join(two.lane)
  await two.make(1)
  await running.made
  expect(kept).toEqual([0, 1])
})

test('what a cheat has made is made again', async () => {
  const { running, kept, dropped } = start(3)
  const cheat = lane('cheat')
  const honest = lane('honest')
  running.join(cheat.lane)
  await cheat.make(0)
  await expect.poll(() => kept).toEqual([0])
  await cheat.fail(1, cheated)
  running.join(honest.lane)
  for (const segment of [0, 1, 2]) await honest.make(segment)
  await running.made
  expect(dropped).toEqual([0])
  expect(kept).toEqual([0, 0, 1, 2])
})

test('so is what it made before a reload', async () => {
  const { running, kept, dropped } = start(2, [{ index: 0, peer: 'cheat' }])
  const cheat = lane('cheat')
  running.join(cheat.lane)
  await cheat.fail(1, cheated)
  const honest = lane('honest')
  running.join(honest.lane)
  for (const segment of [0, 1]) await honest.make(segment)
  await running.made
  expect(dropped).toEqual([0])
  expect(kept).toEqual([0, 1])
})

test('who fails three times in a row is let go, and it is told why', async () => {
  const { running, events } = start(4)
  const [bad, good] = [lane('bad'), lane('good')]
  const broken = new MillraceError('internal', 'It broke.')
  running.join(bad.lane)
  running.join(good.lane)
  for (const segment of [0, 1]) await bad.fail(segment, broken)
  await expect.poll(() => bad.work.size).toBeGreaterThan(0)
  await bad.fail([...bad.work.keys()].at(-1) ?? -1, broken)
  await expect(bad.lane.closed).resolves.toBe(broken)
  expect(events).toContainEqual({ kind: 'lane', lane: bad.lane, state: 'left', error: broken })
  running.close()
})

test('a file that its only orchestrator cannot decode ends the work', async () => {
  const { running } = start(2)
  const one = lane('one')
  running.join(one.lane)
  await one.fail(0, new MillraceError('bad-input', 'The stream is damaged.'))
  await expect(running.made).rejects.toThrow('damaged')
})

const broken = () => Promise.reject(new MillraceError('bad-input', 'It was changed while it was read.'))

test.each([{ read: broken }, { keep: broken }])(
  'what fails on this machine ends the work, and nobody is blamed: %o',
  async own => {
    const { running, events } = start(2, [], own)
    const [one, two] = [lane('one'), lane('two')]
    running.join(one.lane)
    running.join(two.lane)
    if (own.keep !== undefined) await one.make(0)
    await expect(running.made).rejects.toThrow('changed')
    expect(events.filter(({ kind }) => kind === 'failed')).toEqual([])
    await expect(Promise.all([one.lane.closed, two.lane.closed])).resolves.toEqual([undefined, undefined])
  },
)

test('while it is paused nothing begins, and what is in work is finished', async () => {
  const { running, kept } = start(3)
  const one = lane('one')
  running.join(one.lane)
  await one.make(0)
  running.pause()
  await one.make(1)
  await expect.poll(() => kept).toEqual([0, 1])
  expect([...one.work.keys()]).toEqual([0, 1])
  running.resume()
  await one.make(2)
  await running.made
})
