import type { Chain } from './open.ts'
import type { Address, History, OrchestratorRound, Track } from './types.ts'

export type ReadOptions = {
  signal?: AbortSignal
  /** From 0 to 1. */
  onprogress?: (done: number) => void
}

/** An account's rounds. What was read before is kept in this browser. Rejects with MillraceError, or as aborted. */
export async function readHistory(
  _chain: Chain,
  _account: Address,
  _options?: ReadOptions,
): Promise<History> {
  throw new Error('to come')
}

export async function readOrchestratorHistory(
  _chain: Chain,
  _orchestrator: Address,
  _options?: ReadOptions,
): Promise<OrchestratorRound[]> {
  throw new Error('to come')
}

/** All orchestrators that there ever were, with what they did. */
export async function readTracks(_chain: Chain, _options?: ReadOptions): Promise<Map<Address, Track>> {
  throw new Error('to come')
}
