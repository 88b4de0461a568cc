import {
  type Client,
  createClient,
  type HttpTransport,
  http,
  keccak256,
  stringToHex,
  type Chain as ViemChain,
} from 'viem'
import { getChainId, readContract } from 'viem/actions'
import { MillraceError } from '../protocol/errors.ts'
import { toViem } from './chains.ts'
import { controllerAbi } from './contracts.gen.ts'
import { toChainError } from './errors.ts'
import { type Head, leaving, openHead, remembering } from './head.ts'
import type { Address, ContractName, Place } from './types.ts'

/** Most calls in one HTTP request. */
const BATCH = 100
const TIMEOUT_MS = 10_000
/** Between two looks for a new block, ms. */
const POLL_MS = 4000
const LOCAL_POLL_MS = 500

/** Names under which the Controller knows the contracts. */
const REGISTERED: Record<Exclude<ContractName, 'Controller'>, string> = {
  Token: 'LivepeerToken',
  Minter: 'Minter',
  RoundsManager: 'RoundsManager',
  BondingManager: 'BondingManager',
  TicketBroker: 'TicketBroker',
  ServiceRegistry: 'ServiceRegistry',
}

export type ChainClient = Client<HttpTransport, ViemChain>

/** A chain that is read. Pages pass it on and look at nothing but `place`. */
export type Chain = {
  place: Place
  client: ChainClient
  addresses: Record<ContractName, Address>
  head: Head
  /** Asks its RPC nothing for so long, ms, as if it did not answer. */
  leave(ms: number): void
}

/**
 * Looks up the contracts of a chain.
 * @throws MillraceError not-found when they are not deployed there, chain-lost when its RPC does not answer,
 * wrong-chain when it is another chain's
 */
export async function openChain(place: Place): Promise<Chain> {
  const memory: { current: Map<string, Promise<unknown>> | undefined } = { current: undefined }
  let leftUntil = 0
  const rpc = http(place.rpc, { batch: { batchSize: BATCH }, retryCount: 1, timeout: TIMEOUT_MS })
  const client = createClient({
    chain: toViem(place),
    transport: remembering(
      leaving(rpc, () => performance.now() < leftUntil),
      () => memory.current,
    ),
    pollingInterval: place.local ? LOCAL_POLL_MS : POLL_MS,
    batch: { multicall: true },
  })
  try {
    const id = await getChainId(client)
    if (id !== place.chainId) {
      throw new MillraceError('wrong-chain', `The RPC is of chain ${id}, not of ${place.name}.`, {
        hint: `Correct chainId or rpc in chain.json: ${place.name} is chain ${place.chainId}.`,
        docs: 'the-chain-of-a-page',
      })
    }
    const entries = Object.entries(REGISTERED).map(async ([name, known]) => [
      name,
      await lookUp(client, place, known),
    ])
    const addresses = { Controller: place.controller, ...Object.fromEntries(await Promise.all(entries)) }
    return {
      place,
      client,
      addresses,
      head: openHead(client, memory),
      leave(ms) {
        leftUntil = performance.now() + ms
      },
    }
  } catch (error) {
    throw toChainError(error)
  }
}

async function lookUp(
  client: ChainClient,
  { controller, name }: Place,
  registered: string,
): Promise<Address> {
  const found = await readContract(client, {
    address: controller,
    abi: controllerAbi,
    functionName: 'getContract',
    args: [keccak256(stringToHex(registered))],
  }).catch(error => {
    if (error.cause?.name !== 'ContractFunctionZeroDataError') throw error
    return undefined
  })
  if (found === undefined || BigInt(found) === 0n) {
    throw new MillraceError('not-found', `Millrace’s contracts are not on ${name} at ${controller}.`, {
      hint: 'Deploy them, or correct the Controller’s address in chain.json.',
      docs: 'the-chain-of-a-page',
    })
  }
  return found
}
