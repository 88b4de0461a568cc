import '../polyfill.ts'
import { BaseError, ContractFunctionRevertedError, parseEther } from 'viem'
import type { Addresses } from '../../contracts/deploy/steps.ts'
import {
  bondingManagerAbi,
  millraceTokenAbi,
  roundsManagerAbi,
  serviceRegistryAbi,
} from '../../web/chain/contracts.gen.ts'
import type { ChainClient } from './accounts.ts'

/** What a new orchestrator bonds, and the terms it begins with: a tenth of the rewards kept, half of the fees shared. */
const STAKE = parseEther('1000')
const REWARD_CUT = 100_000n
const FEE_SHARE = 500_000n

/**
 * Makes the client's account an orchestrator that is found at a peer id: gets it tokens, bonds them to itself, sets its
 * terms, registers. What is so already is left as it is.
 * @param treasury gives the tokens
 */
export async function becomeOrchestrator(
  client: ChainClient,
  treasury: ChainClient,
  addresses: Addresses,
  peer: string,
): Promise<void> {
  const staking = { address: addresses.BondingManager, abi: bondingManagerAbi } as const
  const token = { address: addresses.MillraceToken, abi: millraceTokenAbi } as const
  const self = client.account.address
  const read = () => client.readContract({ ...staking, functionName: 'getTranscoder', args: [self] })

  if (!(await client.readContract({ ...staking, functionName: 'isRegisteredTranscoder', args: [self] }))) {
    await send(treasury, { ...token, functionName: 'transfer', args: [self, STAKE] })
    await send(client, { ...token, functionName: 'approve', args: [addresses.BondingManager, STAKE] })
    await inOpenRound(client, addresses, () =>
      send(client, { ...staking, functionName: 'bond', args: [STAKE, self] }),
    )
  }
  const [, rewardCut, feeShare] = await read()
  if (rewardCut === 0n && feeShare === 0n) {
    await inOpenRound(client, addresses, async () => {
      await rewardIfDue(client, addresses)
      await send(client, { ...staking, functionName: 'transcoder', args: [REWARD_CUT, FEE_SHARE] })
    })
  }
  await registerPeer(client, addresses, peer)
}

/** Makes the client's account known to be found at a peer id, unless it is. */
export async function registerPeer(client: ChainClient, addresses: Addresses, peer: string): Promise<void> {
  const registry = { address: addresses.ServiceRegistry, abi: serviceRegistryAbi } as const
  const args = [client.account.address] as const
  const service = `/p2p/${peer}`
  if ((await client.readContract({ ...registry, functionName: 'getServiceURI', args })) === service) return
  await send(client, { ...registry, functionName: 'setServiceURI', args: [service] })
}

/**
 * Calls the reward of the current round, if the client's account is active in it and has not called it.
 * @returns the round, if it was called
 */
export async function rewardIfDue(client: ChainClient, addresses: Addresses): Promise<bigint | undefined> {
  const staking = { address: addresses.BondingManager, abi: bondingManagerAbi } as const
  const rounds = { address: addresses.RoundsManager, abi: roundsManagerAbi } as const
  const args = [client.account.address] as const
  if (!(await client.readContract({ ...rounds, functionName: 'currentRoundInitialized' }))) return undefined
  const round = await client.readContract({ ...rounds, functionName: 'currentRound' })
  const [lastRewardRound] = await client.readContract({ ...staking, functionName: 'getTranscoder', args })
  if (lastRewardRound === round) return undefined
  if (!(await client.readContract({ ...staking, functionName: 'isActiveTranscoder', args }))) return undefined
  await send(client, { ...staking, functionName: 'reward' })
  return round
}

async function send(client: ChainClient, request: object): Promise<void> {
  const hash = await client.writeContract(request as never)
  const { status } = await client.waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error(`Transaction ${hash} was reverted.`)
}

/** Runs a task in an open round; a round may end between the look at it and the call. */
async function inOpenRound(
  client: ChainClient,
  addresses: Addresses,
  task: () => Promise<void>,
): Promise<void> {
  await openRound(client, addresses)
  await task().catch(error => {
    if (!isUntimely(error)) throw error
    return inOpenRound(client, addresses, task)
  })
}

/** Waits for a block in which the round is initialised and terms may be set. */
async function openRound(client: ChainClient, addresses: Addresses): Promise<void> {
  const rounds = { address: addresses.RoundsManager, abi: roundsManagerAbi } as const
  const isOpen = async () =>
    (await client.readContract({ ...rounds, functionName: 'currentRoundInitialized' })) &&
    !(await client.readContract({ ...rounds, functionName: 'currentRoundLocked' }))
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = client.watchBlockNumber({
    emitOnBegin: true,
    onBlockNumber: () => isOpen().then(open => open && resolve(), reject),
    onError: reject,
  })
  await promise.finally(stop)
}

function isUntimely(error: unknown): boolean {
  const reverted =
    error instanceof BaseError && error.walk(cause => cause instanceof ContractFunctionRevertedError)
  const name = reverted instanceof ContractFunctionRevertedError ? reverted.data?.errorName : undefined
  return name !== undefined && ['RoundLocked', 'RoundNotInitialized', 'RewardNotCalled'].includes(name)
}
