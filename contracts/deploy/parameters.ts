/** What the contracts are deployed with. Governance may change all of it later. */
export type Parameters = {
  /** Blocks; on Arbitrum those of the chain below, 12 s each. */
  roundLength: bigint
  /** Last part of a round in which cuts stand still, 1e6ths. */
  roundLockAmount: bigint
  /** Rounds. */
  unbondingPeriod: bigint
  numActiveTranscoders: bigint
  /** Rounds. */
  unlockPeriod: bigint
  ticketValidityPeriod: bigint
  /** Share of the supply minted per round, its step, and the bonding rate it steers to, 1e9ths. */
  inflation: bigint
  inflationChange: bigint
  targetBondingRate: bigint
  /** Tokens minted to the deployer, base units. */
  supply: bigint
}

const TOKEN = 10n ** 18n

/** Livepeer's values of 2026 on Arbitrum One: rounds of about 21 hours. */
export const PUBLIC: Parameters = {
  roundLength: 6377n,
  roundLockAmount: 100_000n,
  unbondingPeriod: 7n,
  numActiveTranscoders: 100n,
  unlockPeriod: 2n,
  ticketValidityPeriod: 2n,
  inflation: 500_000n,
  inflationChange: 500n,
  targetBondingRate: 500_000_000n,
  supply: 10_000_000n * TOKEN,
}

/** Rounds of half a minute at a block a second, so that a person sees what follows from what. */
export const LOCAL: Parameters = { ...PUBLIC, roundLength: 30n }
