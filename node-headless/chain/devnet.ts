import { join } from 'node:path'
import { parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type Book, fileBook, memoryBook } from '../../contracts/deploy/book.ts'
import { deploy } from '../../contracts/deploy/deploy.ts'
import { LOCAL } from '../../contracts/deploy/parameters.ts'
import type { Addresses } from '../../contracts/deploy/steps.ts'
import { millraceTokenAbi } from '../../web/chain/contracts.gen.ts'
import { onFreePort } from '../http/ports.ts'
import type { Log } from '../log.ts'
import { type ChainClient, chainAt, clientOf, localAccount } from './accounts.ts'
import { type Anvil, startAnvil } from './anvil.ts'
import { type Gift, openFaucet } from './faucet.ts'
import { decryptKey, encryptKey, readKeystore, writeKeystore } from './keystore.ts'
import { becomeOrchestrator } from './orchestrator.ts'
import { keepRewards, keepRounds } from './rounds.ts'

const CHAIN_ID = 31_337
const RPC_PORT = 7620
const BLOCK_SECONDS = 1
/** Everybody knows the accounts of a local chain; the files that hold them are no secret either. */
const LOCAL_PASSWORD = 'local chain'
const ORCHESTRATOR_ETHER = parseEther('10')
const ORCHESTRATOR_TOKENS = parseEther('2000')

export type Devnet = {
  rpc: string
  chainId: number
  addresses: Addresses
  faucet(to: unknown): Promise<Gift>
  /** Makes a headless orchestrator that is found at this peer id a staked one, and calls its rewards. */
  stake(peer: string): Promise<void>
  ended: Anvil['ended']
  close(): Promise<void>
}

/**
 * Starts a local chain with all contracts deployed, and keeps its rounds.
 * @param keep folder in which the chain's state and the orchestrator's key outlive the process; without one both are new
 */
export async function openDevnet(keep: string | undefined, log: Log): Promise<Devnet> {
  const place = { host: '127.0.0.1', port: undefined }
  const state = keep === undefined ? {} : { state: join(keep, 'chain.state') }
  const anvil = await onFreePort(place, RPC_PORT, log, port =>
    startAnvil({ port, chainId: CHAIN_ID, blockTime: BLOCK_SECONDS, ...state }),
  )
  const chain = chainAt(CHAIN_ID, anvil.rpc)
  const [treasury, keeper] = [clientOf(chain, localAccount(0)), clientOf(chain, localAccount(1))]
  const book: Book = keep === undefined ? memoryBook() : fileBook(join(keep, 'chain.json'))
  const stops: (() => void)[] = []
  try {
    const addresses = await deploy(treasury, LOCAL, book, ({ title, done }) => {
      if (!done) log.debug(title)
    })
    stops.push(keepRounds(keeper, addresses, log))
    log.info(`local chain ${CHAIN_ID} on ${anvil.rpc}, Controller ${addresses.Controller}`)
    return {
      rpc: anvil.rpc,
      chainId: CHAIN_ID,
      addresses,
      faucet: openFaucet(treasury, addresses),
      ended: anvil.ended,
      async stake(peer) {
        const account = privateKeyToAccount(await orchestratorKey(keep))
        const client = clientOf(chain, account)
        await fund(treasury, addresses, account.address)
        await becomeOrchestrator(client, addresses, peer)
        stops.push(keepRewards(client, addresses, log))
        log.info(`the orchestrator is staked as ${account.address}`)
      },
      async close() {
        for (const stop of stops) stop()
        await anvil.close()
      },
    }
  } catch (error) {
    await anvil.close()
    throw error
  }
}

async function orchestratorKey(keep: string | undefined) {
  if (keep === undefined) return generatePrivateKey()
  const path = join(keep, 'orchestrator.keystore.json')
  const found = await readKeystore(path, LOCAL_PASSWORD).catch(() => undefined)
  if (found !== undefined) return found
  const keystore = encryptKey(generatePrivateKey(), LOCAL_PASSWORD)
  await writeKeystore(path, keystore)
  return decryptKey(keystore, LOCAL_PASSWORD)
}

async function fund(treasury: ChainClient, addresses: Addresses, to: `0x${string}`) {
  if ((await treasury.getBalance({ address: to })) >= ORCHESTRATOR_ETHER / 2n) return
  await treasury.sendTransaction({ to, value: ORCHESTRATOR_ETHER })
  const hash = await treasury.writeContract({
    address: addresses.MillraceToken,
    abi: millraceTokenAbi,
    functionName: 'transfer',
    args: [to, ORCHESTRATOR_TOKENS],
  })
  await treasury.waitForTransactionReceipt({ hash })
}
