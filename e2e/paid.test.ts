import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { numberToHex, parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../web/chain/calls.ts'
import { type Chain, openChain } from '../web/chain/open.ts'
import { readPosition } from '../web/chain/position.ts'
import type { Address, Hash } from '../web/chain/types.ts'
import { launchBrowser, launchProfile } from './harness/browser.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { delivered, type Mill, openMill, type Role } from './harness/mill.ts'
import { serveChain } from './harness/served.ts'

const STAKE = parseEther('1000')
const DELEGATOR = 3
/** What the faucet gives. */
const GIVEN = parseEther('10')
const BUDGET = '1'
/** So dear, wei a pixel, that one in some ten tickets wins, and that the budget does not last for ten minutes. */
const PRICE = '1000000000'
const SECRET = 'Its number is secret until its quote has expired.'

let mill: Mill
let world: TestChain
let chain: Chain
let browser: Browser
let folder: string
let profile: BrowserContext

beforeAll(async () => {
  ;[mill, world] = await Promise.all([openMill(), openTestChain()])
  chain = await openChain(world.place)
  folder = await mkdtemp(join(tmpdir(), 'millrace-profile-'))
  browser = await launchBrowser()
  profile = await openProfile()
  await world.nextRound()
})

afterAll(async () => {
  await profile?.close()
  await browser?.close()
  await world?.close()
  await mill?.close()
  await rm(folder, { recursive: true, force: true })
})

/** The browser of the orchestrator's owner. */
async function openProfile(): Promise<BrowserContext> {
  const context = await launchProfile(folder)
  await serveChain(context, world)
  return context
}

function open(context: BrowserContext, name: string, params: Record<string, string> = {}): Promise<Role> {
  const query = new URLSearchParams({ relay: mill.relay, ...params })
  return mill.page(`${mill.url}/web/${name}.html?${query}`, context)
}

const contribute = () => open(profile, 'contribute', { start: '1', benchmark: '0', jobs: '2', price: PRICE })

/** Makes the test account of the owner's browser an orchestrator, whose peer is its contribute page. */
async function becomeOrchestrator(): Promise<void> {
  const { page } = await open(profile, 'stake')
  await page.getByRole('button', { name: 'Connect a wallet' }).click()
  await page.getByRole('button', { name: 'Test account' }).click()
  await page.getByRole('button', { name: 'Get test tokens' }).click()
  await page.getByText('5,000 MILL').waitFor()
  await page.getByRole('button', { name: 'Become an orchestrator' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount', { exact: true }).fill('1000')
  await dialog.getByLabel('Fee share, %', { exact: true }).fill('50')
  await dialog.getByRole('button', { name: 'Become an orchestrator' }).click()
  await dialog.getByText('You are an orchestrator.').waitFor()
  await page.close()
}

async function delegate(to: Address): Promise<void> {
  const { send, account, addresses } = world
  const delegator = account(DELEGATOR)
  await send(account(0), 'MillraceToken', 'transfer', [delegator.account.address, STAKE])
  await send(delegator, 'MillraceToken', 'approve', [addresses.BondingManager, STAKE])
  await send(delegator, 'BondingManager', 'bond', [STAKE, to])
}

/** Resolves when the ledger on the page has a winner that waits for its quote to expire. */
async function holdsWinner(page: Page): Promise<void> {
  await page.getByRole('row').filter({ hasText: 'waits' }).filter({ hasText: SECRET }).first().waitFor()
}

/** What an account paid for gas after a block, wei. */
async function gasSince(block: bigint, account: Address): Promise<bigint> {
  type Receipt = { from: Address; gasUsed: Hash; effectiveGasPrice: Hash }
  const last = await world.account(0).getBlockNumber({ cacheTime: 0 })
  const blocks = Array.from({ length: Number(last - block) }, (_, index) => block + BigInt(index) + 1n)
  const receipts = await Promise.all(
    blocks.map(each => world.raw('eth_getBlockReceipts', [numberToHex(each)]) as Promise<Receipt[]>),
  )
  return receipts
    .flat()
    .filter(({ from }) => from.toLowerCase() === account.toLowerCase())
    .reduce((sum, { gasUsed, effectiveGasPrice }) => sum + BigInt(gasUsed) * BigInt(effectiveGasPrice), 0n)
}

const etherOf = (address: Address) => world.account(0).getBalance({ address })

test('pages pay one another; the orchestrator’s browser dies with winners, and every wei is found again', async () => {
  await becomeOrchestrator()
  await world.nextRound()
  let orchestrator = await contribute()
  const { account } = await orchestrator.event('earnings', ({ standing }) => standing === 'ready')
  const payee = account as Address
  await delegate(payee)
  await world.nextRound()

  const { Minter, TicketBroker, BondingManager } = world.addresses
  const delegator = world.account(DELEGATOR).account.address
  const holders = [Minter, TicketBroker, BondingManager, payee, delegator]
  const before = await Promise.all(holders.map(etherOf))
  const begin = await world.account(0).getBlockNumber({ cacheTime: 0 })

  const context = await browser.newContext()
  await serveChain(context, world)
  const film = { file: '/film/video.mp4', loop: '1', live: '1', rungs: '240p', title: 'Paid' }
  const gateway = await open(context, 'stream', { ...film, budget: BUDGET })
  await holdsWinner(orchestrator.page)
  await gateway.page.getByText('Your session runs low').waitFor()
  const { summary: known } = await orchestrator.event('earnings')
  const { snapshot } = await gateway.event('stream')
  // Work that goes on is paid for, and pay is credited when its winners are on disk.
  await gateway.event('stream', delivered((snapshot.renditions[0]?.frames ?? 0) + 72))

  orchestrator.kill()
  const isLost = ({ state }: { state: string }) => state === 'lost'
  await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(isLost))
  await gateway.page.evaluate(() => millracePage?.stop())

  profile = await openProfile()
  orchestrator = await contribute()
  await holdsWinner(orchestrator.page)
  expect(await gasSince(begin, payee)).toBe(0n)
  // A quote is good for half of the round after its own at most.
  await world.nextRound()
  await world.mine(16)
  const isPaidOut = ({ redeemed, pending }: { redeemed: bigint; pending: bigint }) =>
    redeemed > 0n && pending === 0n
  const { summary } = await orchestrator.event('earnings', ({ summary }) => !!summary && isPaidOut(summary))
  const { redeemed = 0n, fees, lost } = summary ?? {}
  expect(lost).toBe(0n)
  expect(redeemed).toBeGreaterThanOrEqual(known?.pending ?? 0n)

  const sender = snapshot.payment?.sender as Address
  const [owner] = await ask(chain, 'TicketBroker', 'getSession', [sender])
  const [{ deposit }, { fundsRemaining: reserve }] = await ask(chain, 'TicketBroker', 'getSenderInfo', [
    sender,
  ])
  const earned = await Promise.all(
    [payee, delegator].map(async each => (await readPosition(chain, each)).fees),
  )
  const [spent, gas, payeeGas] = await Promise.all([
    etherOf(owner).then(left => GIVEN - left),
    gasSince(begin, owner),
    gasSince(begin, payee),
  ])
  const after = await Promise.all(holders.map(etherOf))

  expect(fees).toBe(payeeGas)
  expect(parseEther(BUDGET) - deposit - reserve).toBe(redeemed)
  const total = earned.reduce((sum, each) => sum + each)
  // Delegators' half of the fees, where it is odd, cannot be halved again: one wei stays behind.
  const odd = (redeemed / 2n) % 2n
  expect(spent + payeeGas).toBe(total + odd + gas + payeeGas + deposit + reserve)
  expect(earned.every(each => each > 0n)).toBe(true)
  const moved = after.map((each, index) => each - (before[index] ?? 0n))
  expect(moved).toEqual([parseEther(BUDGET), 0n, 0n, -payeeGas, 0n])
})
