import type { MillraceError } from '../protocol/errors.ts'

export type Address = `0x${string}`
export type Hash = `0x${string}`

/** The chain that a page works on, as `chain.json` beside it says. */
export type Place = {
  chainId: number
  name: string
  rpc: string
  /** The other contracts are looked up in it. */
  controller: Address
  /** Address of a block explorer, without a slash at its end. */
  explorer: string | undefined
  /** Block in which the Controller was deployed; history begins there. */
  since: number
  /** The page's server gives test tokens: `POST faucet`. */
  faucet: boolean
  /** A chain of this computer, for trying things out. */
  local: boolean
}

export type ContractName =
  | 'Controller'
  | 'Token'
  | 'Minter'
  | 'RoundsManager'
  | 'BondingManager'
  | 'TicketBroker'
  | 'ServiceRegistry'

/** Amounts are in the token's smallest unit or in wei, shares in 1e6ths, rounds and blocks are counted. */
export type Protocol = {
  /** Block of the chain that all this was read at. */
  block: number
  paused: boolean
  round: number
  /** Blocks of this round that are over, of `roundLength`. */
  blockInRound: number
  roundLength: number
  /** Blocks until the next round, and about when that is. */
  blocksLeft: number
  endsAt: Date
  /** Seconds from one counted block to the next, about. */
  blockSeconds: number
  initialized: boolean
  /** Terms stand still until the round ends. */
  locked: boolean
  /** Share of the supply that is minted in a round, as a fraction; likewise both bonding rates. */
  inflation: number
  targetBondingRate: number
  bondingRate: number
  supply: bigint
  /** Stake of the active set. */
  bonded: bigint
  mintable: bigint
  minted: bigint
  unbondingPeriod: number
  /** Rounds from the unlock of a session to its withdrawal, and those that a ticket is good for, its own included. */
  unlockPeriod: number
  ticketValidityPeriod: number
  poolSize: number
  poolMaxSize: number
}

export type Orchestrator = {
  address: Address
  /** Place in the pool from 0 on; undefined when not in it. */
  rank: number | undefined
  /** All that is delegated to it, and its own part of that. */
  stake: bigint
  ownStake: bigint
  /** Share of rewards that it keeps, 1e6ths. */
  rewardCut: number
  /** Share of fees that it gives to its delegators, 1e6ths. */
  feeShare: number
  /** In this round. */
  active: boolean
  lastRewardRound: number
  /** From the registry; undefined when it registered none. */
  peer: string | undefined
}

/** What event logs tell of an orchestrator. */
export type Track = {
  /** Whether reward was called, for the last 30 rounds that it was active in, the oldest first. */
  rewarded: boolean[]
  /** All fees that tickets paid to it and its delegators, wei. */
  fees: bigint
}

export type Lock = {
  id: number
  amount: bigint
  /** The stake can be withdrawn from this round on, about from this time on. */
  round: number
  at: Date
  ready: boolean
}

export type Position = {
  account: Address
  ether: bigint
  tokens: bigint
  /** What the staking contract may take of the tokens. */
  allowance: bigint
  /** `pending`: counts from the next round on. */
  status: 'pending' | 'bonded' | 'unbonded'
  /** As of the last claim. */
  bonded: bigint
  /** With rewards that are not claimed. */
  stake: bigint
  /** With those that are not claimed, wei. */
  fees: bigint
  delegate: Address | undefined
  startRound: number
  lastClaimRound: number
  locks: Lock[]
  /** The account as an orchestrator; undefined when it is none. */
  orchestrator: Orchestrator | undefined
  /** Peer id that it registered, orchestrator or not. */
  peer: string | undefined
}

/** A payment session that an account owns, from event logs. */
export type FoundSession = {
  /** Address of its key: the sender of its tickets. */
  key: Address
  openedAt: Date
  /** What winning tickets drew so far, wei. */
  drawn: bigint
}

/** A session as it stands. */
export type SessionFunds = {
  key: Address
  owner: Address
  deposit: bigint
  reserve: bigint
  /** Last round whose tickets count, and about when it ends. */
  expiry: number
  endsAt: Date
  /** Round from which it was unlocked; 0 while it is locked. */
  withdrawRound: number
  /** From when its funds can be withdrawn as things are: after the unlock, or long enough after its end. */
  from: { round: number; at: Date }
  /** `over`: its last round is over. `ready`: to be withdrawn. `empty`: nothing is left in it. */
  state: 'open' | 'over' | 'unlocking' | 'ready' | 'empty'
}

/** Something to do on the chain. Amounts in smallest units, shares in 1e6ths. */
export type Action =
  /** Bonds more, moves all stake to another orchestrator (with amount 0 as well), or both. */
  | { kind: 'delegate'; amount: bigint; to: Address }
  | { kind: 'unbond'; amount: bigint }
  | { kind: 'rebond'; lock: number }
  | { kind: 'rebondFromUnbonded'; lock: number; to: Address }
  | { kind: 'withdrawStake'; lock: number }
  | { kind: 'withdrawFees'; amount: bigint }
  | { kind: 'claimEarnings' }
  /**
   * Several transactions; those that are not needed any more are left out. `amount` is the stake that the account
   * bonds to itself in all, with what is bonded already.
   */
  | { kind: 'becomeOrchestrator'; amount: bigint; rewardCut: number; feeShare: number; peer: string }
  | { kind: 'setTerms'; rewardCut: number; feeShare: number }
  | { kind: 'registerPeer'; peer: string }
  | { kind: 'reward' }
  | { kind: 'initializeRound' }
  /**
   * Makes a key the sender of tickets that the account owns, or adds to such a session of its own; its tickets count
   * up to the round `expiry`. Ends an unlock. Deposit and reserve are paid along, wei.
   */
  | { kind: 'openSession'; key: Address; expiry: number; deposit: bigint; reserve: bigint }
  /** Ends a session after this round, and begins its unlock. */
  | { kind: 'revokeSession'; key: Address }
  | { kind: 'unlockSession'; key: Address }
  | { kind: 'cancelUnlockSession'; key: Address }
  | { kind: 'withdrawSession'; key: Address }
  /** Test tokens of a local chain; nothing is signed. */
  | { kind: 'faucet' }

/** One transaction to sign. */
export type Step = {
  /** What it does, for people: “Allow staking to take 5 tokens”. */
  title: string
  gas: bigint
  /** The most that it costs, wei. */
  fee: bigint
  /** The gas is a guess: it can only be told after the steps before it. */
  guessed: boolean
}

/** What an action would do. */
export type Preview = {
  steps: Step[]
  /** Of all steps, wei. */
  fee: bigint
  /** Ether that goes along, wei. */
  value: bigint
  /** The account afterwards. */
  after: { tokens: bigint; stake: bigint; fees: bigint; delegate: Address | undefined }
  /** Round from which on it counts (bonding, terms) or can be withdrawn (unbonding, unlocking), and about when. */
  from: { round: number; at: Date } | undefined
  /** Why it would fail as things are; nothing should be signed then. */
  fault: MillraceError | undefined
}

/** How far `perform` is. `step` counts from 0 in the steps of the preview. */
export type Progress = { step: number; title: string } & (
  | { state: 'sign' }
  | { state: 'sent'; hash: Hash }
  | { state: 'confirmed'; hash: Hash }
  | { state: 'failed'; hash: Hash | undefined; error: MillraceError }
)

/** A transaction that this browser has asked a wallet for, kept over reloads. */
export type Transaction = {
  id: string
  account: Address
  title: string
  /** When the wallet was asked, ms since 1970. */
  at: number
  /** Undefined while the wallet has not answered. */
  hash: Hash | undefined
  /**
   * `asked`: the wallet has it. `sent`: on its way. `replaced`: the wallet sent another in its place, which did
   * something else. `dropped`: the chain does not know it any more. `rejected`: it was never sent.
   */
  state: 'asked' | 'sent' | 'confirmed' | 'failed' | 'replaced' | 'dropped' | 'rejected'
}

/** The account of the headless node around a page, asked as EIP-1193 says: `eth_sendTransaction` and nothing else. */
export type NodeAccount = {
  address: Address
  request(call: { method: string; params?: unknown }): Promise<unknown>
}

export type WalletChoice = {
  id: string
  name: string
  /** A data URL. */
  icon: string | undefined
  /** The built-in account of a local chain. */
  test: boolean
}

export type WalletState = {
  /** What can be connected, the test account last. */
  choices: WalletChoice[]
  status: 'disconnected' | 'connecting' | 'connected'
  /** Id of the connected choice. */
  choice: string | undefined
  account: Address | undefined
  /** The wallet is on another chain than the page: `switchChain` first. */
  wrongChain: boolean
}

/** Something that was done, from its event. */
export type Deed = {
  kind:
    | 'bond'
    | 'move'
    | 'unbond'
    | 'rebond'
    | 'transfer'
    | 'receive'
    | 'withdrawStake'
    | 'withdrawFees'
    | 'claim'
    | 'terms'
    | 'reward'
    | 'slashed'
  round: number
  at: Date
  hash: Hash
  /** Tokens; wei for withdrawFees; undefined where there is none. */
  amount: bigint | undefined
  /** The orchestrator concerned. */
  delegate: Address | undefined
}

/** An account in one round. */
export type RoundEntry = {
  round: number
  /** Beginning of the round. */
  at: Date
  /** At the end of the round, or now, with all rewards. */
  stake: bigint
  /** Earned in this round; fees in wei. */
  rewards: bigint
  fees: bigint
  deeds: Deed[]
}

export type History = {
  account: Address
  /** Every round since the account's first deed, the oldest first. */
  rounds: RoundEntry[]
}

/** An orchestrator in one round. */
export type OrchestratorRound = {
  round: number
  at: Date
  /** That it began the round with. */
  stake: bigint
  /** Minted by its call; undefined when it made none. */
  reward: bigint | undefined
  /** Paid by tickets, wei. */
  fees: bigint
  /** Terms that it set in this round, if any. */
  terms: { rewardCut: number; feeShare: number } | undefined
}
