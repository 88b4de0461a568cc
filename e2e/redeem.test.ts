import { createClient, custom, HttpRequestError, parseEther, UserRejectedRequestError } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Chain, openChain } from '../web/chain/open.ts'
import type { Hash } from '../web/chain/types.ts'
import type { Signer } from '../web/chain/wallet.ts'
import { openLedger } from '../web/payments/ledger.ts'
import { startRedeemer } from '../web/payments/redeemer.ts'
import type { Ledger, Redeemer, Winner } from '../web/payments/types.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { openRpc, type Rpc } from './harness/rpc.ts'
import { makeWinner, memoryJournal } from './harness/winner.ts'

const ORCHESTRATOR = 1
const OWNER = 4
const FACE = parseEther('0.1')
const WAIT = { timeout: 120_000 }

let world: TestChain
let rpc: Rpc
let chain: Chain
const sender = privateKeyToAccount(generatePrivateKey())
const redeemers: Redeemer[] = []

beforeAll(async () => {
  world = await openTestChain()
  rpc = await openRpc(world.place.rpc)
  chain = await openChain({ ...world.place, rpc: rpc.url })
  const { addresses, account, send } = world
  const orchestrator = account(ORCHESTRATOR)
  const stake = parseEther('1000')
  await send(account(0), 'MillraceToken', 'transfer', [orchestrator.account.address, stake])
  await send(orchestrator, 'MillraceToken', 'approve', [addresses.BondingManager, stake])
  await world.nextRound()
  await send(orchestrator, 'BondingManager', 'bond', [stake, orchestrator.account.address])
  await world.nextRound()
  const [deposit, reserve] = [parseEther('20'), parseEther('1')]
  await send(
    account(OWNER),
    'TicketBroker',
    'openSession',
    [sender.address, 1000, deposit, reserve],
    deposit + reserve,
  )
})

afterAll(async () => {
  await rpc?.close()
  await world?.close()
})

// What can be redeemed in one round only would make the order of the tests matter.
beforeEach(async () => {
  await world.nextRound()
})

afterEach(async () => {
  for (const redeemer of redeemers.splice(0)) redeemer.close()
  rpc.dead = false
  vi.useRealTimers()
  await world.raw('evm_setAutomine', [true])
})

async function win(changes: Partial<Winner> = {}): Promise<Winner> {
  const { faceValue = FACE } = changes
  const recipient = signerOf(ORCHESTRATOR).account.address
  return { ...(await makeWinner(chain, { sender, recipient, faceValue })), ...changes }
}

function signerOf(index: number): Signer {
  return world.account(index) as unknown as Signer
}

function start(ledger: Ledger, isAutomatic = true, signer: Signer = signerOf(ORCHESTRATOR)): Redeemer {
  const redeemer = startRedeemer(chain, {
    ledger,
    signer: async () => signer,
    isAutomatic: () => isAutomatic,
  })
  redeemers.push(redeemer)
  return redeemer
}

/** The orchestrator's wallet, which hands on what it sends in a way of its own. */
function wallet(hand: (send: () => Promise<Hash>) => Promise<Hash>): Signer {
  const { account, chain } = world.account(ORCHESTRATOR)
  const request = async ({ method, params }: { method: string; params: unknown[] }) => {
    const answer = () => world.raw(method, params)
    return method === 'eth_sendRawTransaction' ? hand(answer as () => Promise<Hash>) : answer()
  }
  return createClient({ account, chain, transport: custom({ request }, { retryCount: 0 }) }) as Signer
}

const stateOf = (ledger: Ledger, { id }: Winner) => ledger.winners().find(winner => winner.id === id)
const become = (ledger: Ledger, winner: Winner, state: Winner['state']) =>
  expect.poll(() => stateOf(ledger, winner)?.state, WAIT).toBe(state)
const sentBy = () => world.account(0).getTransactionCount(signerOf(ORCHESTRATOR).account)
const etherOf = () => world.account(0).getBalance(signerOf(ORCHESTRATOR).account)
const feesOf = async () =>
  (
    await world.account(0).getContractEvents({
      ...{ address: world.addresses.TicketBroker, eventName: 'WinningTicketRedeemed', fromBlock: 0n },
      abi: (await import('../web/chain/contracts.gen.ts')).ticketBrokerAbi,
    })
  ).length

describe('redeeming', () => {
  test('what can be paid goes in one transaction, what cannot is kept or said to be lost', async () => {
    const ledger = await openLedger(memoryJournal())
    const winners = [await win(), await win(), await win()]
    const forged = await win({ signature: (await win()).signature })
    const early = await win({ expirationBlock: 1_000_000 })
    for (const each of [...winners, forged, early]) await ledger.won(each)
    const [ether, sent] = [await etherOf(), await sentBy()]
    const redeemer = start(ledger)
    for (const each of winners) await become(ledger, each, 'redeemed')
    expect(await sentBy()).toBe(sent + 1)
    expect(stateOf(ledger, forged)).toMatchObject({
      state: 'lost',
      reason: 'The ticket was not signed by its sender.',
    })
    expect(stateOf(ledger, early)).toMatchObject({
      state: 'waiting',
      reason: expect.stringContaining('secret'),
    })
    await expect.poll(() => ledger.redemption(), WAIT).toBeUndefined()
    const { redeemed, pending, lost, fees } = ledger.summary()
    expect({ redeemed, pending, lost }).toEqual({ redeemed: 3n * FACE, pending: FACE, lost: FACE })
    // To the wei: what was paid by the ledger left the account.
    expect(fees).toBe(ether - (await etherOf()))
    expect(fees * 100n).toBeLessThan(redeemed)
    expect(redeemer.state()).toMatchObject({ due: [], error: undefined })
  })

  test('with a wallet that asks nothing is sent before it is wanted, and a no leaves all as it was', async () => {
    const ledger = await openLedger(memoryJournal())
    const winner = await win()
    await ledger.won(winner)
    let signer = wallet(async () => {
      throw new UserRejectedRequestError(new Error('no'))
    })
    const redeemer = startRedeemer(chain, { ledger, signer: async () => signer, isAutomatic: () => false })
    redeemers.push(redeemer)
    await expect.poll(() => redeemer.state().due.length, WAIT).toBe(1)
    const sent = await sentBy()
    redeemer.redeemNow()
    await expect.poll(() => redeemer.state().error?.code, WAIT).toBe('rejected')
    expect(stateOf(ledger, winner)?.state).toBe('waiting')
    expect(ledger.redemption()).toBeUndefined()
    expect(await sentBy()).toBe(sent)
    signer = signerOf(ORCHESTRATOR)
    redeemer.redeemNow()
    await become(ledger, winner, 'redeemed')
  })

  test('while gas is dear it waits, but not beyond its time', async () => {
    const ledger = await openLedger(memoryJournal())
    const winner = await win({ faceValue: parseEther('0.001') })
    await ledger.won(winner)
    await dear()
    start(ledger)
    await expect.poll(() => stateOf(ledger, winner)?.reason, WAIT).toContain('costs less')
    await world.nextRound()
    await world.mine(22)
    await dear()
    await become(ledger, winner, 'redeemed')
  })

  test('what its sender cannot pay waits with the reason, and is lost when its time is over', async () => {
    const ledger = await openLedger(memoryJournal())
    const winner = await win({ faceValue: parseEther('1000') })
    await ledger.won(winner)
    start(ledger)
    await expect.poll(() => stateOf(ledger, winner)?.reason, WAIT).toContain('do not cover the ticket')
    await world.nextRound()
    await world.nextRound()
    await become(ledger, winner, 'lost')
    expect(stateOf(ledger, winner)?.reason).toContain('do not cover the ticket')
    expect(ledger.summary()).toMatchObject({ lost: parseEther('1000'), pending: 0n })
  })
})

describe('nothing is lost and nothing redeemed twice', () => {
  test('when all stops between the win and its redemption', async () => {
    const journal = memoryJournal()
    const winner = await win()
    await (await openLedger(journal)).won(winner)
    const ledger = await openLedger(journal)
    start(ledger)
    await become(ledger, winner, 'redeemed')
  })

  test('when all stops between sending it and learning that it was sent', async () => {
    const journal = memoryJournal()
    const ledger = await openLedger(journal)
    const winner = await win()
    await ledger.won(winner)
    const [events, sent, ether] = [await feesOf(), await sentBy(), await etherOf()]
    const crash = wallet(async send => {
      await send()
      redeemers.splice(0)[0]?.close()
      throw new HttpRequestError({ url: rpc.url })
    })
    start(ledger, true, crash)
    await expect.poll(sentBy, WAIT).toBe(sent + 1)
    expect(stateOf(await openLedger(journal), winner)).toMatchObject({ state: 'sent', hash: undefined })
    const again = await openLedger(journal)
    expect(again.redemption()).toMatchObject({ hash: undefined, nonce: sent })
    start(again)
    await become(again, winner, 'redeemed')
    expect(stateOf(again, winner)?.hash).toMatch(/^0x/)
    expect(again.summary().fees).toBe(ether - (await etherOf()))
    expect([await feesOf(), await sentBy()]).toEqual([events + 1, sent + 1])
  })

  test('when the transaction is dropped: it is sent again with its nonce, for more', async () => {
    const ledger = await openLedger(memoryJournal())
    const winner = await win()
    await ledger.won(winner)
    const sent = await sentBy()
    await world.raw('evm_setAutomine', [false])
    start(ledger)
    await expect.poll(() => ledger.redemption()?.hash, WAIT).toBeDefined()
    const first = ledger.redemption()
    await world.raw('anvil_dropTransaction', [first?.hash])
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] })
    await world.mine(1)
    await expect.poll(() => ledger.redemption()?.hash, WAIT).not.toBe(first?.hash)
    const second = ledger.redemption()
    expect(second?.nonce).toBe(first?.nonce)
    expect(second?.gasPrice).toBeGreaterThan(first?.gasPrice ?? 0n)
    await world.mine(1)
    await become(ledger, winner, 'redeemed')
    expect(await sentBy()).toBe(sent + 1)
  })

  test('when it stays behind others in the queue, one that pays more takes its place', async () => {
    const ledger = await openLedger(memoryJournal())
    const winner = await win()
    await ledger.won(winner)
    const [events, sent, ether] = [await feesOf(), await sentBy(), await etherOf()]
    await world.raw('evm_setAutomine', [false])
    start(ledger)
    await expect.poll(() => ledger.redemption()?.hash, WAIT).toBeDefined()
    const first = ledger.redemption()?.hash
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] })
    chain.head.renew()
    await expect.poll(() => ledger.redemption()?.hash, WAIT).not.toBe(first)
    await world.mine(1)
    await become(ledger, winner, 'redeemed')
    expect([await feesOf(), await sentBy()]).toEqual([events + 1, sent + 1])
    expect(ledger.summary().fees).toBe(ether - (await etherOf()))
  })

  test('when the chain undoes it', async () => {
    const ledger = await openLedger(memoryJournal())
    const winner = await win()
    const other = await win()
    await ledger.won(winner)
    const before = await world.raw('evm_snapshot', [])
    const [events, ether] = [await feesOf(), await etherOf()]
    start(ledger)
    await become(ledger, winner, 'redeemed')
    await world.raw('evm_revert', [before])
    expect(await feesOf()).toBe(events)
    await ledger.won(other)
    await world.mine(3)
    await become(ledger, other, 'redeemed')
    await become(ledger, winner, 'redeemed')
    await expect.poll(feesOf, WAIT).toBe(events + 2)
    await expect.poll(() => ledger.redemption(), WAIT).toBeUndefined()
    expect(ledger.summary()).toMatchObject({ redeemed: 2n * FACE, fees: ether - (await etherOf()) })
  })

  test('when the RPC is lost for a while', async () => {
    const ledger = await openLedger(memoryJournal())
    const winner = await win()
    rpc.dead = true
    await ledger.won(winner)
    const redeemer = start(ledger)
    await expect.poll(() => redeemer.state().error?.code, WAIT).toBe('chain-lost')
    expect(stateOf(ledger, winner)?.state).toBe('waiting')
    rpc.dead = false
    await become(ledger, winner, 'redeemed')
    expect(redeemer.state().error).toBeUndefined()
  })

  test('when somebody else redeems it', async () => {
    const ledger = await openLedger(memoryJournal())
    const winner = await win()
    await ledger.won(winner)
    const redeemer = start(ledger, false)
    await expect.poll(() => redeemer.state().due.length, WAIT).toBe(1)
    const { signature, recipientRand, ...ticket } = winner
    await world.send(world.account(5), 'TicketBroker', 'redeemWinningTicket', [
      ticket,
      signature,
      recipientRand,
    ])
    await become(ledger, winner, 'redeemed')
    expect(stateOf(ledger, winner)?.fee).toBe(0n)
  })
})

/** Redeeming costs a good part of a thousandth of an ether in the next block. */
async function dear() {
  await world.raw('anvil_setNextBlockBaseFeePerGas', [`0x${(2_500_000_000n).toString(16)}`])
  await world.mine(1)
}
