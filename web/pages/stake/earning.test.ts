import { expect, test } from 'vitest'
import type { Orchestrator, Position } from '../../chain/types.ts'
import { earning, wouldForgo } from './earning.ts'

const ROUND = 12
const orchestrator = (lastRewardRound: number, active = true) =>
  ({ active, lastRewardRound }) as unknown as Orchestrator
const position = (status: Position['status'], lastClaimRound = ROUND - 1) =>
  ({ status, startRound: ROUND + 1, lastClaimRound }) as unknown as Position

test('a staker reads whether the stake earns', () => {
  const say = (status: Position['status'], delegate?: Orchestrator) =>
    earning(position(status), delegate, ROUND)
  expect(say('unbonded')).toMatchObject({ tone: 'plain', text: 'not staked' })
  expect(say('pending', orchestrator(ROUND)).text).toBe('earns from round 13 on')
  expect(say('bonded')).toMatchObject({ tone: 'bad', text: 'not earning' })
  expect(say('bonded', orchestrator(ROUND, false))).toMatchObject({ tone: 'bad' })
  expect(say('bonded', orchestrator(ROUND))).toMatchObject({ tone: 'good', text: 'earning' })
  expect(say('bonded', orchestrator(ROUND - 1))).toMatchObject({ tone: 'plain', text: 'reward to come' })
  expect(say('bonded', orchestrator(ROUND - 3))).toMatchObject({ tone: 'warn' })
  expect(say('bonded', orchestrator(ROUND - 3)).more).toContain('2 rounds')
  expect(say('bonded', orchestrator(0)).more).toContain('never')
})

test('a claim before the reward of its round forgoes it, and only then', () => {
  expect(wouldForgo(position('bonded'), orchestrator(ROUND - 1), ROUND)).toBe(true)
  expect(wouldForgo(position('bonded'), orchestrator(ROUND), ROUND)).toBe(false)
  expect(wouldForgo(position('bonded', ROUND), orchestrator(ROUND - 1), ROUND)).toBe(false)
  expect(wouldForgo(position('bonded'), orchestrator(ROUND - 1, false), ROUND)).toBe(false)
  expect(wouldForgo(position('pending'), orchestrator(ROUND - 1), ROUND)).toBe(false)
  expect(wouldForgo(position('bonded'), undefined, ROUND)).toBe(false)
})
