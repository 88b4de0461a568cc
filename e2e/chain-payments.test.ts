import { parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openFunds } from '../web/chain/funds.ts'
import { type Chain, openChain } from '../web/chain/open.ts'
import { readPosition } from '../web/chain/position.ts'
import { followRates } from '../web/chain/rates.ts'
import { createTill } from '../web/payments/recipient.ts'
import { createPayer } from '../web/payments/sender.ts'
import { checkTickets, signTickets } from '../web/payments/tickets.ts'
import type { Payer, Purse, RatesFeed, ReadFunds, Session, Till, Winner } from '../web/payments/types.ts'
import { CHAIN_LOST_MS } from '../web/protocol/limits.ts'
import type { Payment } from '../web/protocol/schema.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { openRpc, type Rpc } from './harness/rpc.ts'

const STAKE = parseEther('1000')
const DEPOSIT = parseEther('0.1')
const PRICE = { wei: 60n, pixels: 1n }
const SEGMENT_PIXELS = 1_000_000n
const SEGMENT = SEGMENT_PIXELS * PRICE.wei
const VALUE = SEGMENT / 2n
const ROUND_BLOCKS = 30

let world: TestChain
let rpc: Rpc
let chain: Chain
let session: Session
let rates: RatesFeed
let funds: ReadFunds
let till: Till
let payer: Payer
const winners: Winner[] = []

const addressOf = (index: number) => world.account(index).account.address
const orchestrator = () => world.account(1)

beforeAll(async () => {
  world = await openTestChain()
  rpc = await openRpc(world.place.rpc)
  chain = await openChain({ ...world.place, rpc: rpc.url })
  await world.send(world.account(0), 'MillraceToken', 'transfer', [addressOf(1), STAKE])
  await world.nextRound()
  await world.send(orchestrator(), 'MillraceToken', 'approve', [world.addresses.BondingManager, STAKE])
  await world.send(orchestrator(), 'BondingManager', 'bond', [STAKE, addressOf(1)])
  await world.send(orchestrator(), 'BondingManager', 'transcoder', [0n, 1_000_000n])
  await world.nextRound()
  const key = generatePrivateKey()
  const sender = privateKeyToAddress(key)
  const { chainId } = world.place
  session = { key, sender, owner: addressOf(2), chainId, broker: world.addresses.TicketBroker }
  await world.send(world.account(2), 'TicketBroker', 'openSession', [sender, 1000, DEPOSIT, 0n], DEPOSIT)

  rates = await followRates(chain)
  funds = openFunds(chain, addressOf(1))
  const curve = { sign: signTickets, check: checkTickets, close() {} }
  const ledger = {
    async won(winner: Winner) {
      winners.push(winner)
    },
    pending: () => BigInt(winners.length) * VALUE,
  }
  const kept = { read: async () => 0n, add: async () => {} }
  // Every ticket wins.
  const options = { account: addressOf(1), price: PRICE, ledger, maxFaceValue: VALUE }
  till = createTill(options, { rates, funds, curve })
  payer = await createPayer(session, { rates, funds: openFunds(chain, undefined), curve, kept })
})

afterAll(async () => {
  payer?.close()
  till?.close()
  await rpc?.close()
  await world?.close()
})

beforeEach(() => {
  rpc.dead = false
  vi.restoreAllMocks()
})

async function openJob(): Promise<Purse> {
  const quote = await till.quote(session.sender, VALUE, PRICE)
  const bounds = { account: addressOf(1), maxPrice: PRICE, segmentPixels: SEGMENT_PIXELS }
  return payer.open(quote, bounds)
}

async function paidTo(purse: Purse): Promise<Payment> {
  const payment = await purse.pay(purse.balance() + SEGMENT)
  if (payment === undefined) throw new Error('Nothing was paid.')
  return payment
}

/** The rates of a newer block than so far. */
async function newRates() {
  const { block } = rates.now()
  await vi.waitUntil(() => rates.now().block > block, { timeout: 120_000 })
  return rates.now()
}

test('what is paid is redeemed to the wei', async () => {
  const before = await readPosition(chain, addressOf(1))
  const purse = await openJob()
  const credit = await till.receive(session.sender, await paidTo(purse))
  expect(credit.code).toBe('')
  expect(purse.credited(credit)).toBe('go-on')
  expect(purse.balance()).toBe(SEGMENT)
  expect(winners).toHaveLength(2)
  for (const winner of winners.splice(0)) {
    const { recipientRand, signature } = winner
    await world.send(orchestrator(), 'TicketBroker', 'redeemWinningTicket', [
      winner,
      signature,
      recipientRand,
    ])
  }
  await vi.waitUntil(() => payer.state().deposit === DEPOSIT - SEGMENT, { timeout: 120_000 })
  expect((await readPosition(chain, addressOf(1))).fees - before.fees).toBe(SEGMENT)
  expect(payer.state()).toMatchObject({ paid: SEGMENT, reserve: 0n, state: 'ready' })
})

test('tickets are of the newest round that was begun', async () => {
  const { block, round, creationRound, creationRoundBlockHash, lastBlock } = rates.now()
  const start = lastBlock - (3 * ROUND_BLOCKS) / 2
  expect(creationRound).toBe(round)
  expect(start % ROUND_BLOCKS).toBe(0)
  await world.mine(start + ROUND_BLOCKS - block)
  expect(await newRates()).toMatchObject({
    round: round + 1,
    creationRound: round,
    creationRoundBlockHash,
    lastBlock,
  })
  expect((await till.receive(session.sender, await paidTo(await openJob()))).code).toBe('')
  await world.send(world.account(0), 'RoundsManager', 'initializeRound')
  const begun = await newRates()
  expect(begun).toMatchObject({
    round: round + 1,
    creationRound: round + 1,
    lastBlock: lastBlock + ROUND_BLOCKS,
  })
  expect(begun.creationRoundBlockHash).not.toBe(creationRoundBlockHash)
  for (const winner of winners.splice(0)) {
    const { recipientRand, signature } = winner
    await world.send(orchestrator(), 'TicketBroker', 'redeemWinningTicket', [
      winner,
      signature,
      recipientRand,
    ])
  }
})

test('paid work goes on for minutes when the RPC is dead, and again when it is back', async () => {
  const purse = await openJob()
  rpc.dead = true
  expect((await till.receive(session.sender, await paidTo(purse))).code).toBe('')
  purse.renew(await till.quote(session.sender, VALUE, PRICE))
  expect((await till.receive(session.sender, await paidTo(purse))).code).toBe('')
  const later = performance.now() + CHAIN_LOST_MS + 1
  vi.spyOn(performance, 'now').mockImplementation(() => later)
  const lost = { code: 'chain-lost' }
  await expect(till.quote(session.sender, VALUE, PRICE)).rejects.toMatchObject(lost)
  await expect(funds(addressOf(3))).rejects.toMatchObject(lost)
  await expect(paidTo(purse)).rejects.toMatchObject(lost)
  rpc.dead = false
  const back = Promise.withResolvers<void>()
  const stop = rates.onchange(back.resolve)
  await world.mine(1)
  await back.promise
  stop()
  expect((await till.receive(session.sender, await paidTo(await openJob()))).code).toBe('')
})

test('a session that is being withdrawn pays no more, and is taken no more in its last round', async () => {
  const payment = await paidTo(await openJob())
  await world.send(world.account(2), 'TicketBroker', 'revokeSession', [session.sender])
  await vi.waitUntil(() => payer.state().state === 'withdrawing', { timeout: 120_000 })
  await expect(openJob()).rejects.toMatchObject({ code: 'no-funds' })
  expect((await till.receive(session.sender, payment)).code).toBe('')
  await world.nextRound()
  await newRates()
  expect((await till.receive(session.sender, payment)).code).toBe('no-funds')
})
