import { MillraceError } from '../protocol/errors.ts'

/*
 * How tickets are sized. Redeeming a winner costs gas whatever it is worth, so a face value is a multiple of that cost;
 * but the sender must have put in a multiple of the face value. The smallest face value that keeps the overhead below
 * 1 % is the best of both. Amounts in wei.
 */

/** Gas of redeeming one winner, as measured on the whole system: contracts/gas/system.json, “redeem, steady”. */
export const REDEEM_GAS = 126_534n
/** A face value is so many times the cost of redeeming it alone: overhead 1/101. In batches it is less. */
export const COST_RATIO = 101n
/** Of senders who have put in less, smaller face values are taken, down to here: overhead 1/10. */
export const LEAST_COST_RATIO = 10n
/** Of a deposit others draw too: a recipient counts on one part of so many. */
const DEPOSIT_PARTS = 3n
/** A winner ties up its face value until it is redeemed; there must be room for another. */
const WINNERS = 2n
/** Probability 1. */
export const SURE = 2n ** 256n - 1n

/** What one winner of a recipient may be worth. */
export type Terms = { faceValue: bigint; winProb: bigint }

/** @param gasPrice wei per gas */
export function redeemCost(gasPrice: bigint): bigint {
  return REDEEM_GAS * gasPrice
}

/**
 * What a recipient can count on being paid by a sender.
 * @param pending face value of the sender's winners that it holds and has not redeemed
 */
export function floatOf(funds: { deposit: bigint; claimable: bigint }, pending: bigint): bigint {
  const float = funds.claimable + funds.deposit / DEPOSIT_PARTS - pending
  return float > 0n ? float : 0n
}

/**
 * Face value and probability of tickets that are worth `value` on average, to the wei.
 * @param value above 0
 * @param float as of `floatOf`
 * @param maxFaceValue the recipient's own bound; undefined for none
 * @throws MillraceError too-risky: the float does not bear tickets that pay for their redemption
 */
export function termsFor({
  value,
  gasPrice,
  float,
  maxFaceValue,
}: {
  value: bigint
  gasPrice: bigint
  float: bigint
  maxFaceValue: bigint | undefined
}): Terms {
  const cost = redeemCost(gasPrice)
  const wanted = min(COST_RATIO * cost, maxFaceValue ?? SURE)
  const faceValue = max(value, min(wanted, float / WINNERS))
  if (faceValue > float || faceValue < min(wanted, LEAST_COST_RATIO * cost)) {
    throw new MillraceError(
      'too-risky',
      'The sender’s funds do not cover a ticket that is worth redeeming.',
      {
        hint: 'Top up the session, or let winners that wait be redeemed first.',
        docs: 'a-session-runs-out',
      },
    )
  }
  return { faceValue, winProb: (value * SURE + faceValue - 1n) / faceValue }
}

/** What a ticket is worth on average, rounded down. */
export function expectedValue({ faceValue, winProb }: Terms): bigint {
  return (faceValue * winProb) / SURE
}

/** Deposit, without a reserve, from which on tickets have their full face value and so the least overhead. */
export function fullDeposit(gasPrice: bigint): bigint {
  return DEPOSIT_PARTS * WINNERS * COST_RATIO * redeemCost(gasPrice)
}

/** Deposit below which no tickets are taken; what is left of a session then is withdrawn. */
export function leastDeposit(gasPrice: bigint): bigint {
  return DEPOSIT_PARTS * WINNERS * LEAST_COST_RATIO * redeemCost(gasPrice)
}

function min(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
