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
 * Makes the client's account an orchestrator that is found at a peer id: bonds to itself, sets its terms, registers.
 * What is so already is left as it is.
 */
export async function becomeOrchestrator(
  client: ChainClient,
  addresses: Addresses,
  peer: string,
): Promise<void> {
  const staking = { address: addresses.BondingManager, abi: bondingManagerAbi } as const
  const rounds = { address: addresses.RoundsManager, abi: roundsManagerAbi } as const
  const registry = { address: addresses.ServiceRegistry, abi: serviceRegistryAbi } as const
  const self = client.account.address

  async function send(request: Parameters<typeof client.writeContract>[0]) {
    const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(request) })
    if (status !== 'success') throw new Error(`${request.functionName} was reverted`)
  }

  /** A round may end between the look at it and the call. */
  async function inOpenRound(task: () => Promise<void>): Promise<void> {
    await openRound(client, addresses)
    await task().catch(error => {
      if (!isUntimely(error)) throw error
      return inOpenRound(task)
    })
  }

  const args = [self] as const
  if (!(await client.readContract({ ...staking, functionName: 'isRegisteredTranscoder', args }))) {
    await send({
      address: addresses.MillraceToken,
      abi: millraceTokenAbi,
      functionName: 'approve',
      args: [addresses.BondingManager, STAKE],
    } as never)
    await inOpenRound(() => send({ ...staking, functionName: 'bond', args: [STAKE, self] } as never))
  }
  const [, rewardCut, feeShare] = await client.readContract({
    ...staking,
    functionName: 'getTranscoder',
    args,
  })
  if (rewardCut === 0n && feeShare === 0n) {
    await inOpenRound(async () => {
      // An active orchestrator sets its terms after its reward.
      if (await client.readContract({ ...staking, functionName: 'isActiveTranscoder', args })) {
        const [lastRewardRound] = await client.readContract({
          ...staking,
          functionName: 'getTranscoder',
          args,
        })
        const round = await client.readContract({ ...rounds, functionName: 'currentRound' })
        if (lastRewardRound < round) await send({ ...staking, functionName: 'reward' } as never)
      }
      await send({ ...staking, functionName: 'transcoder', args: [REWARD_CUT, FEE_SHARE] } as never)
    })
  }
  const service = `/p2p/${peer}`
  if ((await client.readContract({ ...registry, functionName: 'getServiceURI', args })) !== service) {
    await send({ ...registry, functionName: 'setServiceURI', args: [service] } as never)
  }
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
