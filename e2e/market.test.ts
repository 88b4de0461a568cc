import { parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ask } from '../web/chain/calls.ts'
import { type Chain, openChain } from '../web/chain/open.ts'
import { readPosition } from '../web/chain/position.ts'
import type { Snapshot } from '../web/gateway/types.ts'
import type { Session } from '../web/payments/types.ts'
import { costOf, segmentPixels } from '../web/protocol/balance.ts'
import { fromHex, fromWhole, toWhole } from '../web/protocol/hex.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { type Mill, openMill, type Role } from './harness/mill.ts'
import { addOrchestrator } from './harness/served.ts'
import type { Attempt, Outcome } from './pages/market.trade.ts'
import type {} from './pages/market.ts'

/** So dear that one in some ten tickets wins. */
const PRICE = { wei: 2_000_000_000n, pixels: 1n }
const DEPOSIT = parseEther('50')
const FRAMERATE = 24
const FILM_SECONDS = 60
const PAYEE = 1
const DELEGATOR = 3
/** Each encodes one of two rungs in real time, in seconds of the reference ladder per second. */
const SPREAD = [4, 5]
const SLOW = 0.12
const EVER = 1_000_000

const RUNG = {
  track: 1,
  name: '240p',
  codec: 'h264' as const,
  width: 426,
  height: 240,
  bitrate: 350_000,
  maxFramerate: 0,
}
const FRAME = BigInt(RUNG.width * RUNG.height)
const SEGMENT = costOf(segmentPixels([RUNG], FRAMERATE, 1000), PRICE)
const TICKET = (SEGMENT + 1n) / 2n

let world: TestChain
let chain: Chain
let mill: Mill
let orchestrator: Role
let gateway: Role
let other: Role
let peer: string
let session: Session

beforeAll(async () => {
  ;[world, mill] = await Promise.all([openTestChain(), openMill({}, ['e2e/pages/market.html'])])
  chain = await openChain(world.place)
  ;[orchestrator, gateway, other] = await Promise.all([openPage(), openPage(), openPage()])
  peer = await orchestrator.page.evaluate(() => market.peer)
  const terms = { stake: parseEther('1000'), rewardCut: 0, feeShare: 500_000, peer }
  await world.nextRound()
  await addOrchestrator(world, PAYEE, terms)
  await delegate(parseEther('500'))
  await world.nextRound()
  await orchestrator.page.evaluate(
    ([place, account, price]) => market.orchestrate(place, account, price, 4),
    [world.place, addressOf(PAYEE), PRICE] as const,
  )
  session = await openSession(DEPOSIT)
  await goLive(gateway, session)
  await streams(gateway, FRAMERATE)
})

afterAll(async () => {
  await mill?.close()
  await world?.close()
})

const addressOf = (index: number) => world.account(index).account.address

async function openPage(): Promise<Role> {
  const role = await mill.viewer(`${mill.url}/e2e/pages/market.html?relay=${encodeURIComponent(mill.relay)}`)
  await role.page.waitForFunction(() => 'market' in globalThis)
  return role
}

async function delegate(amount: bigint): Promise<void> {
  const { send, account, addresses } = world
  await send(account(0), 'MillraceToken', 'transfer', [addressOf(DELEGATOR), amount])
  await send(account(DELEGATOR), 'MillraceToken', 'approve', [addresses.BondingManager, amount])
  await send(account(DELEGATOR), 'BondingManager', 'bond', [amount, addressOf(PAYEE)])
}

/** @param rounds after which it is over; 0: with this one */
async function openSession(deposit: bigint, rounds = EVER): Promise<Session> {
  const key = generatePrivateKey()
  const sender = privateKeyToAddress(key)
  const round = Number(await ask(chain, 'RoundsManager', 'currentRound', []))
  await world.send(
    world.account(2),
    'TicketBroker',
    'openSession',
    [sender, round + rounds, deposit, 0n],
    deposit,
  )
  return {
    key,
    sender,
    owner: addressOf(2),
    chainId: world.place.chainId,
    broker: world.addresses.TicketBroker,
  }
}

async function goLive(role: Role, from: Session): Promise<void> {
  await role.page.evaluate(([place, paying, film]) => market.stream(place, paying, film), [
    world.place,
    from,
    mill.smallFilm,
  ] as const)
}

/** Resolves when so many frames were delivered. */
async function streams(role: Role, frames: number): Promise<Snapshot> {
  await role.page.waitForFunction(most => (market.snapshot()?.renditions[0]?.frames ?? 0) >= most, frames)
  return snapshot(role)
}

async function snapshot({ page }: Role): Promise<Snapshot> {
  return (await page.evaluate(() => market.snapshot())) as Snapshot
}

/** A job as the orchestrator that has ended it remembers it. */
async function endOf(id: string | undefined, { page } = orchestrator) {
  await page.waitForFunction(ended => market.work()?.history.some(job => job.id === ended), id)
  return page.evaluate(ended => market.work()?.history.find(job => job.id === ended), id)
}

/** A job after this one works for a while, then goes unpaid. @returns how it ended */
async function stopsPaying() {
  await other.page.waitForFunction(frames => {
    const { jobs: [job] = [], renditions: [rung] = [] } = market.snapshot() ?? {}
    return job !== undefined && job.paid > 0n && (rung?.frames ?? 0) >= frames
  }, 2 * FRAMERATE)
  return endOf(await other.page.evaluate(() => market.setPaying(false)))
}

function expectSameJobs(after: Snapshot, before: Snapshot): void {
  const states = after.jobs.map(({ id, state, reason }) => [id, state, reason])
  expect(states).toEqual(before.jobs.map(({ id }) => [id, 'running', '']))
}

/** The honest stream goes on, is paid on, and is with the same job. */
async function goesOn(): Promise<void> {
  const before = await snapshot(gateway)
  const paid = before.jobs[0]?.paid ?? 0n
  const after = await streams(gateway, (before.renditions[0]?.frames ?? 0) + FRAMERATE)
  expectSameJobs(after, before)
  // A quote that has run out is renewed first; work goes on meanwhile.
  await gateway.page.waitForFunction(was => (market.snapshot()?.jobs[0]?.paid ?? 0n) > was, paid)
}

/** Rounds take a day: the honest stream has renewed its quote before the next one comes. */
async function nextRound(): Promise<void> {
  await world.nextRound()
  await goesOn()
}

/** A hostile gateway orders a second of full HD and pays for it in these ways. @returns code of each and what was credited */
async function trade(
  from: Session | undefined,
  attempts: Attempt[],
  renditions = [RUNG],
): Promise<[string, bigint][]> {
  const source = { codec: 'avc1.640028', width: 1920, height: 1080, framerate: FRAMERATE, bitrate: 5e6 }
  const outcomes = (await other.page.evaluate(
    ([to, paying, order, tried]) => market.trade(to, paying, order, tried),
    [peer, from, { source, renditions, segmentMs: 1000 }, attempts] as const,
  )) as Outcome[]
  return outcomes.map(({ code, value }) => [code, toWhole(value)])
}

test('tickets that are not as they should be are refused, each with its code, and nothing is credited for them', async () => {
  const hostile = await openSession(DEPOSIT)
  const one = { nonces: [1] }
  expect(await trade(hostile, [one, one])).toEqual([
    ['', TICKET],
    ['ticket-used', 0n],
  ])
  expect(await trade(hostile, [{ nonces: [1, 2, 2, 3] }])).toEqual([['ticket-used', 2n * TICKET]])
  const recipient = fromHex(addressOf(DELEGATOR))
  expect(await trade(hostile, [{ ...one, change: { recipient } }])).toEqual([['bad-ticket', 0n]])
  expect(await trade(hostile, [{ ...one, key: generatePrivateKey() }])).toEqual([['bad-ticket', 0n]])
  const winProb = fromWhole(1n)
  expect(await trade(hostile, [{ ...one, change: { winProb } }])).toEqual([['bad-ticket', 0n]])
  await goesOn()
})

test('more winners than the sender’s funds cover are refused', async () => {
  const large = { ...RUNG, name: '1080p', width: 1920, height: 1080 }
  const value = (costOf(segmentPixels([large], FRAMERATE, 1000), PRICE) + 1n) / 2n
  // Tickets of this value win for sure; a third of the deposit counts.
  const hostile = await openSession(3n * (2n * value + value / 2n))
  const tickets = [1, 2, 3].map(nonce => ({ nonces: [nonce] }))
  expect(await trade(hostile, tickets, [large])).toEqual([
    ['', value],
    ['', value],
    ['too-risky', 0n],
  ])
  expect(await trade(await openSession(1n), [{ nonces: [1] }])).toEqual([['too-risky', 0n]])
  await goesOn()
})

test('who orders without saying who pays is refused', async () => {
  expect(await trade(undefined, [])).toEqual([['unpaid', 0n]])
})

test('a gateway that stops paying gets no work beyond a segment', async () => {
  await reopen(other)
  await goLive(other, await openSession(DEPOSIT))
  const done = await stopsPaying()
  expect(done?.reason).toContain('waited for pay')
  expect(done).toMatchObject({ state: 'failed', price: PRICE })
  const unpaid = costOf(FRAME * BigInt(done?.frames ?? 0), PRICE) - (done?.earned ?? 0n)
  expect(unpaid).toBeGreaterThan(0n)
  expect(unpaid).toBeLessThanOrEqual(SEGMENT)
  await goesOn()
})

test('a minute of film is paid to the wei', async () => {
  await streams(gateway, FILM_SECONDS * FRAMERATE)
  const over = await gateway.page.evaluate(() => market.end())
  expect(over?.state).toBe('ended')
  const [job] = over?.jobs ?? []
  const done = await endOf(job?.id)
  const frames = BigInt(done?.frames ?? 0)
  expect(done?.earned).toBe(job?.paid)
  const ahead = (done?.earned ?? 0n) - costOf(FRAME * frames, PRICE)
  expect(ahead).toBeGreaterThan(-SEGMENT)
  expect(ahead).toBeLessThanOrEqual(SEGMENT + TICKET)

  const winners = await orchestrator.page.evaluate(
    sender => market.winners().filter(winner => winner.sender.toLowerCase() === sender.toLowerCase()),
    session.sender,
  )
  expect(winners.length).toBeGreaterThan(0)
  await world.nextRound()
  const before = await funds()
  // At once: a transaction is a block, and there may be more winners than a round has blocks.
  const tickets = winners.map(winner => ({ ...winner, senderNonce: BigInt(winner.senderNonce) }))
  const proofs = [
    winners.map(({ signature }) => signature),
    winners.map(({ recipientRand }) => recipientRand),
  ]
  const args = [tickets, ...proofs]
  await world.send(world.account(PAYEE), 'TicketBroker', 'batchRedeemWinningTickets', args)
  const face = winners.reduce((sum, { faceValue }) => sum + faceValue, 0n)
  await vi.waitUntil(async () => (await funds()).deposit === before.deposit - face, { timeout: 120_000 })
  const after = await funds()
  expect(after.minter).toBe(before.minter)
  const earned = after.fees - before.fees
  // Both shares of a winner are rounded down.
  expect(earned).toBeLessThanOrEqual(face)
  expect(earned).toBeGreaterThan(face - 2n * BigInt(winners.length))
})

/** Where the money of the honest stream is, wei. */
async function funds() {
  const { addresses, account } = world
  const balance = (address: `0x${string}`) => account(0).getBalance({ address })
  const [sender, payee, delegator, minter] = await Promise.all([
    ask(chain, 'TicketBroker', 'getSenderInfo', [session.sender]),
    readPosition(chain, addressOf(PAYEE)),
    readPosition(chain, addressOf(DELEGATOR)),
    balance(addresses.Minter),
  ])
  return { deposit: sender[0].deposit, fees: payee.fees + delegator.fees, minter }
}

test('paid work goes on through rounds; tickets on a quote of an earlier one are refused', async () => {
  await reopen(gateway)
  await goLive(gateway, await openSession(DEPOSIT))
  await streams(gateway, FRAMERATE)
  const { jobs: before } = await snapshot(gateway)
  await other.page.exposeFunction('passTime', async () => {
    await nextRound()
    await nextRound()
  })
  const late: Attempt = { nonces: [2], late: true }
  expect(await trade(await openSession(DEPOSIT), [{ nonces: [1] }, late])).toEqual([
    ['', TICKET],
    ['expired', 0n],
  ])
  await goesOn()
  expect((await snapshot(gateway)).jobs.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
})

test('an effect is paid by the sum of both prices while it is applied, by the same job', async () => {
  const effect = { id: 'style-neon', strength: 1 }
  const before = await snapshot(gateway)
  await orchestrator.page.evaluate(
    price => market.offerEffects([{ id: 'style-neon', pixelRate: 1e7, price }]),
    PRICE,
  )
  await gateway.page.evaluate(from => market.hearEffects(from), peer)
  await gateway.page.evaluate(style => market.setEffect(style), effect)
  await gateway.page.waitForFunction(() => market.snapshot()?.jobs[0]?.effect?.id === 'style-neon')
  const begun = await snapshot(gateway)
  expect(begun.payment?.perMinute).toBe(2n * (before.payment?.perMinute ?? 0n))
  const after = await streams(gateway, (begun.renditions[0]?.frames ?? 0) + 2 * FRAMERATE)
  const cost = (now: Snapshot) => now.jobs[0]?.paid ?? 0n
  // Of what is paid ahead, a segment with the effect may be at the beginning already.
  const frames = BigInt((after.renditions[0]?.frames ?? 0) - (begun.renditions[0]?.frames ?? 0))
  expect(cost(after) - cost(begun)).toBeGreaterThanOrEqual(2n * costOf(frames * FRAME, PRICE) - 3n * SEGMENT)
  expectSameJobs(after, before)
  await gateway.page.evaluate(() => market.setEffect(undefined))
  await gateway.page.waitForFunction(() => market.snapshot()?.jobs[0]?.effect === undefined)
  expect((await snapshot(gateway)).payment?.perMinute).toBe(before.payment?.perMinute)
  await goesOn()
})

test('a session that is over ends its paid job in order; another one goes on', async () => {
  await reopen(other)
  await goLive(other, await openSession(DEPOSIT, 0))
  await streams(other, FRAMERATE)
  // Tickets of its last round are good for half a round more.
  await nextRound()
  await nextRound()
  await other.page.waitForFunction(() => market.snapshot()?.state === 'waiting')
  const { jobs, payment, reason } = await snapshot(other)
  expect(jobs[0]).toMatchObject({ state: 'ended' })
  expect(payment?.state).toBe('expired')
  expect(reason).toContain('session')
  await goesOn()
})

test('an orchestrator that stops working gets no pay beyond a segment and a ticket', async () => {
  const { jobs: before } = await snapshot(gateway)
  const [working] = before
  await orchestrator.page.evaluate(() => market.stopWorking())
  await gateway.page.waitForFunction(() => market.snapshot()?.jobs.some(({ state }) => state === 'lost'))
  const { jobs } = await snapshot(gateway)
  const lost = jobs.find(({ state }) => state === 'lost')
  expect(lost?.id).toBe(working?.id)
  expect((lost?.paid ?? 0n) - (working?.paid ?? 0n)).toBeLessThanOrEqual(SEGMENT + TICKET)
})

test('of a ladder that is spread each orchestrator is paid for its own part', async () => {
  // So much less than the other one asks that it is too dear.
  const price = { wei: PRICE.wei / 2n, pixels: 1n }
  const payees = await Promise.all(SPREAD.map(openPayee))
  for (const { index, peer } of payees) {
    await addOrchestrator(world, index, { stake: parseEther('1000'), rewardCut: 0, feeShare: 500_000, peer })
  }
  await world.nextRound()
  for (const { role, index } of payees) {
    await role.page.evaluate(
      ([place, account, asked, pace]) => market.orchestrate(place, account, asked, 1, pace),
      [world.place, addressOf(index), price, SLOW] as const,
    )
  }
  await reopen(gateway)
  await gateway.page.evaluate(
    peers => market.hear(peers),
    payees.map(({ peer }) => peer),
  )
  await gateway.page.evaluate(
    ([place, paying, film, options]) => market.stream(place, paying, film, options),
    [
      world.place,
      await openSession(DEPOSIT),
      mill.smallFilm,
      { rungs: ['240p', '480p'] as string[], maxPrice: price },
    ] as const,
  )
  await gateway.page.waitForFunction(frames => {
    const { renditions = [] } = market.snapshot() ?? {}
    return renditions.length === 2 && renditions.every(rung => rung.frames >= frames)
  }, 3 * FRAMERATE)
  const over = await gateway.page.evaluate(() => market.end())
  const jobs = over?.jobs.filter(({ state }) => state === 'ended') ?? []
  const ends = over?.jobs.map(({ rungs, state, reason }) => `${rungs} ${state}: ${reason}`)
  expect(jobs.map(({ rungs }) => rungs).toSorted(), ends?.join('\n')).toEqual([['240p'], ['480p']])
  for (const { role, peer } of payees) {
    const job = jobs.find(each => each.peer === peer)
    const rung = over?.renditions.find(({ rendition }) => rendition.name === job?.rungs[0])?.rendition ?? RUNG
    const done = await endOf(job?.id, role)
    const segment = costOf(segmentPixels([rung], FRAMERATE, 1000), price)
    const work = costOf(BigInt(rung.width * rung.height * (done?.frames ?? 0)), price)
    expect(done).toMatchObject({ state: 'ended', rungs: [rung.name], price, earned: job?.paid })
    expect(work).toBeGreaterThan(2n * segment)
    expect((done?.earned ?? 0n) - work).toBeGreaterThan(-segment)
    expect((done?.earned ?? 0n) - work).toBeLessThanOrEqual(segment + (segment + 1n) / 2n)
  }
})

async function openPayee(index: number) {
  const role = await openPage()
  return { role, index, peer: await role.page.evaluate(() => market.peer) }
}

async function reopen({ page }: Role): Promise<void> {
  await page.reload()
  await page.waitForFunction(() => 'market' in globalThis)
}
