import { type Address, isAddress, parseEther } from 'viem'
import type { Addresses } from '../../contracts/deploy/steps.ts'
import { millraceTokenAbi } from '../../web/chain/contracts.gen.ts'
import type { Faucet } from '../http/faucet.ts'
import type { ChainClient } from './accounts.ts'

const ETHER = parseEther('10')
const TOKENS = parseEther('5000')
/** From one gift to the next for the same account, ms. */
const PAUSE_MS = 60_000
/** Accounts remembered; at more, the oldest may come again. */
const MEMORY = 10_000

/** Gives test ETH and tokens of a local chain to who asks, now and then. */
export function openFaucet(client: ChainClient, addresses: Addresses): Faucet {
  const given = new Map<Address, number>()

  async function give(to: Address) {
    await client.sendTransaction({ to, value: ETHER })
    const hash = await client.writeContract({
      address: addresses.MillraceToken,
      abi: millraceTokenAbi,
      functionName: 'transfer',
      args: [to, TOKENS],
    })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`The faucet’s transaction ${hash} was reverted.`)
  }

  return async to => {
    if (typeof to !== 'string' || !isAddress(to, { strict: false })) {
      return { ok: false, status: 400, reason: 'That is no address of an account.' }
    }
    const address = to.toLowerCase() as Address
    const before = given.get(address) ?? Number.NEGATIVE_INFINITY
    if (Date.now() - before < PAUSE_MS) {
      return { ok: false, status: 429, reason: 'This account was given test tokens within the last minute.' }
    }
    given.delete(address)
    given.set(address, Date.now())
    const oldest = given.keys().next().value
    if (given.size > MEMORY && oldest !== undefined) given.delete(oldest)
    try {
      await give(address)
      return { ok: true }
    } catch (error) {
      given.delete(address)
      throw error
    }
  }
}
