import { type Account, BaseError, createPublicClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { DeploymentFault } from '../../contracts/deploy/fault.ts'
import { ExitError } from '../exit.ts'
import { type ChainClient, chainAt, clientOf } from './accounts.ts'
import { readKeystore } from './keystore.ts'
import { readPassword } from './password.ts'

const NAMES: Record<string, number> = { 'arbitrum-one': 42_161, 'arbitrum-sepolia': 421_614 }

/** How a public chain is reached, and as whom. */
export type Access = { chain: string; rpc: string; keystore: string; passwordFile: string | undefined }

/**
 * Connects to a public chain with the key of a keystore.
 * @throws ExitError usage for a wrong name, keystore or password; chain when the RPC does not answer or is of another one
 */
export async function connect({ chain, rpc, keystore, passwordFile }: Access): Promise<ChainClient> {
  const id = chainId(chain)
  if (!URL.canParse(rpc) || !/^https?:/.test(rpc)) {
    throw new ExitError('usage', '--rpc must be the http or https address of a node of the chain.')
  }
  const found = await createPublicClient({ transport: http(rpc) })
    .getChainId()
    .catch(error => {
      throw new ExitError(
        'chain',
        `The RPC does not answer: ${wordsOf(error)}`,
        'Check --rpc and the network.',
      )
    })
  if (found !== id) throw new ExitError('chain', `The RPC is of chain ${found}; ${chain} is chain ${id}.`)
  const account: Account = privateKeyToAccount(await readKeystore(keystore, await readPassword(passwordFile)))
  return clientOf(chainAt(id, rpc), account)
}

/** @throws ExitError usage */
function chainId(name: string): number {
  const id = NAMES[name] ?? (/^[1-9]\d{0,14}$/.test(name) ? Number(name) : undefined)
  if (id !== undefined) return id
  throw new ExitError('usage', `--chain must be ${Object.keys(NAMES).join(', ')} or the id of a chain.`)
}

/** Runs a task on a chain; what goes wrong there becomes an ExitError in plain words. */
export async function onChain<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    if (error instanceof DeploymentFault) throw new ExitError('chain', error.message, error.hint)
    if (error instanceof BaseError) throw new ExitError('chain', wordsOf(error))
    throw error
  }
}

/** The first line: the others may name the RPC with its access token. */
function wordsOf(error: unknown): string {
  const text = error instanceof BaseError ? error.shortMessage : String((error as Error).message)
  return text.split('\n')[0] ?? text
}
