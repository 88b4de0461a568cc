import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { numberToHex } from 'viem'
import { type Book, fileBook, memoryBook } from '../../contracts/deploy/book.ts'
import { deploy } from '../../contracts/deploy/deploy.ts'
import { DeploymentFault } from '../../contracts/deploy/fault.ts'
import { LOCAL } from '../../contracts/deploy/parameters.ts'
import type { Addresses } from '../../contracts/deploy/steps.ts'
import { bondingManagerAbi, roundsManagerAbi } from '../../web/chain/contracts.gen.ts'
import type { Faucet } from '../http/faucet.ts'
import { onFreePort } from '../http/ports.ts'
import type { Log } from '../log.ts'
import { type ChainClient, chainAt, clientOf, LOCAL_ACCOUNTS, localAccount } from './accounts.ts'
import { type Anvil, startAnvil } from './anvil.ts'
import { openFaucet } from './faucet.ts'
import { becomeOrchestrator } from './orchestrator.ts'
import type { Place } from './place.ts'
import { keepRewards, keepRounds } from './rounds.ts'
import { type PageAccount, signFor } from './signing.ts'
import { findState, keepState } from './state.ts'

const CHAIN_ID = 31_337
const RPC_PORT = 7620
const BLOCK_SECONDS = 1
/** Files of a chain that is kept. */
const STATE = 'chain.state'
const BOOK = 'chain.json'

export type Devnet = {
  place: Place
  /** Number of the current round; undefined before the first and when the chain has ended. */
  round(): bigint | undefined
  faucet: Faucet
  /** Signs for the page of a role, which may spend so much, wei. */
  signer(role: 'gateway' | 'orchestrator', budget: bigint): PageAccount
  /** Makes the headless orchestrator that is found at this peer id a staked one, and calls its rewards. */
  stake(peer: string): Promise<void>
  ended: Anvil['ended']
  close(): Promise<void>
}

/**
 * Starts a local chain with all contracts deployed, and keeps its rounds.
 * @param keep folder in which the chain outlives the process; without one it is new. A chain kept there that cannot be
 * used any more is set aside
 * @throws ExitError when it cannot be started
 */
export async function openDevnet(keep: string | undefined, log: Log): Promise<Devnet> {
  if (keep !== undefined && (await findState(join(keep, STATE))) === 'broken') {
    await setAside(keep, 'its state cannot be read', log)
  }
  try {
    return await open(keep, log)
  } catch (error) {
    if (keep === undefined || !(error instanceof DeploymentFault)) throw error
    await setAside(keep, error.message, log)
    return open(keep, log)
  }
}

async function open(keep: string | undefined, log: Log): Promise<Devnet> {
  const state = keep === undefined ? undefined : join(keep, STATE)
  const known = state !== undefined && (await findState(state)) === 'whole' ? { state } : {}
  const anvil = await onFreePort({ host: '127.0.0.1', port: undefined }, RPC_PORT, log, port =>
    startAnvil({ port, chainId: CHAIN_ID, blockTime: BLOCK_SECONDS, ...known }),
  )
  const chain = chainAt(CHAIN_ID, anvil.rpc)
  const client = (of: keyof typeof LOCAL_ACCOUNTS) => clientOf(chain, localAccount(LOCAL_ACCOUNTS[of]))
  const treasury = client('treasury')
  // One for each role: it counts the transactions that it has sent.
  const roles = { gateway: client('gateway'), orchestrator: client('orchestrator') }
  const book: Book = keep === undefined ? memoryBook() : fileBook(join(keep, BOOK))
  try {
    const addresses = await deploy(treasury, LOCAL, book, ({ title, gas }) => {
      if (gas !== undefined) log.debug(title)
    })
    let round: bigint | undefined
    const stops = [
      keepRounds(client('keeper'), addresses, log, current => {
        if (current !== round) log.debug(`round ${current}`)
        round = current
      }),
    ]
    const save = state === undefined ? async () => {} : keepState(treasury, state, log)
    log.info(`local chain ${CHAIN_ID} on ${anvil.rpc}, Controller ${addresses.Controller}`)

    async function close() {
      for (const stop of stops.splice(0)) stop()
      await save()
      await anvil.close()
    }
    void anvil.ended.then(() => {
      for (const stop of stops.splice(0)) stop()
      round = undefined
    })
    return {
      place: {
        chainId: CHAIN_ID,
        name: 'Local chain',
        rpc: anvil.rpc,
        since: 0,
        addresses,
        local: true,
        faucet: true,
      },
      round: () => round,
      faucet: openFaucet(treasury, addresses),
      ended: anvil.ended,
      signer: (role, budget) => signFor(roles[role], addresses.TicketBroker, budget),
      async stake(peer) {
        const { orchestrator } = roles
        await becomeOrchestrator(orchestrator, treasury, addresses, peer)
        await skipToActive(orchestrator, addresses)
        stops.push(keepRewards(orchestrator, addresses, log))
        log.info(`the orchestrator is staked as ${orchestrator.account.address}`)
      },
      close,
    }
  } catch (error) {
    await anvil.close()
    throw error
  }
}

/** Stake counts from the next round on: where nobody else uses the chain, that can be now. */
async function skipToActive(client: ChainClient, addresses: Addresses): Promise<void> {
  const rounds = { address: addresses.RoundsManager, abi: roundsManagerAbi } as const
  const staking = { address: addresses.BondingManager, abi: bondingManagerAbi } as const
  const args = [client.account.address] as const
  if (await client.readContract({ ...staking, functionName: 'isActiveTranscoder', args })) return
  const [start, length, now] = await Promise.all([
    client.readContract({ ...rounds, functionName: 'currentRoundStartBlock' }),
    client.readContract({ ...rounds, functionName: 'roundLength' }),
    client.getBlockNumber({ cacheTime: 0 }),
  ])
  const blocks = start + length - now
  if (blocks > 0n) await client.request({ method: 'anvil_mine', params: [numberToHex(blocks)] } as never)
}

/** Moves a chain that cannot be used out of the way; nothing is thrown away. */
async function setAside(keep: string, reason: string, log: Log): Promise<void> {
  const folder = join(keep, `chain-${new Date().toISOString().replaceAll(':', '-')}`)
  await mkdir(folder, { mode: 0o700 })
  for (const file of [STATE, BOOK]) await rename(join(keep, file), join(folder, file)).catch(() => {})
  log.warn(`the chain that was kept cannot be used: ${reason} It begins anew; the old one is in ${folder}`)
}
