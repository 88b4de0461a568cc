import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Hex, toHex } from 'viem'
import { generatePrivateKey, type HDAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ticketBrokerAbi } from '../web/chain/contracts.gen.ts'
import { openChain } from '../web/chain/open.ts'
import type { Address } from '../web/chain/types.ts'
import { openLedger } from '../web/payments/ledger.ts'
import type { JournalEntry } from '../web/payments/types.ts'
import { formatEther } from '../web/protocol/amount.ts'
import { launchBrowser } from './harness/browser.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { type Mill, openMill } from './harness/mill.ts'
import { addOrchestrator, serveChain } from './harness/served.ts'
import { giveWallet, type Wallet } from './harness/wallet.ts'
import { makeWinner, memoryJournal } from './harness/winner.ts'
import type {} from './pages/network.ts'

const ETHER = 10n ** 18n
/** 60 wei per pixel. */
const PRICE = { wei: '60', pixels: '1' }

let mill: Mill
let world: TestChain
let browser: Browser
const key: Hex = generatePrivateKey()

beforeAll(async () => {
  mill = await openMill({}, ['e2e/pages/network.html'])
  world = await openTestChain()
  browser = await launchBrowser()
  await world.nextRound()
  await offerWork()
  await world.nextRound()
})

afterAll(async () => {
  await browser?.close()
  await world?.close()
  await mill?.close()
})

/** An active orchestrator that offers its work for pay. */
async function offerWork(): Promise<void> {
  const page = await browser.newPage()
  await page.goto(`${mill.url}/e2e/pages/network.html?relay=${encodeURIComponent(mill.relay)}`)
  await page.waitForFunction(() => globalThis.tools !== undefined)
  const peer = await page.evaluate(() => tools.network.peer)
  await addOrchestrator(world, 1, { stake: 1000n * ETHER, rewardCut: 100_000, feeShare: 500_000, peer })
  const account = Array.from(Buffer.from(world.account(1).account.address.slice(2), 'hex'))
  await page.evaluate(
    ({ account, price }) =>
      tools.network.publish({
        codecs: [{ codec: 'h264', hardware: false, realtime: 4 }],
        maxJobs: 2,
        runningJobs: 0,
        paused: false,
        account: Uint8Array.from(account),
        price: { wei: BigInt(price.wei), pixels: BigInt(price.pixels) },
      }),
    { account, price: PRICE },
  )
}

/** The stream page of a browser that has never been here, with the same wallet. */
async function arrive(
  name: string,
  params: Record<string, string> = {},
): Promise<{ page: Page; wallet: Wallet; context: BrowserContext }> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await serveChain(context, world)
  const page = await context.newPage()
  const { rpc, chainId } = world.place
  const wallet = await giveWallet(page, { key, rpc, chainId, name })
  const query = new URLSearchParams({
    relay: mill.relay,
    file: '/film/video.mp4',
    loop: '1',
    title: 'Paid',
    ...params,
  })
  await page.goto(`${mill.url}/web/stream.html?${query}`)
  return { page, wallet, context }
}

async function connect(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

const dialog = (page: Page) => page.getByRole('dialog')
const inDialog = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true })
const sent = ({ prompts }: Wallet) => prompts.filter(each => each === 'eth_sendTransaction').length

async function violations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)
}

/** Deposit and reserve of the session whose card names this much, all in all. */
async function fundsOf(sender: Address): Promise<bigint> {
  const [info, reserve] = await world.account(0).readContract({
    address: world.addresses.TicketBroker,
    abi: ticketBrokerAbi,
    functionName: 'getSenderInfo',
    args: [sender],
  })
  return info.deposit + reserve.fundsRemaining
}

async function keysOpened(owner: Address): Promise<Address[]> {
  const events = await world.account(0).getContractEvents({
    address: world.addresses.TicketBroker,
    abi: ticketBrokerAbi,
    eventName: 'SessionOpened',
    args: { owner },
    fromBlock: 0n,
  })
  return [...new Set(events.map(({ args }) => args.key as Address))]
}

/** The card says what the usual sizes cost for an hour and a minute, and takes the most that is paid for a pixel. */
async function priced(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: 'What it costs' })
  const hour = BigInt((854 * 480 + 1280 * 720 + 1920 * 1080) * 30 * 3600) * BigInt(PRICE.wei)
  await card.getByText('median of 1 offer').waitFor()
  await card.getByText(formatEther(hour)).waitFor()
  await card.getByText(formatEther(hour / 60n), { exact: true }).waitFor()
  const most = card.getByLabel('Most that you pay for a pixel')
  await most.fill('59')
  await card.getByText('Nobody on offer works for as little').waitFor()
  expect(await card.getByText('An hour', { exact: true }).count()).toBe(0)
  await most.fill('a few')
  await card.getByText('It must be a whole number').waitFor()
  await most.fill(PRICE.wei)
  await card.getByText('median of 1 offer').waitFor()
  await most.fill('')
  await card.getByText('nobody is paid more than twice what is usual').waitFor()
}

test('one prompt opens a session and goes live; a rejected one loses nothing', async () => {
  const { page, wallet, context } = await arrive('Payer wallet')
  await world.raw('anvil_setBalance', [wallet.address, toHex(5n * ETHER)])
  await page.getByText('Every orchestrator on offer works for pay').waitFor()
  await priced(page)
  await page.getByRole('button', { name: 'Pay and go live' }).click()
  await connect(page, 'Payer wallet')
  await dialog(page).getByText('Into the session').waitFor()
  expect(await violations(page)).toEqual([])

  wallet.rejectNext()
  await inDialog(page, 'Open it and go live').click()
  await inDialog(page, 'Try again').click()
  await page.getByRole('heading', { name: 'Paid' }).waitFor()
  await page.getByText('Left', { exact: true }).waitFor()
  expect(sent(wallet)).toBe(2)
  // The key that was made for the first prompt is the one that was opened.
  const keys = await keysOpened(wallet.address)
  expect(keys).toHaveLength(1)
  const [session] = keys as [Address]
  const before = await fundsOf(session)
  expect(before).toBeGreaterThan(0n)
  expect(await violations(page)).toEqual([])

  await page.getByRole('button', { name: 'Top up' }).click()
  await dialog(page).getByRole('radio', { name: 'Own amount' }).check()
  await dialog(page).getByLabel('Amount', { exact: true }).fill('0.5')
  await inDialog(page, 'Top up').click()
  await inDialog(page, 'Done').click()
  expect(await fundsOf(session)).toBe(before + ETHER / 2n)
  await context.close()
})

test('a browser that knows nothing recovers the session by its wallet alone', async () => {
  const { page, wallet, context } = await arrive('Payer wallet')
  const [session] = (await keysOpened(wallet.address)) as [Address]
  const funds = await fundsOf(session)
  const before = await world.account(0).getBalance({ address: wallet.address })
  await page.getByRole('button', { name: 'Connect a wallet' }).click()
  await connect(page, 'Payer wallet')
  await page.getByText('Earlier sessions').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'End the session' }).click()
  await inDialog(page, 'End it').click()
  await inDialog(page, 'Done').click()
  await page.getByText('can be withdrawn from round').waitFor()
  for (let round = 0; round < 2; round++) await world.nextRound()
  await page.locator('button:enabled', { hasText: /^Withdraw$/ }).click()
  await inDialog(page, 'Withdraw').click()
  await inDialog(page, 'Done').click()
  await page.getByText('Earlier sessions').waitFor({ state: 'detached' })
  expect(await fundsOf(session)).toBe(0n)
  const gained = (await world.account(0).getBalance({ address: wallet.address })) - before
  expect(gained).toBeLessThanOrEqual(funds)
  expect(gained).toBeGreaterThan((funds * 99n) / 100n)
  await context.close()
})

test('a budget in the address opens a session by the test account, never by a wallet; a dead RPC stops no stream', async () => {
  const { page, wallet, context } = await arrive('Foreign wallet', { budget: '0.05' })
  await page.getByText('Your session has 0.045 ETH').waitFor()
  expect(wallet.prompts).toEqual([])
  expect(await keysOpened(wallet.address)).toHaveLength(1)

  await context.route(`${world.place.rpc}/**`, route => route.abort())
  await page.getByText('The chain does not answer').waitFor()
  await page.getByText('Your session has 0.045 ETH').waitFor()
  await page.getByRole('button', { name: 'Go live' }).click()
  await page.getByRole('heading', { name: 'Paid' }).waitFor()
  expect(wallet.prompts).toEqual([])
  await context.close()
})

/** A contribute page whose account, with a wallet that asks, has won some tickets. */
async function arriveWithWinners(name: string, winners: number) {
  const chain = await openChain(world.place)
  const sender = privateKeyToAccount(generatePrivateKey())
  await world.send(
    world.account(2),
    'TicketBroker',
    'openSession',
    [sender.address, 1000, ETHER, ETHER],
    2n * ETHER,
  )
  const journal = memoryJournal()
  const ledger = await openLedger(journal)
  const payee = world.account(1).account as unknown as HDAccount
  for (let count = 0; count < winners; count += 1)
    await ledger.won(await makeWinner(chain, { sender, recipient: payee.address, faceValue: ETHER / 10n }))

  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await serveChain(context, world)
  const page = await context.newPage()
  const { rpc, chainId } = world.place
  const own = toHex(payee.getHdKey().privateKey ?? new Uint8Array())
  const wallet = await giveWallet(page, { key: own, rpc, chainId, name })
  await page.addInitScript(
    (entries: JournalEntry[]) => {
      const append = async (entry: JournalEntry) => void entries.push(entry)
      globalThis.millraceHost = { journal: { append, read: async () => entries, replace: async () => {} } }
    },
    await journal.read(),
  )
  const query = new URLSearchParams({ relay: mill.relay, start: '1', benchmark: '0', jobs: '1' })
  await page.goto(`${mill.url}/web/contribute.html?${query}`)
  await connect(page, 'Connect a wallet')
  await connect(page, name)
  return { page, wallet, context }
}

test('a wallet that asks redeems winners at the press of a button; a no, or another chain, leaves them as they are', async () => {
  const { page, wallet, context } = await arriveWithWinners('Payee wallet', 2)
  const now = page.getByRole('button', { name: 'Redeem now' })
  await page.getByText('2 winning tickets can be redeemed: 0.2 ETH').waitFor()
  expect(sent(wallet)).toBe(0)

  wallet.rejectNext()
  await now.click()
  await page.getByText('The wallet’s owner said no.').waitFor()
  await page.getByText('2 winning tickets can be redeemed').waitFor()

  await wallet.switchTo(1)
  await page.getByText('Your wallet is on another chain').waitFor()
  await now.click()
  await page.getByText('The wallet is on another chain.').waitFor()
  expect(sent(wallet)).toBe(1)

  await page.getByRole('button', { name: 'Switch' }).click()
  await page.getByText('Your wallet is on another chain').waitFor({ state: 'detached' })
  await now.click()
  await page.getByText('paid out', { exact: true }).nth(1).waitFor()
  expect(sent(wallet)).toBe(2)
  await context.close()
})
