import { createClient, custom, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { serviceRegistryAbi } from '../web/chain/contracts.gen.ts'
import { follow } from '../web/chain/follow.ts'
import { type Chain, openChain } from '../web/chain/open.ts'
import { readOrchestrators, serviceOf } from '../web/chain/orchestrators.ts'
import { ownerOf } from '../web/chain/outcome.ts'
import { perform } from '../web/chain/perform.ts'
import { readPosition } from '../web/chain/position.ts'
import { preview } from '../web/chain/preview.ts'
import { readProtocol } from '../web/chain/protocol.ts'
import { readRegistry } from '../web/chain/registry.ts'
import { store } from '../web/chain/store.ts'
import { followTransactions, forgetTransaction, keepTransaction } from '../web/chain/transactions.ts'
import type { Action, Progress, Transaction } from '../web/chain/types.ts'
import type { Signer } from '../web/chain/wallet.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { openRpc, type Rpc } from './harness/rpc.ts'

const PEER = '12D3KooWGzBWbQWdxXFoyxNFZzVDWxjkXrQd5fTrJ2kFvVPzyTXt'
const tokens = parseEther

let world: TestChain
let rpc: Rpc
let chain: Chain

beforeAll(async () => {
  world = await openTestChain()
  rpc = await openRpc(world.place.rpc)
  chain = await openChain({ ...world.place, rpc: rpc.url })
  for (const index of [1, 2, 3]) {
    await world.send(world.account(0), 'MillraceToken', 'transfer', [addressOf(index), tokens('5000')])
  }
  await world.nextRound()
})

afterAll(async () => {
  await rpc?.close()
  await world?.close()
})

beforeEach(() => {
  Object.assign(rpc, { requests: 0, dead: false, maxBlocks: Number.POSITIVE_INFINITY })
})

function addressOf(index: number) {
  return world.account(index).account.address
}

function signerOf(index: number): Signer {
  return world.account(index) as unknown as Signer
}

/** Does an action as an account; what was previewed holds. */
async function act(index: number, action: Action): Promise<Progress[]> {
  const { steps, fee, fault, after } = await preview(chain, addressOf(index), action)
  expect(fault).toBeUndefined()
  expect(fee).toBe(steps.reduce((sum, step) => sum + step.fee, 0n))
  const progress: Progress[] = []
  const before = await readPosition(chain, addressOf(index))
  await perform(chain, signerOf(index), action, each => progress.push(each))
  expect(progress.map(({ state }) => state)).toEqual(steps.flatMap(() => ['sign', 'sent', 'confirmed']))
  expect(progress.filter(({ state }) => state === 'sign').map(({ title }) => title)).toEqual(
    steps.map(({ title }) => title),
  )
  const now = await readPosition(chain, addressOf(index))
  expect(before.ether - now.ether).toBeLessThanOrEqual(fee)
  const { tokens: held, stake, fees, delegate } = now
  if (action.kind !== 'withdrawFees') expect({ tokens: held, stake, fees, delegate }).toEqual(after)
  return progress
}

describe('opening', () => {
  test('an RPC that is not there', async () => {
    const place = { ...world.place, rpc: 'http://127.0.0.1:9' }
    await expect(openChain(place)).rejects.toMatchObject({
      code: 'chain-lost',
      docs: 'wallets-and-the-chain',
    })
  })

  test('the RPC of another chain', async () => {
    await expect(openChain({ ...world.place, chainId: 42161 })).rejects.toMatchObject({ code: 'wrong-chain' })
  })

  test('no contracts at that address', async () => {
    const place = { ...world.place, controller: addressOf(5) }
    await expect(openChain(place)).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('the protocol as it stands', async () => {
  const protocol = await readProtocol(chain)
  expect(protocol).toMatchObject({
    paused: false,
    blockInRound: 0,
    roundLength: 30,
    blocksLeft: 30,
    initialized: true,
    locked: false,
    targetBondingRate: 0.5,
    bondingRate: 0,
    supply: tokens('10000000'),
    bonded: 0n,
    minted: 0n,
    unbondingPeriod: 7,
    poolSize: 0,
    poolMaxSize: 100,
  })
  await world.mine(27)
  expect(await readProtocol(chain)).toMatchObject({ round: protocol.round, blockInRound: 27, locked: true })
  await world.nextRound()
  expect(await readProtocol(chain)).toMatchObject({ round: protocol.round + 1, locked: false })
})

describe('actions', () => {
  test('become an orchestrator: four steps, and none twice', async () => {
    const action = {
      kind: 'becomeOrchestrator',
      amount: tokens('100'),
      rewardCut: 100_000,
      feeShare: 500_000,
      peer: PEER,
    } as const
    const { steps, from } = await preview(chain, addressOf(1), action)
    const { round } = await readProtocol(chain)
    expect(steps.map(({ title }) => title)).toEqual([
      'Allow staking to take 100 tokens',
      'Delegate 100 tokens to yourself',
      'Keep 10 % of rewards, share 50 % of fees',
      `Register peer …${PEER.slice(-6)}`,
    ])
    expect(from?.round).toBe(round + 1)
    await act(1, action)
    expect(await preview(chain, addressOf(1), action)).toMatchObject({
      steps: [],
      fault: { code: 'bad-input' },
    })
    const [own] = await readOrchestrators(chain)
    expect(own).toEqual({
      address: addressOf(1),
      rank: 0,
      stake: tokens('100'),
      ownStake: tokens('100'),
      rewardCut: 100_000,
      feeShare: 500_000,
      active: false,
      lastRewardRound: 0,
      peer: PEER,
    })
  })

  test('delegate, with an allowance of exactly the amount; whoever chooses by stake learns of it', async () => {
    const known = async () => (await readRegistry(chain)).get(addressOf(1).toLowerCase())
    expect(await known()).toEqual({ peer: PEER, stake: tokens('100'), active: false })
    await act(2, { kind: 'delegate', amount: tokens('50'), to: addressOf(1) })
    const position = await readPosition(chain, addressOf(2))
    expect(position).toMatchObject({
      status: 'pending',
      bonded: tokens('50'),
      allowance: 0n,
      delegate: addressOf(1),
    })
    expect((await known())?.stake).toBe(tokens('150'))
  })

  test('reward, once it is active', async () => {
    await expect(preview(chain, addressOf(1), { kind: 'reward' })).resolves.toMatchObject({
      fault: { code: 'reverted', message: expect.stringContaining('not active') },
    })
    await world.nextRound()
    await act(1, { kind: 'reward' })
    expect(await preview(chain, addressOf(1), { kind: 'reward' })).toMatchObject({
      fault: { code: 'reverted' },
    })
    const { stake, tokens: held } = await readPosition(chain, addressOf(2))
    expect(stake).toBeGreaterThan(tokens('50'))
    expect(held).toBe(tokens('4950'))
  })

  test('withdraw fees', async () => {
    await world.pay(addressOf(1), parseEther('3'))
    const { fees } = await readPosition(chain, addressOf(2))
    expect(fees).toBeGreaterThan(parseEther('0.4'))
    await act(2, { kind: 'withdrawFees', amount: fees })
    expect((await readPosition(chain, addressOf(2))).fees).toBe(0n)
  })

  test('unbond some, bond it again, unbond all, bond to another, withdraw', async () => {
    await act(2, { kind: 'unbond', amount: tokens('20') })
    const { round } = await readProtocol(chain)
    const [lock] = (await readPosition(chain, addressOf(2))).locks
    expect(lock).toMatchObject({ id: 0, amount: tokens('20'), round: round + 7, ready: false })
    expect(await preview(chain, addressOf(2), { kind: 'withdrawStake', lock: 0 })).toMatchObject({
      fault: { code: 'reverted', message: expect.stringContaining('still unbonding') },
    })
    await act(2, { kind: 'rebond', lock: 0 })
    const { stake } = await readPosition(chain, addressOf(2))
    await act(2, { kind: 'unbond', amount: stake })
    expect(await readPosition(chain, addressOf(2))).toMatchObject({
      status: 'unbonded',
      delegate: undefined,
      stake: 0n,
    })
    await act(2, { kind: 'rebondFromUnbonded', lock: 1, to: addressOf(1) })
    await world.nextRound()
    await act(2, { kind: 'unbond', amount: tokens('10') })
    for (let each = 0; each < 7; each++) await world.nextRound()
    await act(2, { kind: 'withdrawStake', lock: 2 })
    expect((await readPosition(chain, addressOf(2))).locks).toEqual([])
  })

  test('move to another orchestrator; claim; set terms', async () => {
    await act(3, { kind: 'becomeOrchestrator', amount: tokens('200'), rewardCut: 0, feeShare: 0, peer: PEER })
    await act(2, { kind: 'delegate', amount: 0n, to: addressOf(3) })
    const stakes = (await readOrchestrators(chain)).map(({ stake }) => stake)
    expect(stakes).toEqual([...stakes].sort((one, other) => Number(other - one)))
    expect(stakes).toHaveLength(2)
    await world.nextRound()
    await act(2, { kind: 'claimEarnings' })
    await act(3, { kind: 'reward' })
    await act(3, { kind: 'setTerms', rewardCut: 250_000, feeShare: 750_000 })
    await act(3, { kind: 'registerPeer', peer: `${PEER.slice(0, -1)}u` })
    expect((await readPosition(chain, addressOf(3))).orchestrator).toMatchObject({
      rewardCut: 250_000,
      feeShare: 750_000,
    })
  })

  test('initialise a round that nobody did', async () => {
    await world.mine(35)
    expect((await readProtocol(chain)).initialized).toBe(false)
    expect(await preview(chain, addressOf(2), { kind: 'claimEarnings' })).toMatchObject({
      fault: { code: 'reverted', message: expect.stringContaining('initialised') },
    })
    await act(2, { kind: 'initializeRound' })
    expect((await readProtocol(chain)).initialized).toBe(true)
  })

  test('an orchestrator cannot delegate; stake must be there to be taken', async () => {
    expect(
      await preview(chain, addressOf(1), { kind: 'delegate', amount: 0n, to: addressOf(3) }),
    ).toMatchObject({
      fault: { code: 'reverted', hint: expect.stringContaining('Unbond') },
    })
    expect(await preview(chain, addressOf(2), { kind: 'unbond', amount: tokens('1000000') })).toMatchObject({
      fault: { code: 'reverted', message: expect.stringContaining('More than is bonded') },
    })
    expect(
      await preview(chain, addressOf(4), { kind: 'delegate', amount: 1n, to: addressOf(1) }),
    ).toMatchObject({
      fault: { code: 'too-little', message: expect.stringContaining('tokens') },
    })
    const nobody = privateKeyToAccount(generatePrivateKey()).address
    expect(await preview(chain, nobody, { kind: 'registerPeer', peer: PEER })).toMatchObject({
      fault: { code: 'too-little', message: expect.stringContaining('ether') },
    })
  })
})

describe('troubles', () => {
  const action: Action = { kind: 'registerPeer', peer: PEER }
  const other: Action = { kind: 'registerPeer', peer: `${PEER.slice(0, -1)}u` }

  /** A wallet that answers some methods in its own way. */
  function walletOf(index: number, answers: Record<string, () => unknown>): Signer {
    const request = async ({ method, params }: { method: string; params?: unknown }) => {
      const answer = answers[method]
      return answer ? answer() : world.raw(method, (params ?? []) as unknown[])
    }
    return createClient({
      account: addressOf(index),
      transport: custom({ request }, { retryCount: 0 }),
    }) as Signer
  }

  /** Follows an account's transactions until one with a title is in a state. */
  function until(index: number, state: Transaction['state'], at: Chain = chain): Promise<Transaction> {
    const { promise, resolve } = Promise.withResolvers<Transaction>()
    const stop = followTransactions(at, addressOf(index), list => {
      const found = list.find(each => each.state === state)
      if (found) resolve(found)
    })
    return promise.finally(stop)
  }

  async function clear(index: number): Promise<void> {
    const all = await (await store()).getAll('transactions')
    for (const { id, account } of all) {
      if (account === addressOf(index)) await forgetTransaction(id)
    }
  }

  afterEach(async () => {
    await world.raw('evm_setAutomine', [true])
    await world.mine(1)
    await Promise.all([1, 3, 5].map(clear))
  })

  test('a rejected prompt', async () => {
    const progress: Progress[] = []
    const wallet = walletOf(5, {
      eth_sendTransaction() {
        throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
      },
    })
    await expect(perform(chain, wallet, action, each => progress.push(each))).rejects.toMatchObject({
      code: 'rejected',
    })
    expect(progress.at(-1)).toMatchObject({ state: 'failed', hash: undefined, error: { code: 'rejected' } })
    expect((await until(5, 'rejected')).hash).toBeUndefined()
  })

  test('a wallet on another chain', async () => {
    const wallet = walletOf(5, { eth_chainId: () => '0x1' })
    await expect(perform(chain, wallet, action, () => {})).rejects.toMatchObject({ code: 'wrong-chain' })
  })

  test('reverted after it was sent', async () => {
    await world.nextRound()
    await world.raw('evm_setAutomine', [false])
    const performs = [0, 1].map(() => perform(chain, signerOf(1), { kind: 'reward' }, () => {}))
    const settled = Promise.allSettled(performs)
    await waitFor(async () => (await pendingOf(1)) === 2)
    await world.mine(1)
    const [failed, ...none] = (await settled).filter(({ status }) => status === 'rejected')
    expect(none).toEqual([])
    expect(failed).toMatchObject({
      reason: { code: 'reverted', message: expect.stringContaining('Reward was called') },
    })
  })

  test('a reload while it is on its way', async () => {
    await world.raw('evm_setAutomine', [false])
    const done = perform(chain, signerOf(5), action, () => {})
    const { hash } = await until(5, 'sent')
    const reloaded = await openChain(chain.place)
    expect(await until(5, 'sent', reloaded)).toMatchObject({
      hash,
      title: expect.stringContaining('Register peer'),
    })
    const confirmed = until(5, 'confirmed', reloaded)
    await world.mine(1)
    expect((await confirmed).hash).toBe(hash)
    await done
  })

  test('a reload while the wallet asks', async () => {
    const answer = Promise.withResolvers<never>()
    const wallet = walletOf(5, { eth_sendTransaction: () => answer.promise })
    const lost = perform(chain, wallet, other, () => {})
    const { hash } = await until(5, 'asked')
    expect(hash).toBeUndefined()
    const later = await world.send(world.account(5), 'ServiceRegistry', 'setServiceURI', [
      serviceOf(`${PEER.slice(0, -1)}u`),
    ])
    expect((await until(5, 'confirmed')).hash).toBe(later)
    answer.reject(Object.assign(new Error('gone'), { code: 4001 }))
    await expect(lost).rejects.toMatchObject({ code: 'rejected' })
  })

  test.each([
    ['sped up', action, 'confirmed'],
    ['replaced by something else', other, 'replaced'],
  ] as const)('%s in the wallet', async (_, instead, state) => {
    await world.raw('evm_setAutomine', [false])
    const done = perform(chain, signerOf(5), action, () => {})
    const settled = Promise.allSettled([done])
    const { hash } = await until(5, 'sent')
    const {
      nonce,
      maxFeePerGas = 0n,
      maxPriorityFeePerGas = 0n,
    } = await world.account(5).getTransaction({ hash: hash ?? '0x' })
    const peer = instead.kind === 'registerPeer' ? instead.peer : ''
    await world.account(5).writeContract({
      address: chain.addresses.ServiceRegistry,
      abi: serviceRegistryAbi,
      functionName: 'setServiceURI',
      args: [serviceOf(peer)],
      nonce,
      gas: 200_000n,
      maxFeePerGas: maxFeePerGas * 2n,
      maxPriorityFeePerGas: maxPriorityFeePerGas * 2n + 1n,
    })
    await world.mine(1)
    const over = await until(5, state)
    const [outcome] = await settled
    if (state === 'confirmed') {
      expect(outcome?.status).toBe('fulfilled')
      expect(over.hash).not.toBe(hash)
    } else expect(outcome).toMatchObject({ reason: { code: 'ended' } })
  })

  test('dropped by the chain', async () => {
    const nonce = await world.account(5).getTransactionCount({ address: addressOf(5) })
    await keepTransaction({
      id: 'dropped',
      owner: ownerOf(chain, addressOf(5)),
      account: addressOf(5),
      title: 'Register',
      at: Date.now() - 3 * 60_000,
      hash: `0x${'12'.repeat(32)}`,
      state: 'sent',
      to: chain.addresses.ServiceRegistry,
      data: '0x',
      nonce,
      block: 1,
    })
    expect((await until(5, 'dropped')).id).toBe('dropped')
  })

  test('an RPC that dies while a transaction is on its way, and comes back', async () => {
    await world.raw('evm_setAutomine', [false])
    const done = perform(chain, signerOf(5), action, () => {})
    await until(5, 'sent')
    rpc.dead = true
    await expect(readProtocol(chain)).rejects.toMatchObject({ code: 'chain-lost' })
    await expect(preview(chain, addressOf(1), action)).rejects.toMatchObject({ code: 'chain-lost' })
    await world.mine(1)
    rpc.dead = false
    await done
  })
})

test('many readers cost a few requests a block, and hear of a dead RPC and of its return', async () => {
  const READERS = 20
  /** Newest block that each reader was told of, or the code of its error. */
  const told: (number | string)[] = Array(READERS).fill(0)
  const stops = told.map((_, index) =>
    follow(
      chain,
      async each => {
        await readPosition(each, addressOf(1 + (index % 2)))
        return readProtocol(each)
      },
      ({ block }) => {
        told[index] = block
      },
      ({ code }) => {
        told[index] = code
      },
    ),
  )
  const all = (wanted: number | string) => waitFor(async () => told.every(each => each === wanted))
  try {
    const { block } = await readProtocol(chain)
    await all(block)
    rpc.requests = 0
    await world.mine(1)
    await all(block + 1)
    // Looking for a block, twice at most; then what depends on it, and what depends on that; never once per reader.
    expect(rpc.requests).toBeLessThan(READERS / 2)

    rpc.dead = true
    await all('chain-lost')
    rpc.dead = false
    await all(block + 1)
  } finally {
    for (const stop of stops) stop()
  }
})

/** Transactions of an account that no block has yet. */
async function pendingOf(index: number): Promise<number> {
  const address = addressOf(index)
  const [pending, mined] = await Promise.all([
    world.account(index).getTransactionCount({ address, blockTag: 'pending' }),
    world.account(index).getTransactionCount({ address }),
  ])
  return pending - mined
}

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 120_000, interval: 50 })
}
