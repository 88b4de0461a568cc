import { MillraceError } from '../protocol/errors.ts'
import type { Rates, SenderFunds } from './types.ts'

/**
 * Whether tickets of a sender, created in a round, can be redeemed by the recipient that asked for its funds.
 * @throws MillraceError no-funds, unsupported
 */
export function requireRedeemable(funds: SenderFunds, creationRound: number, { round }: Rates): void {
  if (!funds.active) {
    throw new MillraceError('unsupported', 'The orchestrator is not in the active set in this round.', {
      hint: 'Only the active set redeems tickets. More stake brings an orchestrator into it.',
    })
  }
  // Unlocked funds can go at the beginning of a round, faster than winners are redeemed.
  if (funds.withdrawRound !== 0 && funds.withdrawRound <= round + 1) {
    throw new MillraceError('no-funds', 'The session’s funds are being withdrawn.', {
      hint: 'Cancel the withdrawal, or open another session.',
      docs: 'a-session-runs-out',
    })
  }
  if (funds.expiry !== undefined && creationRound > funds.expiry) {
    throw new MillraceError('no-funds', 'The session is over.', {
      hint: 'Give it another last round.',
      docs: 'a-session-runs-out',
    })
  }
  if (funds.deposit + funds.claimable === 0n) {
    throw new MillraceError('no-funds', 'The session is empty.', {
      hint: 'Top it up.',
      docs: 'a-session-runs-out',
    })
  }
}
