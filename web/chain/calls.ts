import type { Abi, ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from 'viem'
import { readContract } from 'viem/actions'
import {
  bondingManagerAbi,
  controllerAbi,
  millraceTokenAbi,
  minterAbi,
  roundsManagerAbi,
  serviceRegistryAbi,
  ticketBrokerAbi,
} from './contracts.gen.ts'
import type { Chain } from './open.ts'
import type { ContractName } from './types.ts'

export const ABIS = {
  Controller: controllerAbi,
  Token: millraceTokenAbi,
  Minter: minterAbi,
  RoundsManager: roundsManagerAbi,
  BondingManager: bondingManagerAbi,
  TicketBroker: ticketBrokerAbi,
  ServiceRegistry: serviceRegistryAbi,
} as const satisfies Record<ContractName, Abi>

type View = 'view' | 'pure'
export type Reads<C extends ContractName> = ContractFunctionName<(typeof ABIS)[C], View>

/** Reads from one of Millrace's contracts, as of the newest block, or of a given one. */
export function ask<
  C extends ContractName,
  F extends Reads<C>,
  const A extends ContractFunctionArgs<(typeof ABIS)[C], View, F>,
>(
  { client, addresses }: Chain,
  contract: C,
  functionName: F,
  args: A,
  blockNumber?: bigint,
): Promise<ContractFunctionReturnType<(typeof ABIS)[C], View, F, A>> {
  const at = blockNumber === undefined ? {} : { blockNumber }
  const call = { address: addresses[contract], abi: ABIS[contract], functionName, args, ...at }
  return readContract(client, call as never) as never
}
