/** Value is told per hour of the last hour at work, ms. */
const HOUR_MS = 3_600_000
/** Between two payments that are further apart there was no work, ms. */
const PAUSE_MS = 10_000

export type Pace = {
  /** Something was earned now. @returns time at work since the last time, ms */
  work(now: number): number
  add(value: bigint, ms: number): void
  perHour(): bigint
  parts(): readonly { value: bigint; ms: number }[]
}

/** How much is earned in an hour of work; time without work does not count. */
export function createPace(): Pace {
  let parts: { value: bigint; ms: number }[] = []
  let [value, ms] = [0n, 0]
  let before = Number.NEGATIVE_INFINITY

  return {
    work(now) {
      const since = now - before
      before = now
      return since > PAUSE_MS ? 0 : since
    },
    add(more, time) {
      // A first payment tells nothing of how long it was worked for.
      if (time <= 0) return
      parts.push({ value: more, ms: time })
      value += more
      ms += time
      while (parts[0] && ms - parts[0].ms >= HOUR_MS) {
        value -= parts[0].value
        ms -= parts[0].ms
        parts = parts.slice(1)
      }
    },
    perHour: () => (ms === 0 ? 0n : (value * BigInt(HOUR_MS)) / BigInt(Math.round(ms))),
    parts: () => parts,
  }
}
