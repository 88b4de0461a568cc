import { toChainError } from '../../chain/errors.ts'
import { follow } from '../../chain/follow.ts'
import type { ReadOptions } from '../../chain/history.ts'
import type { Chain } from '../../chain/open.ts'
import type { MillraceError } from '../../protocol/errors.ts'

export type Reading<T> = {
  /** Newest value; stays while the chain does not answer. */
  readonly value: T | undefined
  readonly at: Date | undefined
  readonly error: MillraceError | undefined
}

/**
 * Reads at every block for as long as the component lives, and anew when what `choose` looks at changes.
 * @param choose what to read; undefined reads nothing
 */
export function reading<T>(
  chain: Chain,
  choose: () => ((chain: Chain) => Promise<T>) | undefined,
): Reading<T> {
  let value: T | undefined = $state.raw()
  let at: Date | undefined = $state.raw()
  let error: MillraceError | undefined = $state.raw()
  $effect(() => {
    const read = choose()
    if (read === undefined) return
    const stop = follow(
      chain,
      read,
      next => {
        value = next
        at = new Date()
        error = undefined
      },
      failed => {
        error = failed
      },
    )
    return () => {
      stop()
      value = undefined
      error = undefined
    }
  })
  return {
    get value() {
      return value
    },
    get at() {
      return at
    },
    get error() {
      return error
    },
  }
}

export type Loading<T> = {
  /** Stays while it is loaded again. */
  readonly value: T | undefined
  /** From 0 to 1 while it is loaded for the first time. */
  readonly done: number
  readonly error: MillraceError | undefined
  again(): void
}

/** Loads from event logs, and again whenever what `choose` looks at changes. Another `key` forgets what was before. */
export function loading<T>(
  choose: () => { key: string; load(options: ReadOptions): Promise<T> } | undefined,
): Loading<T> {
  let of = ''
  let value: T | undefined = $state.raw()
  let done = $state(0)
  let error: MillraceError | undefined = $state.raw()
  let attempts = $state(0)

  async function load(source: NonNullable<ReturnType<typeof choose>>, signal: AbortSignal) {
    const onprogress = (share: number) => {
      if (!signal.aborted) done = share
    }
    try {
      const loaded = await source.load({ signal, onprogress })
      if (signal.aborted) return
      value = loaded
      error = undefined
    } catch (thrown) {
      if (!signal.aborted) error = toChainError(thrown)
    }
  }

  $effect(() => {
    void attempts
    const source = choose()
    if (of !== source?.key) {
      of = source?.key ?? ''
      value = undefined
      done = 0
      error = undefined
    }
    if (source === undefined) return
    const controller = new AbortController()
    void load(source, controller.signal)
    return () => controller.abort()
  })

  return {
    get value() {
      return value
    },
    get done() {
      return done
    },
    get error() {
      return error
    },
    again() {
      attempts += 1
    },
  }
}
