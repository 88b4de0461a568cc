import { expect, test, vi } from 'vitest'
import type { HeardOffer } from '../network/types.ts'
import { type Code, MillraceError } from '../protocol/errors.ts'
import type { Evidence } from '../protocol/evidence.ts'
import { FREE_MARKET } from '../protocol/select.ts'
import { type AskParts, ask } from './ask.ts'
import type { Given } from './askpeer.ts'
import type { AskEvent, Order } from './types.ts'

const order: Order = {
  asked: { task: { id: 'style-oil', strength: 1 }, width: 2, height: 3 },
  bytes: Uint8Array.of(1),
}
const BYTES = Uint8Array.of(9)
const given = (peer: string): Given => {
  const counts = { segment: 0, track: 1, frames: 1, skipped: 0, bytes: 1, pixels: 6, took: 1 }
  const bytes = new Uint8Array(0)
  return {
    ...{ job: `job of ${peer}`, bytes: BYTES, paid: 5n, ms: 7 },
    receipt: { ...counts, digests: bytes, source: bytes, signature: bytes },
  }
}
const heard = (peer: string, change: Partial<HeardOffer['offer']> = {}): HeardOffer => ({
  peer,
  heardAt: 0,
  offer: {
    ...{ version: 1, codecs: [], sequence: 1, addresses: [], maxJobs: 1, runningJobs: 0, paused: false },
    effects: [{ id: 'style-oil', pixelRate: 1 }],
    ...change,
  },
})

/** @param faults why those of these names fail @param liars answer what was not asked */
function open(offers: HeardOffer[], faults: Record<string, Code> = {}, liars: string[] = []) {
  const listeners = new Set<() => void>()
  const observe = vi.fn()
  const keep = vi.fn(async (_: Evidence) => {})
  const asked: string[] = []
  const events: AskEvent[] = []
  const leaving = new AbortController()
  const parts: AskParts = {
    offers: () => offers,
    onchange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    market: () => FREE_MARKET,
    scores: { rate: () => 1, observe },
    async reach({ peer }, _, { onpaid }) {
      asked.push(peer)
      const code = faults[peer]
      if (code !== 'busy') onpaid(5n)
      if (code !== undefined) throw new MillraceError(code, '')
      return given(peer)
    },
    async inspect(peer, _, bytes) {
      if (liars.includes(peer)) throw new MillraceError('cheated', 'Its picture is another.')
      return { answer: { kind: 'picture', bytes }, checked: true }
    },
    keep,
  }
  const result = ask(parts, order, { onevent: event => events.push(event), signal: leaving.signal })
  result.catch(() => {})
  const change = () => {
    for (const listener of [...listeners]) listener()
  }
  return { result, observe, asked, events, leaving, change, listeners, keep }
}

test('the first one that can does it; who encodes nothing is welcome', async () => {
  const { result, observe, asked } = open([heard('one'), heard('other', { effects: [] })])
  expect(await result).toEqual({
    answer: { kind: 'picture', bytes: BYTES },
    ...{ peer: 'one', paid: 5n, ms: 7, checked: true },
  })
  expect(asked).toEqual(['one'])
  expect(observe.mock.calls).toEqual([['one', 'good']])
})

test('who fails is not asked again: the next one is, and what both were paid counts', async () => {
  const faults = { one: 'peer-lost', two: 'peer-lost', three: 'peer-lost' } as const
  const { result, asked, observe, events } = open(
    [heard('one'), heard('two'), heard('three'), heard('four')],
    faults,
  )
  const { peer, paid } = await result
  expect(peer).toBe('four')
  expect(paid).toBe(5n * BigInt(asked.length))
  expect(events.filter(({ kind }) => kind === 'failed')).toHaveLength(asked.length - 1)
  expect(observe).toHaveBeenLastCalledWith('four', 'good')
})

test('of who answers what was not asked evidence is kept, where the browser lets it', async () => {
  const kept = open([heard('liar')], {}, ['liar'])
  await expect(kept.result).rejects.toMatchObject({ code: 'cheated' })
  expect(kept.keep).toHaveBeenCalledOnce()
  expect(kept.keep.mock.lastCall?.[0]).toMatchObject({ peer: 'liar', job: 'job of liar' })
  expect(kept.events.at(-1)).toMatchObject({ kind: 'failed', peer: 'liar', evidence: 'job of liar' })

  const lost = open([heard('liar')], {}, ['liar'])
  lost.keep.mockRejectedValue(new Error('no room'))
  await expect(lost.result).rejects.toMatchObject({ code: 'cheated' })
  expect(lost.events.at(-1)).toMatchObject({ kind: 'failed', evidence: undefined })
})

test.each([
  ['unsupported', 'refused'],
  ['cheated', 'cheated'],
  ['bad-model', 'lost'],
] as const)('where all have failed the last one says why: %s, remembered as %s', async (code, outcome) => {
  const { result, observe } = open([heard('one')], { one: code })
  await expect(result).rejects.toMatchObject({ code })
  expect(observe.mock.calls).toEqual([['one', outcome]])
})

test('whose place was taken meanwhile is asked again when offers change, and is blamed once', async () => {
  const faults: Parameters<typeof open>[1] = { one: 'busy', two: 'bad-model' }
  const { result, asked, events, change, observe } = open([heard('one'), heard('two')], faults)
  const searching = () => events.filter(({ kind }) => kind === 'searching').length
  await vi.waitFor(() => expect(searching()).toBe(1))
  expect([...asked].sort()).toEqual(['one', 'two'])
  change()
  await vi.waitFor(() => expect(searching()).toBe(2))
  delete faults.one
  change()
  expect((await result).peer).toBe('one')
  expect(asked.filter(peer => peer === 'two')).toHaveLength(1)
  expect(observe.mock.calls.filter(([, outcome]) => outcome === 'refused')).toEqual([['one', 'refused']])
  expect(events.filter(({ kind }) => kind === 'failed')).toMatchObject([{ peer: 'two' }])
})

test.each(['bad-input', 'too-large', 'no-funds'] as const)(
  '%s is nobody’s fault, and nobody else is asked',
  async code => {
    const { result, observe, asked } = open([heard('one'), heard('two')], { one: code, two: code })
    await expect(result).rejects.toMatchObject({ code })
    expect(asked).toHaveLength(1)
    expect(observe).not.toHaveBeenCalled()
  },
)

test('as long as nobody is there it waits, until somebody is or it is not wanted any more', async () => {
  const offers: HeardOffer[] = []
  const waiting = open(offers)
  expect(waiting.events).toEqual([{ kind: 'searching' }])
  offers.push(heard('one'))
  waiting.change()
  expect((await waiting.result).peer).toBe('one')

  const leaving = open([heard('one', { paused: true })])
  leaving.leaving.abort(new MillraceError('ended', ''))
  await expect(leaving.result).rejects.toMatchObject({ code: 'ended' })
  expect(leaving.listeners.size).toBe(0)
  expect(leaving.asked).toEqual([])
})
