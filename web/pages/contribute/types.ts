/** Why nothing is earned: what the page says and does about it depends on it. */
export type Standing =
  | 'opening'
  | 'no-chain'
  | 'no-wallet'
  | 'wrong-chain'
  | 'taken'
  | 'no-orchestrator'
  | 'elsewhere'
  | 'inactive'
  | 'ready'
