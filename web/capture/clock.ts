/** After a pause longer than this (a machine that slept) the stream goes on from there; less is caught up, ms. */
const MAX_LATE_MS = 5000

/** Waits until what is due at this time (µs of the stream) has to leave. */
export type Pace = (due: number) => Promise<void>

/** Real time: the first call returns at once and starts the clock. */
export function realTime(): Pace {
  let start: number | undefined
  return async due => {
    start ??= performance.now() - due / 1000
    const wait = start + due / 1000 - performance.now()
    if (wait < -MAX_LATE_MS) start -= wait
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
  }
}
