import { type Abi, type Address, type Hex, keccak256, stringToHex } from 'viem'
import {
  bondingManagerAbi,
  controllerAbi,
  millraceTokenAbi,
  minterAbi,
  roundsManagerAbi,
  serviceRegistryAbi,
  ticketBrokerAbi,
} from '../../web/chain/contracts.gen.ts'
import { bytecode } from './bytecode.gen.ts'
import type { Parameters } from './parameters.ts'

export const ABIS = {
  Controller: controllerAbi,
  MillraceToken: millraceTokenAbi,
  Minter: minterAbi,
  RoundsManager: roundsManagerAbi,
  BondingManager: bondingManagerAbi,
  TicketBroker: ticketBrokerAbi,
  ServiceRegistry: serviceRegistryAbi,
} as const satisfies Record<string, Abi>

export type ContractName = keyof typeof ABIS
export type Addresses = Record<ContractName, Address>

/** A contract to be deployed: the code that makes it, and what that is called with. */
export type Deployment = { name: ContractName; code: Hex; args: readonly unknown[] }

/** A call that is due as long as reading `check` gives something else than `wanted`. */
export type Call = {
  title: string
  to: ContractName
  functionName: string
  args: readonly unknown[]
  check: { functionName: string; args: readonly unknown[]; wanted: unknown }
}

/** Every contract, the Controller first: the others are made with its address. */
export function deployments(
  controller: Address | undefined,
  deployer: Address,
  parameters: Parameters,
): Deployment[] {
  const { inflation, inflationChange, targetBondingRate } = parameters
  const args: Partial<Record<ContractName, readonly unknown[]>> = {
    Controller: [],
    MillraceToken: [deployer, parameters.supply],
    Minter: [controller, inflation, inflationChange, targetBondingRate],
  }
  return (Object.keys(ABIS) as ContractName[]).map(name => ({
    name,
    code: bytecode[name].code,
    args: args[name] ?? [controller],
  }))
}

/** Of the code that a contract then has: its hash, and where its immutables are, which count as zeros in that. */
export function codeOf(name: ContractName): { hash: Hex; holes: readonly (readonly [number, number])[] } {
  return bytecode[name]
}

/** Names under which the Controller knows the contracts: Livepeer's, so that its tools find them. */
const REGISTERED: [string, ContractName][] = [
  ['LivepeerToken', 'MillraceToken'],
  ['Minter', 'Minter'],
  ['RoundsManager', 'RoundsManager'],
  ['BondingManager', 'BondingManager'],
  ['TicketBroker', 'TicketBroker'],
  ['JobsManager', 'TicketBroker'],
  ['ServiceRegistry', 'ServiceRegistry'],
]
const NO_COMMIT = `0x${'00'.repeat(20)}` as const

/** Everything after the deployments, in order; unpausing comes last. */
export function calls(addresses: Addresses, parameters: Parameters): Call[] {
  const { unbondingPeriod, numActiveTranscoders, unlockPeriod, ticketValidityPeriod } = parameters
  return [
    ...REGISTERED.map(([name, contract]) => registration(name, addresses[contract])),
    role('MINTER_ROLE', addresses.Minter),
    role('BURNER_ROLE', addresses.Minter),
    setter('RoundsManager', 'roundLength', parameters.roundLength),
    setter('RoundsManager', 'roundLockAmount', parameters.roundLockAmount),
    setter('BondingManager', 'unbondingPeriod', unbondingPeriod),
    {
      ...setter('BondingManager', 'numActiveTranscoders', numActiveTranscoders),
      check: { functionName: 'getTranscoderPoolMaxSize', args: [], wanted: numActiveTranscoders },
    },
    setter('TicketBroker', 'unlockPeriod', unlockPeriod),
    setter('TicketBroker', 'ticketValidityPeriod', ticketValidityPeriod),
    {
      title: 'Unpause',
      to: 'Controller',
      functionName: 'unpause',
      args: [],
      check: { functionName: 'paused', args: [], wanted: false },
    },
  ]
}

/** Id of a name in the Controller. */
export function idOf(name: string): Hex {
  return keccak256(stringToHex(name))
}

function registration(name: string, address: Address): Call {
  return {
    title: `Register ${name}`,
    to: 'Controller',
    functionName: 'setContractInfo',
    args: [idOf(name), address, NO_COMMIT],
    check: { functionName: 'getContract', args: [idOf(name)], wanted: address },
  }
}

function role(name: string, holder: Address): Call {
  return {
    title: `Grant ${name}`,
    to: 'MillraceToken',
    functionName: 'grantRole',
    args: [idOf(name), holder],
    check: { functionName: 'hasRole', args: [idOf(name), holder], wanted: true },
  }
}

function setter(to: ContractName, parameter: string, value: bigint): Call {
  const name = `set${parameter.charAt(0).toUpperCase()}${parameter.slice(1)}`
  return {
    title: `Set ${parameter}`,
    to,
    functionName: name,
    args: [value],
    check: { functionName: parameter, args: [], wanted: value },
  }
}
