import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Hex, toHex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ticketBrokerAbi } from '../web/chain/contracts.gen.ts'
import type { Address } from '../web/chain/types.ts'
import { launchBrowser } from './harness/browser.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { type Mill, openMill } from './harness/mill.ts'
import { addOrchestrator, serveChain } from './harness/served.ts'
import { giveWallet, type Wallet } from './harness/wallet.ts'
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

test('one prompt opens a session and goes live; a rejected one loses nothing', async () => {
  const { page, wallet, context } = await arrive('Payer wallet')
  await world.raw('anvil_setBalance', [wallet.address, toHex(5n * ETHER)])
  await page.getByText('Every orchestrator on offer works for pay').waitFor()
  await page.getByText('median of 1 offer').waitFor()
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
