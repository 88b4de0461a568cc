import type { Registry } from '../protocol/select.ts'
import type { Chain } from './open.ts'
import { readOrchestrators } from './orchestrators.ts'

/** The pool's orchestrators with their peers and stakes, by account. Rejects with MillraceError. */
export async function readRegistry(chain: Chain): Promise<Registry> {
  const orchestrators = await readOrchestrators(chain)
  return new Map(
    orchestrators.flatMap(({ address, peer, stake, active }) =>
      peer === undefined ? [] : [[address.toLowerCase(), { peer, stake, active }]],
    ),
  )
}
