import { expect, test } from 'vitest'
import type { Orchestrator, Track } from '../../chain/types.ts'
import type { HeardOffer } from '../../network/types.ts'
import { calls, filtered, type SortKey, sorted, standings } from './rank.ts'

const orchestrator = (address: `0x${string}`, rank: number | undefined, stake: bigint, peer?: string) =>
  ({ address, rank, stake, peer, rewardCut: 1000 * Number(stake), feeShare: 5 }) as unknown as Orchestrator
const heard = (peer: string, paused: boolean) => ({ peer, offer: { paused } }) as unknown as HeardOffer

const ALL = [
  orchestrator('0xAa', 0, 60n, 'one'),
  orchestrator('0xBb', 1, 40n, 'two'),
  orchestrator('0xCc', 2, 0n, 'three'),
  orchestrator('0xDd', undefined, 900n),
]
const TRACKS = new Map<`0x${string}`, Track>([
  ['0xAa', { rewarded: [true, false], fees: 1n }],
  ['0xBb', { rewarded: [true], fees: 3n }],
])
const OFFERS = [heard('one', true), heard('two', false)]
const list = standings(ALL, TRACKS, OFFERS)

test('shares are of the stake in the pool', () => {
  expect(list.map(({ share }) => share)).toEqual([0.6, 0.4, 0, 0])
  expect(standings([orchestrator('0xAa', 0, 0n)], undefined, [])[0]?.share).toBe(0)
})

test('who is online is told by the offers that are heard', () => {
  expect(list.map(({ presence }) => presence)).toEqual(['paused', 'online', 'offline', 'unregistered'])
  expect(standings(ALL, TRACKS, undefined)[0]?.presence).toBe('unknown')
})

test('it is sorted by any column, and equals by their stake', () => {
  const by = (key: SortKey, descending: boolean) =>
    sorted(list, { key, descending })
      .map(({ address }) => address.slice(2, 3))
      .join('')
  expect(by('stake', true)).toBe('DABC')
  expect(by('rewardCut', false)).toBe('CBAD')
  expect(by('feeShare', true)).toBe('DABC')
  expect(by('calls', true)).toBe('BADC')
  expect(by('fees', true)).toBe('BADC')
  expect(by('presence', true)).toBe('BACD')
})

test('it is filtered by address, by peer id and by who is online', () => {
  const found = (text: string, online = false) => filtered(list, text, online).map(({ address }) => address)
  expect(found(' 0xaa ')).toEqual(['0xAa'])
  expect(found('TWO')).toEqual(['0xBb'])
  expect(found('', true)).toEqual(['0xBb'])
  expect(found('nobody')).toEqual([])
})

test('calls are counted', () => {
  expect(calls({ rewarded: [true, false, true], fees: 0n })).toBe(2)
})
