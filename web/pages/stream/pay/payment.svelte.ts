import { untrack } from 'svelte'
import type { Chain } from '../../../chain/open.ts'
import { browserJournal } from '../../../payments/journal.ts'
import { startPayer } from '../../../payments/sender.ts'
import type { Payer, PayerState, Session } from '../../../payments/types.ts'
import type { Money } from './money.ts'

/** From one attempt to start paying to the next. */
const RETRY_MS = 3000

/**
 * Pays from a session as long as there is one and the component lives.
 * @param choose the session; undefined pays for nothing
 */
export function payment(
  chain: Chain,
  choose: () => Session | undefined,
  money: Money,
): { readonly current: PayerState | undefined } {
  let state: PayerState | undefined = $state.raw()
  const sender = $derived(choose()?.sender)

  $effect(() => {
    void sender
    // It is read anew at every block.
    const session = untrack(choose)
    if (session === undefined) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let payer: Payer | undefined
    let over = false
    async function start(session: Session) {
      try {
        const started = await startPayer(chain, session, await browserJournal(`session-${session.sender}`))
        if (over) return started.close()
        payer = started
        money.payer = started
        const tell = () => {
          state = started.state()
        }
        started.onchange(tell)
        tell()
      } catch {
        // The chain does not answer, which the page says elsewhere.
        if (!over) timer = setTimeout(start, RETRY_MS, session)
      }
    }
    void start(session)
    return () => {
      over = true
      clearTimeout(timer)
      if (payer !== undefined) money.payer = undefined
      payer?.close()
      state = undefined
    }
  })

  return {
    get current() {
      return state
    },
  }
}
