import { expect, test } from 'vitest'
import type { Lock, Position } from '../../chain/types.ts'
import { compose, type Draft, type Fields, fieldsOf, mostOf } from './draft.ts'

const TOKEN = 10n ** 18n
const HERE = `0x${'11'.repeat(20)}` as const
const THERE = `0x${'aB'.repeat(20)}` as const
const PEER = '12D3KooWQYzWFq8hKkVxM5gCabcdefghijkmnopqrstuvwxyzABC'
const LOCK = { id: 3 } as Lock
const staked = {
  status: 'bonded',
  tokens: 5n * TOKEN,
  stake: 7n * TOKEN,
  fees: TOKEN / 2n,
  delegate: HERE,
} as unknown as Position
const idle = { ...staked, status: 'unbonded', delegate: undefined } as Position
const EMPTY: Fields = { amount: '', to: '', rewardCut: '', feeShare: '', peer: '' }

const read = (draft: Draft, fields: Partial<Fields>, position = staked) =>
  compose(draft, { ...EMPTY, ...fields }, position)
const action = (draft: Draft, fields: Partial<Fields> = {}, position = staked) =>
  read(draft, fields, position).action

test('a form that is filled in is an action', () => {
  const amount = '1.5'
  const wei = 3n * (TOKEN / 2n)
  const terms = { rewardCut: '10', feeShare: '12.5' }
  expect(action({ kind: 'delegate' }, { amount, to: THERE })).toEqual({
    kind: 'delegate',
    amount: wei,
    to: THERE,
  })
  expect(action({ kind: 'move' }, { to: THERE })).toEqual({ kind: 'delegate', amount: 0n, to: THERE })
  expect(action({ kind: 'unbond' }, { amount })).toEqual({ kind: 'unbond', amount: wei })
  expect(action({ kind: 'rebond', lock: LOCK })).toEqual({ kind: 'rebond', lock: 3 })
  expect(action({ kind: 'rebond', lock: LOCK }, { to: THERE }, idle)).toEqual({
    kind: 'rebondFromUnbonded',
    lock: 3,
    to: THERE,
  })
  expect(action({ kind: 'withdrawStake', lock: LOCK })).toEqual({ kind: 'withdrawStake', lock: 3 })
  expect(action({ kind: 'withdrawFees' }, { amount: '0.5' })).toEqual({
    kind: 'withdrawFees',
    amount: TOKEN / 2n,
  })
  expect(action({ kind: 'setTerms' }, terms)).toEqual({
    kind: 'setTerms',
    rewardCut: 100_000,
    feeShare: 125_000,
  })
  expect(action({ kind: 'registerPeer' }, { peer: ` ${PEER} ` })).toEqual({
    kind: 'registerPeer',
    peer: PEER,
  })
  expect(action({ kind: 'becomeOrchestrator' }, { amount, ...terms, peer: PEER })).toEqual({
    kind: 'becomeOrchestrator',
    amount: wei,
    rewardCut: 100_000,
    feeShare: 125_000,
    peer: PEER,
  })
  for (const kind of ['claimEarnings', 'reward', 'initializeRound'] as const) {
    expect(action({ kind })).toEqual({ kind })
  }
})

test('an empty field is no action, and no problem yet', () => {
  expect(read({ kind: 'delegate' }, { to: THERE })).toEqual({ action: undefined, problems: {} })
  expect(read({ kind: 'becomeOrchestrator' }, {})).toEqual({ action: undefined, problems: {} })
})

test.each([
  ['1,5', 'without commas'],
  ['1e3', 'a number'],
  ['0', 'above 0'],
  ['5.1', 'no more than 5 MILL'],
  ['5.000000000000000001', 'no more than 5 MILL'],
])('“%s” is refused as an amount: %s', (amount, words) => {
  const { action, problems } = read({ kind: 'delegate' }, { amount, to: THERE })
  expect(action).toBeUndefined()
  expect(problems.amount).toContain(words)
})

test('what is too much by less than is shown is told in all digits', () => {
  const most = { ...staked, tokens: 1234n * TOKEN + 1n } as Position
  const problem = read({ kind: 'delegate' }, { amount: '1234.001', to: THERE }, most).problems.amount
  expect(problem).toContain('1234.000000000000000001 MILL')
})

test('nothing to take from is said as such', () => {
  const poor = { ...staked, fees: 0n } as Position
  expect(read({ kind: 'withdrawFees' }, { amount: '1' }, poor).problems.amount).toContain('no ETH')
})

test('other fields say what is wrong with them', () => {
  expect(read({ kind: 'move' }, { to: HERE }).problems.to).toContain('already')
  expect(read({ kind: 'delegate' }, { to: '0x12' }).problems.to).toContain('no address')
  expect(read({ kind: 'setTerms' }, { rewardCut: '101', feeShare: 'half' }).problems).toMatchObject({
    rewardCut: expect.stringContaining('0 to 100'),
    feeShare: expect.stringContaining('0 to 100'),
  })
  expect(read({ kind: 'registerPeer' }, { peer: 'me' }).problems.peer).toContain('no peer id')
})

test('each amount has its own most', () => {
  expect(mostOf({ kind: 'unbond' }, staked)).toBe(7n * TOKEN)
  expect(mostOf({ kind: 'withdrawFees' }, staked)).toBe(TOKEN / 2n)
  expect(mostOf({ kind: 'becomeOrchestrator' }, staked)).toBe(5n * TOKEN)
  expect(fieldsOf({ kind: 'rebond', lock: LOCK }, idle)).toEqual(['to'])
})
