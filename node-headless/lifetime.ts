import { constants } from 'node:os'

/** From the first signal until this process is gone, whatever still hangs: the promise is 3 s. */
const DEADLINE_MS = 2500
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export type Lifetime = {
  /** Aborted by the first signal. */
  signal: AbortSignal
  /** To be closed at the end. */
  defer(close: () => Promise<void>): void
  /**
   * Closes everything at the same time, as the deadline is short, then ends this process and with it its children.
   * @param closed called when all is closed in time
   */
  exit(code: number, closed?: () => void): Promise<never>
}

/** Takes over the signals of this process: the first one ends it in good order, the second at once. */
export function openLifetime(): Lifetime {
  const controller = new AbortController()
  const closers: (() => Promise<void>)[] = []

  for (const name of SIGNALS) {
    const code = 128 + constants.signals[name]
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code)
      controller.abort(new Error(`stopped by ${name}`))
      setTimeout(() => process.exit(code), DEADLINE_MS)
    })
  }

  return {
    signal: controller.signal,
    defer: close => {
      closers.push(close)
    },
    async exit(code, closed) {
      const end = setTimeout(() => process.exit(code), DEADLINE_MS)
      await Promise.allSettled(closers.map(close => close()))
      clearTimeout(end)
      closed?.()
      process.exit(code)
    },
  }
}
