import type { Log } from './log.ts'
import { delay } from './time.ts'

/** First wait before a restart; it doubles with each restart in a row. */
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
/** What has run for so long is healthy: its next loss is the first in a row again. */
const HEALTHY_MS = 60_000

/** Something that runs until it is lost or closed. */
export type Running = {
  /** Settles with the reason, in plain words, when it does not run any more. */
  lost: Promise<string>
  close(): Promise<void>
}

export type Supervised = {
  state(): 'running' | 'restarting'
  restarts(): number
  close(): Promise<void>
}

/**
 * Starts something, and again whenever it is lost. Resolves when it runs.
 * @throws what the first start throws: what never ran is not tried again
 */
export async function supervise(start: () => Promise<Running>, log: Log): Promise<Supervised> {
  const closed = new AbortController()
  let running: Running | undefined = await start()
  let restarts = 0

  async function keepRunning(first: Running) {
    let current = first
    let failures = 0
    while (true) {
      const startedAt = performance.now()
      const reason = await current.lost
      if (closed.signal.aborted) return
      running = undefined
      if (performance.now() - startedAt >= HEALTHY_MS) failures = 0
      log.warn(`lost: ${reason}`)
      await current.close()
      current = await restart(failures++)
      running = current
    }
  }

  async function restart(failures: number): Promise<Running> {
    for (let attempt = failures; ; attempt++) {
      const wait = waitBefore(attempt, Math.random())
      log.info(`restarting in ${(wait / 1000).toFixed(1)} s`)
      await delay(wait, closed.signal)
      restarts++
      try {
        const next = await start()
        if (!closed.signal.aborted) return next
        await next.close()
      } catch (error) {
        log.warn(`restart failed: ${(error as Error).message}`)
      }
      closed.signal.throwIfAborted()
    }
  }

  keepRunning(running).catch(error => {
    if (!closed.signal.aborted) log.error(`not restarted: ${(error as Error).message}`)
  })

  return {
    state: () => (running === undefined ? 'restarting' : 'running'),
    restarts: () => restarts,
    async close() {
      closed.abort()
      await running?.close()
    },
  }
}

/**
 * How long to wait before a restart, ms: twice as long each time, up to a cap, spread over its upper half so that
 * many nodes do not return at the same moment.
 * @param attempt restarts in a row so far
 * @param chance 0..1
 */
export function waitBefore(attempt: number, chance: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + chance / 2)
}
