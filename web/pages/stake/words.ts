import type { Deed } from '../../chain/types.ts'
import type { Draft } from './draft.ts'
import type { SortKey } from './rank.ts'

export const SORT_NAMES: Record<SortKey, string> = {
  stake: 'Stake',
  rewardCut: 'Reward cut',
  feeShare: 'Fee share',
  calls: 'Reward calls',
  fees: 'Fees earned',
  presence: 'Now',
}

/** What columns mean, for those to whom the words are new. */
export const MEANINGS: Partial<Record<SortKey, string>> = {
  rewardCut: 'Part of the new tokens that the orchestrator keeps; the rest goes to all stake with it',
  feeShare: 'Part of the fees from jobs that it gives to all stake with it',
  calls: 'Each round, an orchestrator must call for its reward. A missed call is a lost reward',
  fees: 'Paid by gateways so far, for it and for those who stake with it',
  presence: 'Whether it offers work on the network, and its price',
}

/** An action's name and what its last button says. */
export const ACTIONS: Record<Draft['kind'], { title: string; verb: string; done: string }> = {
  delegate: { title: 'Stake', verb: 'Stake', done: 'Staked.' },
  move: { title: 'Move your stake', verb: 'Move', done: 'Moved.' },
  unbond: { title: 'Unstake', verb: 'Unstake', done: 'Unstaking has begun.' },
  rebond: { title: 'Stake it again', verb: 'Stake again', done: 'Staked again.' },
  withdrawStake: { title: 'Withdraw stake', verb: 'Withdraw', done: 'Withdrawn to your wallet.' },
  withdrawFees: { title: 'Withdraw fees', verb: 'Withdraw', done: 'Withdrawn to your wallet.' },
  claimEarnings: { title: 'Claim earnings', verb: 'Claim', done: 'Claimed.' },
  becomeOrchestrator: {
    title: 'Become an orchestrator',
    verb: 'Become an orchestrator',
    done: 'You are an orchestrator.',
  },
  setTerms: { title: 'Change your terms', verb: 'Change terms', done: 'The new terms hold.' },
  registerPeer: { title: 'Register a peer id', verb: 'Register', done: 'Registered.' },
  initializeRound: { title: 'Begin the round', verb: 'Begin', done: 'The round has begun.' },
  reward: { title: 'Call reward', verb: 'Call reward', done: 'Reward called.' },
  revokeSession: { title: 'End a session', verb: 'End it', done: 'The session has ended.' },
  cancelUnlockSession: { title: 'Keep a session', verb: 'Keep it', done: 'The session goes on.' },
  withdrawSession: { title: 'Withdraw a session', verb: 'Withdraw', done: 'Withdrawn to your wallet.' },
}

/** Those whose round is the one from which something can be withdrawn. */
export const WAITING: readonly Draft['kind'][] = ['unbond', 'revokeSession']

/** What an action does, before any figure. */
export const EXPLANATIONS: Record<Draft['kind'], string> = {
  delegate: 'Your tokens work for an orchestrator and share in what it earns. They stay yours.',
  move: 'All your stake goes to another orchestrator. It earns there from the next round on.',
  unbond: 'Stake leaves its orchestrator and earns no more. It comes back to your wallet after a wait.',
  rebond: 'Stake that is on its way out goes back to work.',
  withdrawStake: 'The wait is over: the tokens go to your wallet.',
  withdrawFees: 'Fees that your stake earned go to your wallet, in ether.',
  claimEarnings:
    'Rewards join your stake, and fees your balance. You need not: earnings are never lost by waiting, and every other action claims them too.',
  becomeOrchestrator: 'You stake with yourself, set your terms and say at which peer id you are found.',
  setTerms: 'They hold for the rewards and fees of the rounds to come.',
  registerPeer: 'Gateways and delegators find your orchestrator on the network by it.',
  initializeRound:
    'Somebody has to open each round before anything can be done in it. Anyone may, and pays the network fee.',
  reward: 'Mints your share of this round’s new tokens and splits it with those who stake with you.',
  revokeSession:
    'Nothing is paid from it after this round. What is left can be withdrawn after a wait, in which tickets that have won are still paid.',
  cancelUnlockSession: 'Its funds stay in it, and it goes on paying.',
  withdrawSession: 'All that is left of it goes to your wallet.',
}

export const DEEDS: Record<Deed['kind'], string> = {
  bond: 'staked',
  move: 'moved to another orchestrator',
  unbond: 'began to unstake',
  rebond: 'staked again',
  transfer: 'gave stake away',
  receive: 'was given stake',
  withdrawStake: 'withdrew stake',
  withdrawFees: 'withdrew fees',
  claim: 'claimed earnings',
  terms: 'set terms',
  reward: 'called reward',
  slashed: 'was slashed',
}
