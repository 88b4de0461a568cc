import { encodePacked, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress, signMessage } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../web/chain/calls.ts'
import { type Chain, openChain } from '../web/chain/open.ts'
import { perform } from '../web/chain/perform.ts'
import { readPosition } from '../web/chain/position.ts'
import { preview } from '../web/chain/preview.ts'
import { readProtocol } from '../web/chain/protocol.ts'
import { expiryAfter, findSessions, readSessions } from '../web/chain/sessions.ts'
import { hashRand, hashTicket } from '../web/chain/ticket.ts'
import type { Action, Address, Hash } from '../web/chain/types.ts'
import type { Signer } from '../web/chain/wallet.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { addOrchestrator } from './harness/served.ts'

const DEPOSIT = parseEther('0.3')
const RESERVE = parseEther('0.1')

let world: TestChain
let chain: Chain

beforeAll(async () => {
  world = await openTestChain()
  chain = await openChain(world.place)
  await world.nextRound()
})

afterAll(() => world?.close())

const addressOf = (index: number) => world.account(index).account.address

/** Does an action as an account. @returns what it changed of the account's ether, fee aside, and the preview */
async function act(index: number, action: Action) {
  const account = addressOf(index)
  const forecast = await preview(chain, account, action)
  expect(forecast.fault).toBeUndefined()
  const before = await readPosition(chain, account)
  await perform(chain, world.account(index) as unknown as Signer, action, () => {})
  const { ether } = await readPosition(chain, account)
  expect(before.ether - ether - forecast.value).toBeLessThanOrEqual(forecast.fee)
  return { ...forecast, gained: ether - before.ether }
}

async function open(
  index: number,
  rounds = 10,
  secret = generatePrivateKey(),
): Promise<{ kind: 'openSession'; key: Address } & Action> {
  const key = privateKeyToAddress(secret)
  const { round } = await readProtocol(chain)
  const action = {
    kind: 'openSession',
    key,
    expiry: round + rounds,
    deposit: DEPOSIT,
    reserve: RESERVE,
  } as const
  const { steps, value } = await act(index, action)
  expect(steps.map(({ title }) => title)).toEqual(['Put 0.4 ETH into a payment session'])
  expect(value).toBe(DEPOSIT + RESERVE)
  return action
}

function blockHashOf(round: number): Promise<Hash> {
  return ask(chain, 'RoundsManager', 'blockHashForRound', [BigInt(round)])
}

async function sessionsOf(index: number) {
  return readSessions(chain, await findSessions(chain, addressOf(index)))
}

test('opened, topped up, ended, and withdrawn after the unlock', async () => {
  const opened = await open(1)
  const { round, unlockPeriod } = await readProtocol(chain)
  const key = { key: opened.key }
  expect(await sessionsOf(1)).toEqual([
    expect.objectContaining({
      ...key,
      owner: addressOf(1),
      deposit: DEPOSIT,
      reserve: RESERVE,
      expiry: round + 10,
      withdrawRound: 0,
      drawn: 0n,
      state: 'open',
    }),
  ])

  await act(1, { ...opened, expiry: round + 20, reserve: 0n })
  expect(await sessionsOf(1)).toMatchObject([{ deposit: 2n * DEPOSIT, expiry: round + 20, state: 'open' }])

  const { from } = await act(1, { kind: 'revokeSession', ...key })
  expect(from?.round).toBe(round + unlockPeriod)
  expect(await sessionsOf(1)).toMatchObject([
    { expiry: round, state: 'unlocking', from: { round: round + unlockPeriod } },
  ])
  expect((await preview(chain, addressOf(1), { kind: 'withdrawSession', ...key })).fault).toMatchObject({
    code: 'reverted',
    message: expect.stringContaining('still locked'),
  })

  for (let each = 0; each < unlockPeriod; each++) await world.nextRound()
  expect(await sessionsOf(1)).toMatchObject([{ state: 'ready' }])
  const { gained, fee } = await act(1, { kind: 'withdrawSession', ...key })
  expect(gained).toBeLessThanOrEqual(2n * DEPOSIT + RESERVE)
  expect(gained).toBeGreaterThanOrEqual(2n * DEPOSIT + RESERVE - fee)
  expect(await sessionsOf(1)).toMatchObject([{ state: 'empty', deposit: 0n, reserve: 0n }])
})

test('an unlock is called off, by hand or by adding to the session', async () => {
  const opened = await open(2)
  const key = { key: opened.key }
  await act(2, { kind: 'unlockSession', ...key })
  expect(await sessionsOf(2)).toMatchObject([{ state: 'unlocking' }])
  await act(2, { kind: 'cancelUnlockSession', ...key })
  expect(await sessionsOf(2)).toMatchObject([{ state: 'open', withdrawRound: 0 }])
  await act(2, { kind: 'revokeSession', ...key })
  const { steps, value } = await act(2, { ...opened, deposit: 0n, reserve: 0n })
  expect(steps.map(({ title }) => title)).toEqual(['Go on with a payment session'])
  expect(value).toBe(0n)
  expect(await sessionsOf(2)).toMatchObject([{ state: 'open', deposit: DEPOSIT }])
})

test('one that has run out needs no unlock once no ticket of it can be good', async () => {
  const opened = await open(3, 0)
  await world.nextRound()
  expect(await sessionsOf(3)).toMatchObject([{ state: 'over' }])
  await world.nextRound()
  expect(await sessionsOf(3)).toMatchObject([{ state: 'ready' }])
  await act(3, { kind: 'withdrawSession', key: opened.key })
  expect(await sessionsOf(3)).toMatchObject([{ state: 'empty' }])
})

test('the newest comes first, and nobody else’s is among them', async () => {
  const keys = [await open(4), await open(4)].map(({ key }) => key)
  expect((await sessionsOf(4)).map(({ key }) => key)).toEqual(keys.toReversed())
  expect(await sessionsOf(5)).toEqual([])
  const own = { kind: 'withdrawSession', key: keys[0] as Address } as const
  expect(await preview(chain, addressOf(5), own)).toMatchObject({
    fault: { code: 'reverted', hint: expect.stringContaining('wallet that opened it') },
  })
})

test('what winning tickets drew is told with the session', async () => {
  const peer = '12D3KooWGzBWbQWdxXFoyxNFZzVDWxjkXrQd5fTrJ2kFvVPzyTXt'
  await addOrchestrator(world, 8, { stake: parseEther('10'), rewardCut: 0, feeShare: 0, peer })
  await world.nextRound()
  const secret = generatePrivateKey()
  const { key } = await open(9, 10, secret)
  const { round } = await readProtocol(chain)
  const faceValue = parseEther('0.02')
  const ticket = {
    recipient: addressOf(8),
    sender: key,
    faceValue,
    winProb: 2n ** 256n - 1n,
    senderNonce: 1n,
    recipientRandHash: hashRand(7n),
    auxData: encodePacked(['uint256', 'bytes32'], [BigInt(round), await blockHashOf(round)]),
  }
  await world.send(world.account(8), 'TicketBroker', 'redeemWinningTicket', [
    ticket,
    await signMessage({ message: { raw: hashTicket(ticket) }, privateKey: secret }),
    7n,
  ])
  expect(await sessionsOf(9)).toMatchObject([
    { drawn: faceValue, deposit: DEPOSIT - faceValue, reserve: RESERVE },
  ])
})

test('more than the wallet holds, a key that is taken, an end in the past', async () => {
  const { round } = await readProtocol(chain)
  const key = privateKeyToAddress(generatePrivateKey())
  const action = { kind: 'openSession', key, expiry: round, deposit: DEPOSIT, reserve: RESERVE } as const
  const { ether } = await readPosition(chain, addressOf(6))
  // What it holds to the last wei leaves nothing for the fee.
  for (const deposit of [ether - RESERVE, 2n * ether]) {
    expect(await preview(chain, addressOf(6), { ...action, deposit })).toMatchObject({
      fault: { code: 'too-little', message: expect.stringContaining('ether') },
    })
  }
  const taken = (await open(6)).key
  const refusals: [Action, string][] = [
    [{ ...action, key: taken }, 'in use'],
    [{ ...action, expiry: round - 1 }, 'ended already'],
    [{ ...action, key: addressOf(7) }, 'no key'],
  ]
  for (const [refused, words] of refusals) {
    const { fault } = await preview(chain, addressOf(7), refused)
    expect(fault?.message).toContain(words)
  }
})

test('the last round of a session covers the time that is asked for', async () => {
  const protocol = {
    ...(await readProtocol(chain)),
    round: 7,
    blocksLeft: 10,
    roundLength: 30,
    blockSeconds: 1,
  }
  expect(expiryAfter(protocol, 10_000, undefined)).toBe(7)
  expect(expiryAfter(protocol, 10_001, undefined)).toBe(8)
  expect(expiryAfter(protocol, 40_000, undefined)).toBe(8)
  expect(expiryAfter(protocol, 3600_000, undefined)).toBe(127)
  expect(expiryAfter({ ...protocol, blockSeconds: 0 }, 3600_000, undefined)).toBeLessThan(2000)
})
