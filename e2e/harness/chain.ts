import '../../node-headless/polyfill.ts'
import 'fake-indexeddb/auto'
import { createServer } from 'node:net'
import { encodePacked, keccak256, numberToHex } from 'viem'
import { memoryBook } from '../../contracts/deploy/book.ts'
import { deploy } from '../../contracts/deploy/deploy.ts'
import { LOCAL } from '../../contracts/deploy/parameters.ts'
import { ABIS, type Addresses } from '../../contracts/deploy/steps.ts'
import { type ChainClient, chainAt, clientOf, localAccount } from '../../node-headless/chain/accounts.ts'
import { startAnvil } from '../../node-headless/chain/anvil.ts'
import type { Address, Hash, Place } from '../../web/chain/types.ts'

export const CHAIN_ID = 31_337

export type TestChain = {
  place: Place
  addresses: Addresses
  /** One of the accounts that the chain funds with ether; the first has all tokens. */
  account(index: number): ChainClient
  /** Sends a call and waits for it. Rejects when it is reverted. */
  send(
    client: ChainClient,
    contract: keyof Addresses,
    functionName: string,
    args?: unknown[],
    value?: bigint,
  ): Promise<Hash>
  mine(blocks: number): Promise<void>
  /** Mines up to the next round and initialises it. */
  nextRound(): Promise<void>
  /** Pays fees to an active orchestrator by a ticket that wins for sure. */
  pay(orchestrator: Address, amount: bigint): Promise<void>
  /** Asks the chain itself, e.g. for `anvil_mine`. */
  raw(method: string, params: unknown[]): Promise<unknown>
  close(): Promise<void>
}

/** A fresh local chain with all contracts, on a free port; a block per transaction and none besides. */
export async function openTestChain(): Promise<TestChain> {
  const anvil = await startAnvil({ port: await freePort(), chainId: CHAIN_ID })
  const chain = chainAt(CHAIN_ID, anvil.rpc)
  const clients = Array.from({ length: 10 }, (_, index) => clientOf(chain, localAccount(index)))
  const account = (index: number) => clients[index] as ChainClient
  const treasury = account(0)
  const addresses = await deploy(treasury, LOCAL, memoryBook()).catch(async error => {
    await anvil.close()
    throw error
  })
  let nonce = 0n

  const raw = (method: string, params: unknown[]) => treasury.request({ method, params } as never)
  const read = (contract: keyof Addresses, functionName: string, args: unknown[] = []) =>
    treasury.readContract({ address: addresses[contract], abi: ABIS[contract], functionName, args } as never)
  const mine = async (blocks: number) => {
    if (blocks > 0) await raw('anvil_mine', [numberToHex(blocks)])
  }

  async function send(
    client: ChainClient,
    contract: keyof Addresses,
    functionName: string,
    args: unknown[] = [],
    value = 0n,
  ) {
    const call = { address: addresses[contract], abi: ABIS[contract], functionName, args, value }
    const hash = await client.writeContract(call as never)
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`${functionName} was reverted`)
    return hash
  }

  async function nextRound() {
    const [start, length] = (await Promise.all([
      read('RoundsManager', 'currentRoundStartBlock'),
      read('RoundsManager', 'roundLength'),
    ])) as unknown as [bigint, bigint]
    // The transaction that initialises the round is in its first block.
    await mine(Number(start + length - (await treasury.getBlockNumber({ cacheTime: 0 })) - 1n))
    await send(treasury, 'RoundsManager', 'initializeRound')
  }

  async function pay(recipient: Address, faceValue: bigint) {
    const sender = account(9)
    const round = (await read('RoundsManager', 'currentRound')) as unknown as bigint
    const blockHash = (await read('RoundsManager', 'blockHashForRound', [round])) as unknown as Hash
    const recipientRand = 7n
    const ticket = {
      recipient,
      sender: sender.account.address,
      faceValue,
      winProb: 2n ** 256n - 1n,
      senderNonce: nonce++,
      recipientRandHash: keccak256(numberToHex(recipientRand, { size: 32 })),
      auxData: encodePacked(['uint256', 'bytes32'], [round, blockHash]),
    }
    await send(sender, 'TicketBroker', 'fundDepositAndReserve', [faceValue, 1n], faceValue + 1n)
    const hash = (await read('TicketBroker', 'getTicketHash', [ticket])) as unknown as Hash
    const signature = await sender.signMessage({ message: { raw: hash } })
    await send(sender, 'TicketBroker', 'redeemWinningTicket', [ticket, signature, recipientRand])
  }

  return {
    place: {
      chainId: CHAIN_ID,
      name: 'Local chain',
      rpc: anvil.rpc,
      controller: addresses.Controller,
      explorer: undefined,
      since: 0,
      faucet: false,
      local: true,
    },
    addresses,
    account,
    send,
    mine,
    nextRound,
    pay,
    raw,
    close: anvil.close,
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
