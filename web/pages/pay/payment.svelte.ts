import { untrack } from 'svelte'
import type { Chain } from '../../chain/open.ts'
import { startPayer } from '../../payments/sender.ts'
import type { Payer, PayerState, Session } from '../../payments/types.ts'
import { keepTrying } from '../keeptrying.ts'
import type { Money } from './money.ts'

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
    let payer: Payer | undefined
    const stop = keepTrying(
      async signal => {
        const started = await startPayer(chain, session)
        if (signal.aborted) return started.close()
        payer = started
        money.payer = started
        const tell = () => {
          state = started.state()
        }
        started.onchange(tell)
        tell()
      },
      // The chain does not answer, which the page says elsewhere.
      () => {},
    )
    return () => {
      stop()
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
