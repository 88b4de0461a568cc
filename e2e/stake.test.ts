import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { type Hex, parseEther } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bondingManagerAbi } from '../web/chain/contracts.gen.ts'
import { launchBrowser } from './harness/browser.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { type Mill, openMill } from './harness/mill.ts'
import { openRpc, type Rpc } from './harness/rpc.ts'
import { serveChain } from './harness/served.ts'
import { giveWallet, type Wallet } from './harness/wallet.ts'

const STAKE = parseEther('1000')
const DELEGATED = parseEther('500')
const FEES = parseEther('0.3')

let mill: Mill
let world: TestChain
let rpc: Rpc
let browser: Browser

beforeAll(async () => {
  mill = await openMill()
  world = await openTestChain()
  rpc = await openRpc(world.place.rpc)
  browser = await launchBrowser()
  await world.nextRound()
})

afterAll(async () => {
  await browser?.close()
  await rpc?.close()
  await world?.close()
  await mill?.close()
})

type Person = { page: Page; wallet: Wallet }

/** The stake page of somebody with a wallet that nobody has put anything in. */
async function arrive(name: string): Promise<Person> {
  const context = await browser.newContext({ reducedMotion: 'reduce', acceptDownloads: true })
  await serveChain(context, { ...world, place: { ...world.place, rpc: rpc.url } })
  const page = await context.newPage()
  const key: Hex = generatePrivateKey()
  const wallet = await giveWallet(page, { key, rpc: rpc.url, chainId: world.place.chainId, name })
  await page.goto(`${mill.url}/web/stake.html?relay=${encodeURIComponent(mill.relay)}`)
  await connect(page, name)
  await page.getByRole('button', { name: 'Get test tokens' }).click()
  await page.getByText('5,000 MILL').waitFor()
  return { page, wallet }
}

async function connect(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Connect a wallet' }).click()
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('heading', { name: 'My stake' }).waitFor()
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
const dialog = (page: Page) => page.getByRole('dialog')

/** Opens an action, fills in its form, signs all of it, and waits until it is done. */
async function act(
  page: Page,
  opener: string,
  verb: string,
  fields: Record<string, string> = {},
): Promise<void> {
  await press(page, opener)
  await fill(page, fields)
  await dialog(page).getByRole('button', { name: verb, exact: true }).click()
  await dialog(page).getByRole('button', { name: 'Done' }).click()
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    const field = dialog(page).getByLabel(label, { exact: true })
    const isMenu = await field.evaluate(element => element instanceof HTMLSelectElement)
    await (isMenu ? field.selectOption(text) : field.fill(text))
  }
}

async function read<T>(functionName: string, args: unknown[]): Promise<T> {
  const call = { address: world.addresses.BondingManager, abi: bondingManagerAbi, functionName, args }
  return world.account(0).readContract(call as never) as Promise<T>
}

const pendingStake = ({ wallet }: Person) => read<bigint>('pendingStake', [wallet.address, 0n])
const pendingFees = ({ wallet }: Person) => read<bigint>('pendingFees', [wallet.address, 0n])

/** Whole tokens or ether with all digits, in the smallest unit. */
const units = (text = '') => parseEther(text as `${number}`)
const off = (a: bigint, b: bigint) => (a > b ? a - b : b - a)

/** The rows of the history that the page downloads, by the names of its columns. */
async function history({ page }: Person): Promise<Record<string, string>[]> {
  const downloading = page.waitForEvent('download')
  await press(page, 'Download CSV')
  const text = await readFile(await (await downloading).path(), 'utf8')
  const [head = '', ...rows] = text.trim().split('\r\n')
  const names = head.split(',')
  return rows.map(row => Object.fromEntries(row.split(',').map((field, index) => [names[index], field])))
}

test('an orchestrator and its delegator, from the first token to the last withdrawal', async () => {
  const operator = await arrive('Operator wallet')
  await press(operator.page, 'Become an orchestrator')
  await fill(operator.page, { Amount: '1000', 'Reward cut, %': '10', 'Fee share, %': '40' })
  await dialog(operator.page).getByRole('button', { name: 'Become an orchestrator', exact: true }).click()
  await dialog(operator.page).getByText('You are an orchestrator.').waitFor()
  await press(operator.page, 'Done')
  await operator.page.getByRole('heading', { name: 'My orchestrator' }).waitFor()

  await world.nextRound()
  const delegator = await arrive('Delegator wallet')
  await act(delegator.page, 'Stake', 'Stake', { 'Stake with': operator.wallet.address, Amount: '500' })
  expect(await pendingStake(delegator)).toBe(DELEGATED)

  // Earns from the round after on.
  await world.nextRound()
  await act(operator.page, 'Call reward', 'Call reward')
  await world.pay(operator.wallet.address, FEES)
  await delegator.page.getByText('Withdraw fees').waitFor()

  const minted = (await pendingStake(operator)) + (await pendingStake(delegator)) - STAKE - DELEGATED
  const exact = {
    rewards: (minted * 9n * DELEGATED) / (10n * (STAKE + DELEGATED)),
    fees: (FEES * 4n * DELEGATED) / (10n * (STAKE + DELEGATED)),
  }
  expect(minted).toBeGreaterThan(0n)
  expect(off(await pendingStake(delegator), DELEGATED + exact.rewards)).toBeLessThanOrEqual(1n)
  expect(off(await pendingFees(delegator), exact.fees)).toBeLessThanOrEqual(1n)
  await expect
    .poll(async () => {
      const newest = (await history(delegator)).at(-1)
      return [units(newest?.rewards), units(newest?.fees)].map((earned, index) =>
        off(earned, index === 0 ? exact.rewards : exact.fees),
      )
    })
    .toSatisfy((offs: bigint[]) => offs.every(each => each <= 1n))

  await act(delegator.page, 'Unstake', 'Unstake', { Amount: '200' })
  await delegator.page.getByRole('heading', { name: 'On its way out' }).waitFor()
  const withdraw = delegator.page.getByRole('button', { name: 'Withdraw 200 MILL' })
  expect(await withdraw.isDisabled()).toBe(true)
  for (let round = 0; round < 7; round += 1) await world.nextRound()
  await delegator.page.locator('button:enabled', { hasText: /^Withdraw$/ }).waitFor()
  await act(delegator.page, 'Withdraw 200 MILL', 'Withdraw')
  await delegator.page.getByText('4,700 MILL').waitFor()
  await press(delegator.page, 'Withdraw fees')
  await dialog(delegator.page).getByRole('button', { name: /^Max/ }).click()
  await dialog(delegator.page).getByRole('button', { name: 'Withdraw', exact: true }).click()
  await press(delegator.page, 'Done')
  expect(await pendingFees(delegator)).toBe(0n)
  await Promise.all([operator, delegator].map(({ page }) => page.context().close()))
})

test('a rejected signature leaves everything as it was, and the next one works', async () => {
  const person = await arrive('Doubtful wallet')
  const { page, wallet } = person
  await press(page, 'Become an orchestrator')
  await fill(page, { Amount: '10' })
  wallet.rejectNext()
  await dialog(page).getByRole('button', { name: 'Become an orchestrator', exact: true }).click()
  await dialog(page).getByRole('button', { name: 'Try again' }).waitFor()
  expect(await pendingStake(person)).toBe(0n)
  expect(await dialog(page).getByLabel('Amount').inputValue()).toBe('10')
  await dialog(page).getByRole('button', { name: 'Try again' }).click()
  await dialog(page).getByText('You are an orchestrator.').waitFor()
  expect(await pendingStake(person)).toBe(parseEther('10'))
  await page.context().close()
})

test('without its RPC the page keeps what it knows, says so, and goes on when it is back', async () => {
  const { page } = await arrive('Patient wallet')
  rpc.dead = true
  await page.getByText(/The figures below are .* old/).waitFor()
  await page.getByText('5,000 MILL').waitFor()
  rpc.dead = false
  await page.getByText(/The figures below are .* old/).waitFor({ state: 'detached' })
  await page.context().close()
})

test('a transaction outlives a reload', async () => {
  const person = await arrive('Hasty wallet')
  const { page } = person
  await world.raw('evm_setAutomine', [false])
  try {
    await press(page, 'Become an orchestrator')
    await fill(page, { Amount: '20' })
    await dialog(page).getByRole('button', { name: 'Become an orchestrator', exact: true }).click()
    await page.getByText('on its way').first().waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'My stake' }).waitFor()
    await page.getByText('on its way').first().waitFor()
    await world.mine(1)
    await page.getByText('1 transaction is over').waitFor()
  } finally {
    await world.raw('evm_setAutomine', [true])
  }
  await page.context().close()
})

test('a wallet on another chain is asked to come over', async () => {
  const { page, wallet } = await arrive('Wandering wallet')
  await wallet.switchTo(1)
  await page.getByText('Your wallet is on another chain').waitFor()
  await press(page, `Switch to ${world.place.name}`)
  await page.getByText('Your wallet is on another chain').waitFor({ state: 'detached' })
  expect(wallet.prompts).toContain('wallet_switchEthereumChain')
  await page.context().close()
})
