import { expect, test } from 'vitest'
import type { HeardOffer, Network } from '../network/types.ts'
import { type Code, MillraceError } from '../protocol/errors.ts'
import { seededRandom } from '../protocol/random.ts'
import type { Offer } from '../protocol/schema.ts'
import type { Outcome } from '../protocol/score.ts'
import { FREE_MARKET, type Market } from '../protocol/select.ts'
import { dispatch } from './dispatch.ts'
import type { Job } from './job.ts'
import type { JobSnapshot } from './types.ts'

const offer = (change: Partial<Offer> = {}): Offer => ({
  version: 1,
  codecs: [{ codec: 'h264', hardware: false, realtime: 2 }],
  maxJobs: 1,
  runningJobs: 0,
  paused: false,
  sequence: 1,
  addresses: [],
  ...change,
})

/** A network in which orchestrators come and go by hand. */
function openNetwork(rtts: Record<string, number>) {
  const listeners = new Set<() => void>()
  const measured: string[] = []
  const state = { offers: [] as HeardOffer[], relay: 'reserved' as const }
  const network = {
    offers: () => state.offers,
    relays: () => [{ address: '', state: state.relay }],
    onchange(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async connect(peer: string) {
      measured.push(peer)
      return rtts[peer] ?? Promise.reject(new Error('out of reach'))
    },
  } as unknown as Network
  const hear = (...peers: [string, Partial<Offer>?][]) => {
    state.offers = peers.map(([peer, change]) => ({ peer, offer: offer(change), heardAt: 0 }))
    for (const listener of listeners) listener()
  }
  return { network, hear, measured }
}

/** Runs the dispatcher; each job that it starts is ended by hand. */
function run(network: Network, market: () => Market = () => FREE_MARKET) {
  const abort = new AbortController()
  const started: { peer: string; standby: boolean; end(code: Code, state?: JobSnapshot['state']): void }[] =
    []
  const led: string[] = []
  const searched: number[] = []
  const loads = { a: 0 }
  const seen: [string, Outcome][] = []
  const waiting: string[] = []
  const watchers = new Set<() => void>()
  const until = (check: () => boolean) =>
    new Promise<void>(resolve => {
      const look = () => {
        if (!check()) return
        watchers.delete(look)
        resolve()
      }
      watchers.add(look)
      look()
    })
  const changed = () => {
    for (const look of watchers) look()
  }
  const done = dispatch({
    network,
    work: { codec: 'h264', pixelRate: 1 },
    market,
    scores: { rate: () => 1, observe: (...outcome) => void seen.push(outcome), async close() {} },
    random: seededRandom(1),
    memories: new Map(),
    signal: abort.signal,
    load: peer => (peer === 'a' ? loads.a : 0),
    pace: () => undefined,
    onsearch: offers => void searched.push(offers.length),
    onlead: job => void led.push(job.snapshot().peer),
    onwaiting(_kind, reason) {
      waiting.push(reason)
      changed()
    },
    start({ peer }, standby) {
      let state: JobSnapshot['state'] = standby ? 'standby' : 'running'
      const over = new Promise<MillraceError>(resolve => {
        const end = (code: Code, final: JobSnapshot['state'] = 'lost') => {
          state = final
          resolve(new MillraceError(code, 'over'))
        }
        started.push({ peer, standby, end })
      })
      changed()
      return {
        done: over,
        opened: Promise.resolve(),
        lead() {
          state = 'running'
        },
        end: ({ code }: MillraceError) => started.find(job => job.peer === peer)?.end(code, 'ended'),
        snapshot: () => ({ peer, state, startedAt: Date.now() }),
      } as unknown as Job
    },
  })
  return { started, led, searched, loads, seen, waiting, until, done, stop: () => abort.abort() }
}

test('waits, says why, and takes the first orchestrator that comes', async () => {
  const { network, hear } = openNetwork({ a: 5 })
  const { started, waiting, until, stop } = run(network)
  await until(() => waiting.length > 0)
  expect(waiting[0]).toContain('No orchestrator offers its work yet')
  hear(['a', { codecs: [{ codec: 'vp9', hardware: false, realtime: 1 }] }])
  await until(() => waiting.some(reason => reason.includes('does not encode h264')))
  hear(['a', { runningJobs: 1 }])
  await until(() => waiting.some(reason => reason.includes('The only orchestrator is busy or paused')))
  hear(['a'])
  await until(() => started.length === 1)
  stop()
})

test('measures before it chooses; the next one stands by and leads when the first is lost', async () => {
  const { network, hear, measured } = openNetwork({ near: 5, far: 80 })
  hear(['far'], ['near'], ['gone'])
  const { started, led, waiting, until, stop } = run(network)
  await until(() => started.length === 2)
  started[0]?.end('peer-lost')
  await until(() => started.length === 3)
  const peers = started.map(({ peer }) => peer)
  expect(started.map(({ standby }) => standby)).toEqual([false, true, true])
  expect(peers.toSorted()).toEqual(['far', 'gone', 'near'])
  expect(led).toEqual(peers.slice(0, 2))
  expect(waiting).toEqual([])
  expect(measured.sort()).toEqual(['far', 'gone', 'near'])
  stop()
})

test('one that refuses to stand by is let alone, and another is asked', async () => {
  const { network, hear } = openNetwork({ a: 5, b: 6, c: 7 })
  hear(['a'], ['b'], ['c'])
  const { started, led, seen, until, stop } = run(network)
  await until(() => started.length === 2)
  started[1]?.end('busy', 'refused')
  await until(() => started.length === 3)
  const [first, second, third] = started.map(({ peer }) => peer)
  expect(new Set([first, second, third]).size).toBe(3)
  expect(led).toEqual([first])
  expect(seen).toEqual([[second, 'refused']])
  stop()
})

test('what ends a job is remembered of the orchestrator, but not what this side could not pay', async () => {
  const { network, hear } = openNetwork({ a: 5, b: 6, c: 7, d: 8, e: 9, f: 10 })
  hear(['a'], ['b'], ['c'], ['d'], ['e'], ['f'])
  const { started, seen, until, stop } = run(network)
  await until(() => started.length === 2)
  started[0]?.end('no-funds')
  await until(() => started.length === 3)
  started[1]?.end('cheated')
  await until(() => started.length === 4)
  started[2]?.end('pay-refused')
  await until(() => started.length === 5)
  started[3]?.end('peer-lost')
  await until(() => seen.length === 3)
  expect(seen).toEqual([
    [started[1]?.peer, 'cheated'],
    [started[2]?.peer, 'refused'],
    [started[3]?.peer, 'lost'],
  ])
  stop()
})

test('who was too slow has offered what it cannot do, but is not lost', async () => {
  const { network, hear } = openNetwork({ a: 5, b: 6, c: 7 })
  hear(['a'], ['b'], ['c'])
  const { started, seen, until, stop } = run(network)
  await until(() => started.length === 2)
  started[0]?.end('too-slow')
  await until(() => started.length === 3)
  expect(seen).toEqual([[started[0]?.peer, 'refused']])
  stop()
})

test('asks to be paid only those who can be', async () => {
  const { network, hear } = openNetwork({ paid: 5, stranger: 5 })
  const account = new Uint8Array(20).fill(1)
  const registered = { peer: 'paid', stake: 1n, active: true }
  const price = { wei: 60n, pixels: 1n }
  let market: Market = FREE_MARKET
  const { started, waiting, until, stop } = run(network, () => market)
  hear(['paid', { account, price }], ['stranger', { account, price }])
  await until(() => waiting.some(reason => reason.includes('All 2 orchestrators work for pay')))
  market = { ...FREE_MARKET, pays: true, registry: new Map([[`0x${'01'.repeat(20)}`, registered]]) }
  hear(['paid', { account, price }], ['stranger', { account, price }])
  await until(() => started.length === 1)
  expect(started.map(({ peer }) => peer)).toEqual(['paid'])
  stop()
})

test('the only orchestrator is tried again after a failure', async () => {
  const { network, hear } = openNetwork({ a: 5 })
  hear(['a'])
  const { started, until, stop } = run(network)
  await until(() => started.length === 1)
  started[0]?.end('link-failed')
  await until(() => started.length === 2)
  stop()
})

test('an orderly end is the end', async () => {
  const { network, hear } = openNetwork({ a: 5 })
  hear(['a'])
  const { started, until, done, stop } = run(network)
  await until(() => started.length === 1)
  stop()
  started[0]?.end('ended', 'ended')
  await done
  expect(started).toHaveLength(1)
})

test('who works for another part of the ladder is taken only if it keeps up with both', async () => {
  const { network, hear } = openNetwork({ a: 5, b: 6 })
  const { started, loads, waiting, searched, until, stop } = run(network)
  loads.a = 1e12
  hear(['a'])
  await until(() => waiting.some(reason => reason.includes('The only orchestrator is busy or paused')))
  expect(searched.at(-1)).toBe(0)
  hear(['a'], ['b'])
  await until(() => started.length === 1)
  expect([started[0]?.peer, searched.at(-1)]).toEqual(['b', 1])
  loads.a = 1e6
  hear(['a'], ['b'])
  await until(() => started.length === 2)
  expect(started[1]).toMatchObject({ peer: 'a', standby: true })
  stop()
})

test('one that stands by and is needed elsewhere is not blamed', async () => {
  const { network, hear } = openNetwork({ a: 5, b: 6 })
  hear(['a'], ['b'])
  const { started, seen, until, stop } = run(network)
  await until(() => started.length === 2)
  started[1]?.end('ended', 'ended')
  await until(() => started.length === 3)
  expect(started[2]?.peer).toBe(started[1]?.peer)
  expect(seen).toEqual([])
  stop()
})
