import type { Addresses } from '../../contracts/deploy/steps.ts'
import { roundsManagerAbi } from '../../web/chain/contracts.gen.ts'
import type { Log } from '../log.ts'
import type { ChainClient } from './accounts.ts'
import { rewardIfDue } from './orchestrator.ts'

/**
 * Initialises every round as it begins, as long as the client's chain makes blocks.
 * @param onround called with the number of each round that has begun
 * @returns stops it
 */
export function keepRounds(
  client: ChainClient,
  addresses: Addresses,
  log: Log,
  onround: (round: bigint) => void = () => {},
): () => void {
  const rounds = { address: addresses.RoundsManager, abi: roundsManagerAbi } as const
  return eachBlock(client, log, async () => {
    if (!(await client.readContract({ ...rounds, functionName: 'currentRoundInitialized' }))) {
      const hash = await client.writeContract({ ...rounds, functionName: 'initializeRound' })
      await client.waitForTransactionReceipt({ hash })
    }
    onround(await client.readContract({ ...rounds, functionName: 'currentRound' }))
  })
}

/**
 * Calls reward once in every round for the client's account while it is active.
 * @param pollingInterval from one look at the chain to the next, ms
 * @returns stops it
 */
export function keepRewards(
  client: ChainClient,
  addresses: Addresses,
  log: Log,
  pollingInterval = client.pollingInterval,
): () => void {
  const task = async () => {
    const round = await rewardIfDue(client, addresses)
    if (round !== undefined) log.info(`reward of round ${round} called`)
  }
  return eachBlock(client, log, task, pollingInterval)
}

/** Runs a task at each new block, one at a time; a failed one is logged once and tried again at the next. */
function eachBlock(
  client: ChainClient,
  log: Log,
  task: () => Promise<void>,
  pollingInterval = client.pollingInterval,
): () => void {
  let busy = false
  let failing = false
  return client.watchBlockNumber({
    emitOnBegin: true,
    pollingInterval,
    onBlockNumber: async () => {
      if (busy) return
      busy = true
      try {
        await task()
        failing = false
      } catch (error) {
        if (!failing)
          log.warn(`the chain does not do what was asked: ${(error as Error).message.split('\n')[0]}`)
        failing = true
      } finally {
        busy = false
      }
    },
    onError: () => {},
  })
}
