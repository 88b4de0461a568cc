import type { MillraceError } from '../protocol/errors.ts'
import type { Registry } from '../protocol/select.ts'
import { follow } from './follow.ts'
import type { Chain } from './open.ts'
import { readOrchestrators } from './orchestrators.ts'
import type { Orchestrator } from './types.ts'

export type FollowedRegistry = {
  /** As of the newest block that could be read; empty before the first. */
  current(): Registry
  close(): void
}

/** The pool's orchestrators with their peers and stakes, read again at every block. */
export function followRegistry(chain: Chain, onerror: (error: MillraceError) => void): FollowedRegistry {
  let registry: Registry = new Map()
  const close = follow(
    chain,
    readOrchestrators,
    orchestrators => {
      registry = toRegistry(orchestrators)
    },
    onerror,
  )
  return { current: () => registry, close }
}

/** Those that registered a peer, by account. */
function toRegistry(orchestrators: readonly Orchestrator[]): Registry {
  return new Map(
    orchestrators.flatMap(({ address, peer, stake, active }) =>
      peer === undefined ? [] : [[address.toLowerCase(), { peer, stake, active }]],
    ),
  )
}
