import { HLS_WINDOW_S } from '../protocol/limits.ts'
import { type PlaylistWindow, windowOf } from '../protocol/playlist.ts'

/** How often it is asked for, ms: in between, what is live grows as the clock goes. */
const ASK_MS = 15_000

/** What of a stream its HLS server keeps. */
export type StreamWindow = {
  /** undefined: nothing, or not known yet. */
  now(): PlaylistWindow | undefined
  /** Asks anew; what cannot be had leaves what was known. */
  refresh(): Promise<void>
  close(): void
}

/** @param address of the master playlist */
export function watchWindow(address: string): StreamWindow {
  let known: PlaylistWindow | undefined
  let askedAt = 0
  const abort = new AbortController()

  const ask = async () => {
    const response = await fetch(address, { signal: abort.signal })
    const found = response.ok ? windowOf(await response.text()) : undefined
    if (found === undefined) return
    known = found
    askedAt = performance.now()
  }
  const refresh = () => ask().catch(() => {})
  const timer = setInterval(() => {
    if (known?.ended !== true && !document.hidden) void refresh()
  }, ASK_MS)
  void refresh()

  return {
    now() {
      if (known === undefined || known.ended) return known
      const until = known.until + performance.now() - askedAt
      return { ...known, until, from: Math.max(known.from, until - HLS_WINDOW_S * 1000) }
    },
    refresh,
    close() {
      abort.abort()
      clearInterval(timer)
    },
  }
}
