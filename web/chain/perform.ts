import type { Chain } from './open.ts'
import type { Action, Progress } from './types.ts'
import type { Signer } from './wallet.ts'

/**
 * Does an action: one transaction after another, each confirmed before the next is signed. What was done already is
 * not done again, so that an action that failed half-way can be performed again.
 * @throws MillraceError what the last progress said: rejected, reverted, too-little, chain-lost ...
 */
export async function perform(
  _chain: Chain,
  _signer: Signer,
  _action: Action,
  _onprogress: (progress: Progress) => void,
): Promise<void> {
  throw new Error('to come')
}
