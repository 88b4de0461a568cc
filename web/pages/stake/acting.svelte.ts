import { toChainError } from '../../chain/errors.ts'
import type { Chain } from '../../chain/open.ts'
import { perform } from '../../chain/perform.ts'
import { preview } from '../../chain/preview.ts'
import type { Action, Address, Preview, Progress, Step } from '../../chain/types.ts'
import type { Wallet } from '../../chain/wallet.ts'
import type { MillraceError } from '../../protocol/errors.ts'

/** From the last key pressed until the chain is asked. */
const PAUSE_MS = 250

export type Acting = ReturnType<typeof createActing>

/**
 * An action on the chain, from its forecast to its end, for as long as the component lives.
 * @param choose what is to be done; undefined while the form does not say
 * @param circumstances what the forecast depends on beside the action: changes only when that does
 */
export function createActing(
  chain: Chain,
  wallet: Wallet,
  account: () => Address | undefined,
  choose: () => Action | undefined,
  circumstances: () => string,
) {
  let forecast: Preview | undefined = $state.raw()
  let looking = $state(false)
  let unseen: MillraceError | undefined = $state.raw()
  let steps: Step[] = $state.raw([])
  let progress: Progress | undefined = $state.raw()
  let phase: 'form' | 'working' | 'done' = $state('form')
  let error: MillraceError | undefined = $state.raw()
  /** What the forecast is of. */
  let foreseen: string | undefined = $state()

  /** Changes only when what it says changes: the account is read anew at every block. */
  const wanted = $derived(JSON.stringify(choose(), spellBigint))
  const settled = $derived(circumstances())

  $effect(() => {
    const of = account()
    if (phase !== 'form' || of === undefined) return
    void settled
    looking = wanted !== undefined
    if (wanted === undefined) forecast = undefined
    const timer = setTimeout(look, PAUSE_MS, of)
    let over = false
    async function look(of: Address) {
      const action = choose()
      if (action === undefined) return
      try {
        const found = await preview(chain, of, action)
        if (over) return
        forecast = found
        foreseen = wanted
        unseen = undefined
      } catch (thrown) {
        if (over) return
        forecast = undefined
        unseen = toChainError(thrown)
      }
      looking = false
    }
    return () => {
      over = true
      clearTimeout(timer)
    }
  })

  // While a forecast is only made anew the button stays: it must not go from under a finger.
  const ready = $derived(
    wanted !== undefined && foreseen === wanted && forecast !== undefined && !forecast.fault,
  )

  // Another attempt is another matter.
  $effect(() => {
    void wanted
    error = undefined
    progress = undefined
  })

  return {
    get forecast() {
      return forecast
    },
    get looking() {
      return looking
    },
    /** Why there is no forecast. */
    get unseen() {
      return unseen
    },
    get steps() {
      return steps
    },
    get progress() {
      return progress
    },
    get phase() {
      return phase
    },
    get error() {
      return error
    },
    get ready() {
      return ready
    },
    /** Does it. Resolves with whether it is done; if not, `error` says why, and it can be tried again. */
    async run(): Promise<boolean> {
      const of = account()
      const action = choose()
      if (of === undefined || action === undefined || !ready || phase === 'working') return false
      const stale = looking
      phase = 'working'
      error = undefined
      progress = undefined
      try {
        if (stale) forecast = await preview(chain, of, action)
        if (forecast?.fault) throw forecast.fault
        steps = forecast?.steps ?? []
        await perform(chain, await wallet.signer(), action, next => {
          progress = next
        })
        phase = 'done'
      } catch (thrown) {
        error = toChainError(thrown)
        phase = 'form'
      }
      return phase === 'done'
    },
  }
}

function spellBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
