import { parseEther } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask } from '../web/chain/calls.ts'
import { toCsv } from '../web/chain/csv.ts'
import { readHistory, readOrchestratorHistory, readTracks } from '../web/chain/history.ts'
import { type Chain, openChain } from '../web/chain/open.ts'
import { store } from '../web/chain/store.ts'
import type { Address } from '../web/chain/types.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { openRpc, type Rpc } from './harness/rpc.ts'

const tokens = parseEther
const PEOPLE = [1, 2, 3, 4]
const [FIRST, SECOND] = [1, 2]
const ROUNDS = 14

type Truth = { round: number; stake: bigint; fees: bigint }

let world: TestChain
let rpc: Rpc
let chain: Chain
/** What the contract said at the end of each round. */
const truth = new Map<Address, Truth[]>()
/** Fees paid and rewards called, as we did it. */
const paid = new Map<Address, bigint>()
const called = new Map<Address, boolean[]>()

beforeAll(async () => {
  world = await openTestChain()
  rpc = await openRpc(world.place.rpc)
  chain = await openChain({ ...world.place, rpc: rpc.url })
  for (const index of PEOPLE) {
    await world.send(world.account(0), 'MillraceToken', 'transfer', [addressOf(index), tokens('5000')])
    await act(index, 'MillraceToken', 'approve', [chain.addresses.BondingManager, tokens('5000')])
  }
  await live()
})

afterAll(async () => {
  await rpc?.close()
  await world?.close()
})

beforeEach(() => {
  Object.assign(rpc, { requests: 0, ranges: [], dead: false, maxBlocks: Number.POSITIVE_INFINITY })
})

/** Two orchestrators and two delegators over some rounds, in which everything happens that can. */
async function live(): Promise<void> {
  const [one, two] = [addressOf(FIRST), addressOf(SECOND)]
  const plot: Record<number, () => Promise<unknown>> = {
    0: async () => {
      await bond(FIRST, '100.000000000000000007', one)
      await bond(SECOND, '33', two)
      await act(FIRST, 'BondingManager', 'transcoder', [123_457n, 654_321n])
      await act(SECOND, 'BondingManager', 'transcoder', [0n, 1_000_000n])
      await bond(3, '17.5', one)
    },
    2: () => bond(4, '250.25', two),
    // Bonded before the round's reward, so that it forgoes it; and after fees.
    3: () => bond(3, '1', one),
    4: () => act(3, 'BondingManager', 'unbond', [tokens('7')]),
    5: () => bond(4, '0', one),
    6: () => act(3, 'BondingManager', 'rebond', [0n]),
    7: async () => {
      const [, fees] = await ask(chain, 'BondingManager', 'getDelegator', [addressOf(3)])
      await act(3, 'BondingManager', 'withdrawFees', [addressOf(3), fees])
    },
    9: async () => act(3, 'BondingManager', 'unbond', [(await now(3)).stake]),
    10: () => act(FIRST, 'BondingManager', 'claimEarnings', [0n]),
    11: () => act(3, 'BondingManager', 'rebondFromUnbonded', [two, 2n]),
    12: () => act(FIRST, 'BondingManager', 'unbond', [tokens('40')]),
  }
  // Nobody can make another forgo a reward, so that stake is only given after it.
  const late: typeof plot = {
    8: async () => {
      const args = [addressOf(3), tokens('3'), ...Array(4).fill(`0x${'00'.repeat(20)}`)]
      await act(4, 'BondingManager', 'transferBond', args)
    },
  }
  await world.nextRound()
  for (let turn = 0; turn < ROUNDS; turn++) {
    await plot[turn]?.()
    for (const index of [FIRST, SECOND]) {
      const isActive = await ask(chain, 'BondingManager', 'isActiveTranscoder', [addressOf(index)])
      if (!isActive) continue
      const before = turn % 3 === 0
      const calls = index === FIRST ? turn !== 6 : turn % 4 !== 3
      if (before) await pay(index, 1_234_567_890_123_457n * BigInt(turn + 1))
      if (calls) await act(index, 'BondingManager', 'reward')
      if (!before && turn % 2) await pay(index, 987_654_321_987_654_321n)
      called.set(addressOf(index), [...(called.get(addressOf(index)) ?? []), calls])
    }
    if (turn === 4) await act(SECOND, 'BondingManager', 'transcoder', [500_000n, 250_000n])
    await late[turn]?.()
    const round = Number(await ask(chain, 'RoundsManager', 'currentRound', []))
    for (const index of PEOPLE) {
      const said = truth.get(addressOf(index)) ?? []
      truth.set(addressOf(index), [...said, { round, ...(await now(index)) }])
    }
    if (turn < ROUNDS - 1) await world.nextRound()
  }
}

function addressOf(index: number) {
  return world.account(index).account.address
}

function act(
  index: number,
  contract: 'MillraceToken' | 'BondingManager',
  name: string,
  args: unknown[] = [],
) {
  return world.send(world.account(index), contract, name, args)
}

function bond(index: number, amount: string, to: Address) {
  return act(index, 'BondingManager', 'bond', [tokens(amount), to])
}

async function pay(index: number, amount: bigint) {
  await world.pay(addressOf(index), amount)
  paid.set(addressOf(index), (paid.get(addressOf(index)) ?? 0n) + amount)
}

async function now(index: number) {
  const args = [addressOf(index), 0n] as const
  const [stake, fees] = await Promise.all([
    ask(chain, 'BondingManager', 'pendingStake', args),
    ask(chain, 'BondingManager', 'pendingFees', args),
  ])
  return { stake, fees }
}

test.each(PEOPLE)('account %i: every round to the last digit', async index => {
  const { rounds } = await readHistory(chain, addressOf(index))
  const said = truth.get(addressOf(index))?.filter(({ round }) => round >= (rounds[0]?.round ?? 0)) ?? []
  expect(rounds.map(({ round, stake }) => ({ round, stake }))).toEqual(
    said.map(({ round, stake }) => ({ round, stake })),
  )
  let fees = 0n
  for (const [at, entry] of rounds.entries()) {
    const withdrawn = entry.deeds
      .filter(({ kind }) => kind === 'withdrawFees')
      .reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)
    fees += entry.fees - withdrawn
    expect(fees, `fees in round ${entry.round}`).toBe(said[at]?.fees)
    expect(entry.rewards).toBeGreaterThanOrEqual(0n)
  }
})

test('deeds, in words', async () => {
  const { rounds } = await readHistory(chain, addressOf(3))
  const deeds = rounds.flatMap(entry => entry.deeds.map(({ kind, amount }) => [kind, amount] as const))
  expect(deeds.map(([kind]) => kind)).toEqual([
    'bond',
    'bond',
    'unbond',
    'rebond',
    'withdrawFees',
    'receive',
    'unbond',
    'rebond',
  ])
  expect(deeds[0]?.[1]).toBe(tokens('17.5'))
  const other = await readHistory(chain, addressOf(4))
  expect(other.rounds.flatMap(entry => entry.deeds.map(({ kind }) => kind))).toEqual([
    'bond',
    'move',
    'transfer',
  ])
})

test('as a table', async () => {
  const history = await readHistory(chain, addressOf(3))
  const [head, ...rows] = toCsv(history).trim().split('\r\n')
  expect(head).toBe('round,begins,stake,rewards,fees,deeds,transactions')
  expect(rows).toHaveLength(history.rounds.length)
  expect(rows[0]).toMatch(/^\d+,\d{4}-[^,]+Z,17\.5,0,0,bond,0x[0-9a-f]{64}$/)
})

test('tracks of all orchestrators', async () => {
  const tracks = await readTracks(chain)
  expect([...tracks.keys()].sort()).toEqual([addressOf(FIRST), addressOf(SECOND)].sort())
  for (const [address, { rewarded, fees }] of tracks) {
    expect(fees).toBe(paid.get(address))
    const calls = called.get(address) ?? []
    expect(rewarded).toEqual(calls.at(-1) ? calls : calls.slice(0, -1))
  }
})

test('rounds of an orchestrator', async () => {
  const rounds = await readOrchestratorHistory(chain, addressOf(FIRST))
  expect(rounds.map(({ reward }) => reward !== undefined)).toEqual(called.get(addressOf(FIRST)))
  expect(rounds.reduce((sum, { fees }) => sum + fees, 0n)).toBe(paid.get(addressOf(FIRST)))
  expect(rounds[0]?.stake).toBe(tokens('117.500000000000000007'))
})

/** First blocks of the ranges that were asked for. */
function ranges() {
  return rpc.ranges.map(([first]) => first)
}

test('what is final is read once', async () => {
  await world.mine(200)
  const full = await readHistory(chain, addressOf(3))
  rpc.ranges = []
  expect(await readHistory(chain, addressOf(3))).toEqual(full)
  expect(Math.min(...ranges())).toBeGreaterThan(150)
  await world.nextRound()
  await act(3, 'BondingManager', 'claimEarnings', [0n])
  const more = await readHistory(chain, addressOf(3))
  expect(more.rounds.slice(0, full.rounds.length)).toEqual(full.rounds)
  expect(more.rounds.at(-1)?.deeds.map(({ kind }) => kind)).toEqual(['claim'])
})

test('in ranges that the RPC takes, with progress', async () => {
  const fresh = await readHistory(chain, addressOf(4))
  await forgetLogs()
  rpc.maxBlocks = 50
  const progress: number[] = []
  expect(await readHistory(chain, addressOf(4), { onprogress: done => progress.push(done) })).toEqual(fresh)
  expect(progress.length).toBeGreaterThan(10)
  expect(progress).toEqual([...progress].sort((one, other) => one - other))
  expect(progress.at(-1)).toBe(1)
})

test('stopped, then taken up where it was', async () => {
  await forgetLogs()
  rpc.maxBlocks = 50
  const stop = new AbortController()
  const reading = readHistory(chain, addressOf(4), {
    signal: stop.signal,
    onprogress: done => done > 0.2 && stop.abort(),
  })
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  rpc.ranges = []
  await readHistory(chain, addressOf(4))
  expect(Math.min(...rpc.ranges.slice(0, 4).map(([first]) => first))).toBeGreaterThan(0)
})

test('an RPC that dies while it is read', async () => {
  await forgetLogs()
  rpc.maxBlocks = 50
  const reading = readHistory(chain, addressOf(4), {
    onprogress: done => {
      if (done > 0.2) rpc.dead = true
    },
  })
  await expect(reading).rejects.toMatchObject({ code: 'chain-lost' })
  rpc.dead = false
  expect((await readHistory(chain, addressOf(4))).rounds.length).toBeGreaterThan(10)
})

test('what was kept of another chain with the same addresses is not taken', async () => {
  await readHistory(chain, addressOf(3))
  const other = await openTestChain()
  try {
    const anew = await openChain(other.place)
    expect(anew.addresses).toEqual(chain.addresses)
    expect((await readHistory(anew, addressOf(3))).rounds).toEqual([])
  } finally {
    await other.close()
  }
})

async function forgetLogs(): Promise<void> {
  await (await store()).clear('logs')
}
