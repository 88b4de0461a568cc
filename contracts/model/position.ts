/**
 * What an account owns, exactly: numerators over one common denominator, which grows by a factor with every event.
 * Beside them, in millionths, what rounding in the contracts may have taken of each by now.
 */
export type Position = {
  stake: bigint
  fees: bigint
  /** Stake that has a part in what the current round brings. */
  start: bigint
  over: bigint
  stakeLoss: bigint
  feesLoss: bigint
  startLoss: bigint
}

/** Losses are counted in these parts of the smallest unit. */
export const PARTS = 1_000_000n
/** The contracts keep growth factors to this precision. */
const FACTOR = 10n ** 27n

/** A position with nothing in it. */
export function nothing(): Position {
  return { stake: 0n, fees: 0n, start: 0n, over: 1n, stakeLoss: 0n, feesLoss: 0n, startLoss: 0n }
}

/**
 * Gives a position its exact part of what a pool earned.
 * @param total stake of the pool as the round began
 * @param loss what rounding in the contracts takes of this part at most, in millionths
 */
export function share(position: Position, rewards: bigint, fees: bigint, total: bigint, loss: bigint): void {
  if (position.start === 0n) return
  position.stakeLoss += ceil(position.startLoss * rewards, total) + (rewards > 0n ? loss : 0n)
  position.feesLoss += ceil(position.startLoss * fees, total) + (fees > 0n ? loss : 0n)
  position.stake = position.stake * total + position.start * rewards
  position.fees = position.fees * total + position.start * fees
  position.start *= total
  position.over *= total
}

/**
 * What a factor that was rounded down costs a delegator: it is 1 at least, so less than one part in 1e27 of the stake.
 * In millionths.
 */
export function factorLoss({ start, over }: Position): bigint {
  return ceil(start * PARTS, over * FACTOR)
}

/** The round begins: what is there now has a part in it. */
export function begin(position: Position): void {
  position.start = position.stake
  position.startLoss = position.stakeLoss
}

/** Nothing more of this round. */
export function forgo(position: Position): void {
  position.start = 0n
  position.startLoss = 0n
}

/** Moves all stake and fees of one position into another; `start` stays. */
export function merge(from: Position, into: Position): void {
  into.stake = into.stake * from.over + from.stake * into.over
  into.fees = into.fees * from.over + from.fees * into.over
  into.start *= from.over
  into.over *= from.over
  into.stakeLoss += from.stakeLoss
  into.feesLoss += from.feesLoss
  ;[from.stake, from.fees, from.stakeLoss, from.feesLoss] = [0n, 0n, 0n, 0n]
  if (from.start === 0n) from.over = 1n
}

/** `a / b`, rounded up. */
function ceil(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b
}
