import type { Draft } from '../stake/draft.ts'
import type { Pay } from './pay.svelte.ts'

/** The page's money, for the forms and streams on it. */
export type Purse = {
  pay: Pay
  /**
   * Asks the person to open a session or to add to it, and for a wallet first if none is connected.
   * @param hourly what an hour of the ladder costs, wei; undefined where nobody asks to be paid
   * @param next what happens then, as the button says it
   * @param then happens when the session is open
   * @param once what this work costs, wei, where it has an end
   */
  fund(hourly: bigint | undefined, next?: string, then?: () => void, once?: bigint): void
  /** Asks the person to confirm something about a session. */
  begin(draft: Draft): void
}
