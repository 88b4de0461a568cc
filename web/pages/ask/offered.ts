import type { HeardOffer } from '../../network/types.ts'
import { offersEffect } from '../../protocol/effects.ts'

/** Whether a task can be chosen. As long as nobody has offered anything, nothing is ruled out. */
export function isOffered(offers: readonly HeardOffer[], id: string): boolean {
  return offers.length === 0 || offers.some(({ offer }) => offersEffect(offer, id))
}
