import type { Page } from 'playwright-core'
import { launchBrowser } from './harness/browser.ts'
import { openTestChain } from './harness/chain.ts'
import { addOrchestrator, serveChain } from './harness/served.ts'

/** Stake in tokens, terms in 1e6ths; those without a peer id of their own are at the one that is online. */
const ORCHESTRATORS = [
  { stake: 90_000n, rewardCut: 100_000, feeShare: 500_000 },
  {
    stake: 65_000n,
    rewardCut: 125_000,
    feeShare: 750_000,
    peer: '12D3KooWGzBWbQWdxXFoyxNFZzVDWxjkXrQd5fTrJ2kFvVPzyTXt',
  },
  {
    stake: 20_000n,
    rewardCut: 50_000,
    feeShare: 250_000,
    peer: '12D3KooWQYzWFq8hKkVxM5gCyEUXzXn3qVDdQ3YH5sGzfV3WaXyz',
  },
]

/**
 * The stake page of a delegator after some rounds, on a chain with three orchestrators.
 * @param peer of an orchestrator that is online
 */
export async function openDelegator(
  { url, relay }: { url: string; relay: string },
  peer: string,
): Promise<{ page: Page; close(): Promise<void> }> {
  const chain = await openTestChain()
  const browser = await launchBrowser()
  const close = async () => {
    await browser.close()
    await chain.close()
  }
  async function rounds(count: number) {
    for (let round = 0; round < count; round++) {
      await chain.nextRound()
      // The second one misses a call now and then.
      const callers = round % 6 === 4 ? [1, 3] : [1, 2, 3]
      for (const index of callers) await chain.send(chain.account(index), 'BondingManager', 'reward')
    }
  }
  try {
    // A block a second, as `npm start` has it, however fast they are made here.
    await chain.raw('anvil_setBlockTimestampInterval', [1])
    await chain.nextRound()
    for (const [index, { stake, ...terms }] of ORCHESTRATORS.entries()) {
      await addOrchestrator(chain, index + 1, { peer, ...terms, stake: stake * 10n ** 18n })
    }
    await rounds(20)
    const context = await browser.newContext()
    await serveChain(context, chain)
    const page = await context.newPage()
    const press = (name: string) => page.getByRole('button', { name }).first().click()
    await page.goto(`${url}/web/stake.html?relay=${encodeURIComponent(relay)}`)
    await press('Connect a wallet')
    await press('Test account')
    await press('Get test tokens')
    await page.getByText('5,000 MILL').waitFor()
    await press('Stake with 0x')
    await page.getByLabel('Amount', { exact: true }).fill('2500')
    await page.getByRole('dialog').getByRole('button', { name: 'Stake', exact: true }).click()
    await press('Done')
    await rounds(6)
    await chain.pay(chain.account(1).account.address, 42n * 10n ** 16n)
    await rounds(6)
    await page.getByText('online', { exact: true }).waitFor()
    await page.getByText('Every round as a table').waitFor()
    await page.getByText('Test tokens have come.').waitFor({ state: 'detached' })
    await page.evaluate(() => scrollTo(0, 0))
    return { page, close }
  } catch (error) {
    await close()
    throw error
  }
}
