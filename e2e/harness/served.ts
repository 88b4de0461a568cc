import type { BrowserContext } from 'playwright-core'
import { numberToHex, parseEther } from 'viem'
import type { Address } from '../../web/chain/types.ts'
import type { TestChain } from './chain.ts'

/** Lets the pages of a context find a chain as their server would tell of it, with a faucet. */
export async function serveChain(context: BrowserContext, chain: TestChain): Promise<void> {
  const { controller, ...place } = chain.place
  await context.route('**/chain.json', route =>
    route.fulfill({ json: { ...place, addresses: { Controller: controller }, faucet: true } }),
  )
  await context.route('**/faucet', async route => {
    const { address } = route.request().postDataJSON() as { address: Address }
    await chain.raw('anvil_setBalance', [address, numberToHex(parseEther('10'))])
    await chain.send(chain.account(0), 'MillraceToken', 'transfer', [address, parseEther('5000')])
    await route.fulfill({ json: { ok: true } })
  })
}

/** Makes an account of the chain an orchestrator with these terms, 1e6ths; from the next round on it is active. */
export async function addOrchestrator(
  chain: TestChain,
  index: number,
  { stake, rewardCut, feeShare, peer }: { stake: bigint; rewardCut: number; feeShare: number; peer: string },
): Promise<void> {
  const client = chain.account(index)
  const { address } = client.account
  await chain.send(chain.account(0), 'MillraceToken', 'transfer', [address, stake])
  await chain.send(client, 'MillraceToken', 'approve', [chain.addresses.BondingManager, stake])
  await chain.send(client, 'BondingManager', 'bond', [stake, address])
  await chain.send(client, 'BondingManager', 'transcoder', [BigInt(rewardCut), BigInt(feeShare)])
  await chain.send(client, 'ServiceRegistry', 'setServiceURI', [`/p2p/${peer}`])
}
