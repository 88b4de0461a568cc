import { same } from '../../chain/address.ts'
import type { SessionFunds } from '../../chain/types.ts'
import type { Session } from '../../payments/types.ts'

/** A session that this browser can pay from, as it stands. */
export type HeldSession = SessionFunds & { session: Session }

/** The session that pays: the first that is open, or else that is so again once it is topped up. */
export function sessionInUse(held: HeldSession[]): HeldSession | undefined {
  const usable = held.filter(isUsable)
  return usable.find(({ state }) => state === 'open') ?? usable[0]
}

/** One that its owner has begun to take back pays no more. */
function isUsable({ state, withdrawRound, owner, session }: HeldSession): boolean {
  return state !== 'empty' && withdrawRound === 0 && same(owner, session.owner)
}
