import { getBlock } from 'viem/actions'
import { ask } from './calls.ts'
import { toChainError } from './errors.ts'
import type { Chain } from './open.ts'
import type { Protocol } from './types.ts'

/** On chains whose contracts count the blocks of the chain below. */
const SECONDS_BELOW = 12
/** Blocks over which their pace is measured. */
const PACE_BLOCKS = 50n
/** Rates of inflation and bonding are in 1e9ths. */
const RATE = 1e9

/** Rounds, inflation and stake as of the last block. Rejects with MillraceError. */
export async function readProtocol(chain: Chain): Promise<Protocol> {
  try {
    return await read(chain)
  } catch (error) {
    throw toChainError(error)
  }
}

async function read(chain: Chain): Promise<Protocol> {
  const [newest, counted, paused, round, start, roundLength, initialized, locked] = await Promise.all([
    getBlock(chain.client),
    ask(chain, 'RoundsManager', 'blockNum', []),
    ask(chain, 'Controller', 'paused', []),
    ask(chain, 'RoundsManager', 'currentRound', []),
    ask(chain, 'RoundsManager', 'currentRoundStartBlock', []),
    ask(chain, 'RoundsManager', 'roundLength', []),
    ask(chain, 'RoundsManager', 'currentRoundInitialized', []),
    ask(chain, 'RoundsManager', 'currentRoundLocked', []),
  ] as const)
  const [
    inflation,
    target,
    supply,
    mintable,
    minted,
    bonded,
    unbondingPeriod,
    unlockPeriod,
    ticketValidityPeriod,
    poolSize,
    poolMaxSize,
    blockSeconds,
  ] = await Promise.all([
    ask(chain, 'Minter', 'inflation', []),
    ask(chain, 'Minter', 'targetBondingRate', []),
    ask(chain, 'Minter', 'getGlobalTotalSupply', []),
    ask(chain, 'Minter', 'currentMintableTokens', []),
    ask(chain, 'Minter', 'currentMintedTokens', []),
    ask(chain, 'BondingManager', 'getTotalBonded', []),
    ask(chain, 'BondingManager', 'unbondingPeriod', []),
    ask(chain, 'TicketBroker', 'unlockPeriod', []),
    ask(chain, 'TicketBroker', 'ticketValidityPeriod', []),
    ask(chain, 'BondingManager', 'getTranscoderPoolSize', []),
    ask(chain, 'BondingManager', 'getTranscoderPoolMaxSize', []),
    paceOf(chain, newest, counted),
  ] as const)
  const blocksLeft = Number(start + roundLength - counted)
  return {
    block: Number(newest.number),
    paused,
    round: Number(round),
    blockInRound: Number(counted - start),
    roundLength: Number(roundLength),
    blocksLeft,
    endsAt: new Date(Number(newest.timestamp) * 1000 + blocksLeft * blockSeconds * 1000),
    blockSeconds,
    initialized,
    locked,
    inflation: Number(inflation) / RATE,
    targetBondingRate: Number(target) / RATE,
    bondingRate: supply === 0n ? 0 : Number((bonded * BigInt(RATE)) / supply) / RATE,
    supply,
    bonded,
    mintable,
    minted,
    unbondingPeriod: Number(unbondingPeriod),
    unlockPeriod: Number(unlockPeriod),
    ticketValidityPeriod: Number(ticketValidityPeriod),
    poolSize: Number(poolSize),
    poolMaxSize: Number(poolMaxSize),
  }
}

/** About when a round begins. */
export function startOf({ round, endsAt, roundLength, blockSeconds }: Protocol, wanted: number): Date {
  return new Date(endsAt.getTime() + (wanted - round - 1) * roundLength * blockSeconds * 1000)
}

/** Seconds from one counted block to the next. Where another chain's blocks are counted, its pace is known. */
async function paceOf(
  { client }: Chain,
  newest: { number: bigint; timestamp: bigint },
  counted: bigint,
): Promise<number> {
  const between = newest.number < PACE_BLOCKS ? newest.number : PACE_BLOCKS
  // The two were asked for in one request, between which a block may have come.
  const apart = newest.number > counted ? newest.number - counted : counted - newest.number
  if (apart > PACE_BLOCKS || between === 0n) return SECONDS_BELOW
  const { timestamp } = await getBlock(client, { blockNumber: newest.number - between })
  return Number(newest.timestamp - timestamp) / Number(between)
}
