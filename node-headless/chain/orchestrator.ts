import { parseEther } from 'viem'
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
  const registry = { address: addresses.ServiceRegistry, abi: serviceRegistryAbi } as const
  const self = client.account.address

  async function send(request: Parameters<typeof client.writeContract>[0]) {
    const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(request) })
    if (status !== 'success') throw new Error(`${request.functionName} was reverted`)
  }

  const args = [self] as const
  if (!(await client.readContract({ ...staking, functionName: 'isRegisteredTranscoder', args }))) {
    await send({
      address: addresses.MillraceToken,
      abi: millraceTokenAbi,
      functionName: 'approve',
      args: [addresses.BondingManager, STAKE],
    } as never)
    await send({ ...staking, functionName: 'bond', args: [STAKE, self] } as never)
    await send({ ...staking, functionName: 'transcoder', args: [REWARD_CUT, FEE_SHARE] } as never)
  }
  const service = `/p2p/${peer}`
  if ((await client.readContract({ ...registry, functionName: 'getServiceURI', args })) !== service) {
    await send({ ...registry, functionName: 'setServiceURI', args: [service] } as never)
  }
}

/** Waits for the first block in which the current round is initialised. */
export async function roundReady(client: ChainClient, addresses: Addresses): Promise<void> {
  const request = {
    address: addresses.RoundsManager,
    abi: roundsManagerAbi,
    functionName: 'currentRoundInitialized',
  } as const
  if (await client.readContract(request)) return
  await new Promise<void>((resolve, reject) => {
    const stop = client.watchBlockNumber({
      onBlockNumber: () =>
        client.readContract(request).then(
          ready => {
            if (ready) {
              stop()
              resolve()
            }
          },
          error => {
            stop()
            reject(error)
          },
        ),
      onError: () => {},
    })
  })
}
