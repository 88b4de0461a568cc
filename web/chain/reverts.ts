/** What a contract's refusal means, and what to do next. */
export type Words = readonly [message: string, hint: string]

const BUG = 'This should not happen from a page: please report it.'
const OWNER = 'Only governance may do this.'
const TICKET = 'The ticket is worth nothing; nothing was paid.'

/** Every custom error of the contracts by its name. */
export const REVERTS: Readonly<Record<string, Words>> = {
  // Rounds
  RoundNotInitialized: [
    'This round has not been initialised yet.',
    'Initialise it, which anybody may, or wait until somebody did.',
  ],
  RoundAlreadyInitialized: [
    'This round is initialised already.',
    'There is nothing left to do until the next round.',
  ],
  RoundLocked: [
    'Terms stand still in the last part of a round.',
    'Wait until the next round has begun, then set them.',
  ],
  SystemPaused: [
    'The contracts are paused.',
    'Wait until governance lets them go on; stake and fees are safe.',
  ],
  NotPaused: ['The contracts are not paused.', OWNER],
  AlreadyPaused: ['The contracts are paused already.', OWNER],
  BlockNotInPast: ['That block has no hash yet.', 'Ask for a block in the past.'],
  BlockTooOld: ['The chain has forgotten the hash of that block.', 'Ask for one of the last 256 blocks.'],

  // Bonding
  NothingToDelegate: ['There is nothing to delegate.', 'Enter an amount above zero.'],
  TranscoderCannotDelegate: [
    'An orchestrator cannot delegate to another.',
    'Unbond all of its own stake first; it can be bonded again to anybody at once.',
  ],
  OnlyOwnerOfBond: [
    'Only its owner may choose whom stake is delegated to.',
    'Bond to the delegate that the account has already.',
  ],
  NotBonded: [
    'No stake is bonded in this round.',
    'Stake that was bonded or moved in this round counts from the next one on: wait for it.',
  ],
  NotUnbonded: ['Some stake is bonded still.', 'Rebond to the same orchestrator instead.'],
  AmountZero: ['The amount is zero.', 'Enter an amount above zero.'],
  AmountAboveBonded: ['More than is bonded cannot be unbonded.', 'Enter at most the stake that is bonded.'],
  InvalidDelegate: ['That is nobody to delegate to.', 'Choose an orchestrator.'],
  InvalidDelegator: [
    'Stake cannot be given to that account.',
    'Choose an account that is bonded to another.',
  ],
  InvalidUnbondingLock: [
    'This unbonded stake is gone: it was withdrawn or bonded again.',
    'Reload the page to see what is there.',
  ],
  WithdrawRoundNotReached: ['This stake is still unbonding.', 'Wait for the round that stands beside it.'],
  InvalidRecipient: ['That is no account to pay to.', 'Choose another recipient.'],
  InsufficientFees: [
    'More fees than were earned cannot be withdrawn.',
    'Enter at most the fees that are there.',
  ],
  RewardNotCalled: [
    'Reward has not been called in this round.',
    'The orchestrator calls reward first; then this can be done.',
  ],
  RewardAlreadyCalled: ['Reward was called in this round.', 'It can be called again in the next round.'],
  OnlyRewardCaller: [
    'This account may not call reward for that orchestrator.',
    'The orchestrator names who may.',
  ],
  NotActive: [
    'This orchestrator is not active in this round.',
    'It becomes active in the round after it joins the pool; a full pool takes more stake than its last has.',
  ],
  NotRegistered: ['This account is no orchestrator.', 'Bond stake to itself first.'],
  InvalidRewardCut: ['The reward cut is more than all of it.', 'Enter a share from 0 to 100 %.'],
  InvalidFeeShare: ['The fee share is more than all of it.', 'Enter a share from 0 to 100 %.'],
  ServiceURITooLong: ['That address is too long for the registry.', 'Register a peer id alone.'],

  // Tokens
  ERC20InsufficientBalance: [
    'There are not enough tokens in the wallet.',
    'Enter less, or get more tokens first.',
  ],
  ERC20InsufficientAllowance: [
    'Staking may not take that many tokens from the wallet.',
    'Allow the amount in the wallet without lowering it, then try again.',
  ],
  ERC20InvalidApprover: ['That is no account that could allow anything.', BUG],
  ERC20InvalidReceiver: ['Tokens cannot be sent there.', 'Choose another recipient.'],
  ERC20InvalidSender: ['Tokens cannot come from there.', BUG],
  ERC20InvalidSpender: ['That is nobody to be allowed anything.', BUG],
  ERC2612ExpiredSignature: ['The permission has expired.', 'Sign it again.'],
  ERC2612InvalidSigner: [
    'The permission was signed by another account.',
    'Sign it with the account that has the tokens.',
  ],
  InvalidAccountNonce: ['The permission was used already.', 'Sign it again.'],
  SafeERC20FailedOperation: ['The token refused the transfer.', BUG],
  TransferFailed: ['The account refused the ether.', 'Withdraw to an account that takes ether.'],

  // Tickets and sessions
  ValueNotSumOfDepositAndReserve: ['The ether sent is not deposit plus reserve.', BUG],
  NoFunds: ['There is neither deposit nor reserve.', 'Fund the account first.'],
  InsufficientFunds: [
    'Deposit and reserve do not cover the ticket.',
    'Wait until its sender has funded them.',
  ],
  FundsLocked: ['The funds are still locked.', 'Wait for the round in which they can be withdrawn.'],
  UnlockInProgress: [
    'The funds are being unlocked already.',
    'Wait for the round in which they can be withdrawn.',
  ],
  NoUnlockInProgress: ['The funds are not being unlocked.', 'Unlock them first.'],
  ExpiryInPast: ['The session would have ended already.', 'Choose a later end.'],
  InvalidKey: ['That is no key for a session.', BUG],
  KeyInUse: ['That key is in use already.', 'Open the session with a new key.'],
  NotOwner: ['Only its owner may do this with the session.', 'Connect the wallet that opened it.'],
  SessionExpired: ['The session is over.', 'Open a new one.'],
  RecipientNull: ['The ticket names no recipient.', TICKET],
  SenderNull: ['The ticket names no sender.', TICKET],
  SenderUnlocked: ['The ticket’s sender has taken its funds out.', TICKET],
  InvalidAuxDataLength: ['The ticket is malformed.', TICKET],
  NoBlockHashForCreationRound: ['The ticket is of a round that does not exist.', TICKET],
  CreationRoundBlockHashMismatch: ['The ticket is of another chain.', TICKET],
  TicketExpired: ['The ticket has expired.', TICKET],
  TicketUsed: ['The ticket was redeemed already.', TICKET],
  TicketDidNotWin: ['The ticket did not win.', TICKET],
  RecipientRandMismatch: ['The ticket was made for another random number.', TICKET],
  InvalidSignature: ['The ticket was not signed by its sender.', TICKET],
  InvalidSignatureLength: ['The ticket’s signature is malformed.', TICKET],
  LengthMismatch: ['Tickets, signatures and numbers are not equally many.', BUG],

  // Governance, and calls that contracts make to one another
  OnlyController: ['Only the Controller may call this.', BUG],
  OnlyControllerOwner: ['Only the Controller’s owner may call this.', OWNER],
  OnlyBondingManager: ['Only staking may call this.', BUG],
  OnlyRoundsManager: ['Only the rounds’ contract may call this.', BUG],
  OnlyTicketBroker: ['Only the ticket broker may call this.', BUG],
  OnlyBondingManagerOrTicketBroker: ['Only staking and the ticket broker may call this.', BUG],
  OnlyVerifier: ['Only the verifier may call this.', BUG],
  MintableExceeded: ['More than this round’s rewards cannot be minted.', BUG],
  OnlyMinterOrTicketBroker: ['Only the minter and the ticket broker may call this.', BUG],
  SystemNotPaused: ['The contracts are not paused.', OWNER],
  InvalidMinter: ['That is no minter to move to.', OWNER],
  InvalidPercentage: ['That share is more than all of it.', OWNER],
  InvalidPoolSize: ['The pool may only grow, up to its limit.', OWNER],
  InvalidUnbondingPeriod: ['That is no unbonding period.', OWNER],
  InvalidSlashAmount: ['That share is more than all of it.', OWNER],
  InvalidFinderFee: ['That share is more than all of it.', OWNER],
  LipUpgradeRoundAlreadySet: ['That proposal has its round already.', OWNER],
  InvalidPeriod: ['That is no number of rounds for a period.', OWNER],
  RoundLengthZero: ['A round must be at least a block.', OWNER],
  OwnableInvalidOwner: ['That is no owner.', OWNER],
  OwnableUnauthorizedAccount: ['Only the owner may call this.', OWNER],
  AccessControlBadConfirmation: ['A role can be given back by its holder only.', OWNER],
  AccessControlUnauthorizedAccount: ['This account lacks the role for this.', OWNER],
  ECDSAInvalidSignature: ['The signature is not valid.', 'Sign again.'],
  ECDSAInvalidSignatureLength: ['The signature is malformed.', 'Sign again.'],
  ECDSAInvalidSignatureS: ['The signature is malformed.', 'Sign again.'],
  InvalidShortString: ['The token has no name.', BUG],
  StringTooLong: ['The token’s name is too long.', BUG],
  SafeCastOverflowedUintDowncast: ['That amount is larger than any that exists.', 'Enter a smaller amount.'],
}

/** Refusals for want of tokens. */
export const TOO_LITTLE: readonly string[] = ['ERC20InsufficientBalance', 'ERC20InsufficientAllowance']
