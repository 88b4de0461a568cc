/** A film that was encoded anew is passed on again when nobody has needed that for so long, ms. */
const CALM_MS = 3000
/** What has to be encoded anew again within this time waits twice as long as before, ms. */
const SOON_MS = 60_000
const MAX_CALM_MS = 48_000

/** Tells when what made a film be encoded anew is over, so that it does not go to and fro. Times are ms of any steady clock. */
export type Calm = {
  /** It has to be encoded anew, or still has to. */
  disturbed(now: number): void
  /** It is passed on again. */
  passed(now: number): void
  isCalm(now: number): boolean
}

export function createCalm(): Calm {
  let disturbedAt = Number.NEGATIVE_INFINITY
  let passedAt: number | undefined
  let wait = CALM_MS

  return {
    disturbed(now) {
      if (passedAt !== undefined) wait = now - passedAt < SOON_MS ? Math.min(MAX_CALM_MS, wait * 2) : CALM_MS
      passedAt = undefined
      disturbedAt = now
    },
    passed(now) {
      passedAt = now
    },
    isCalm: now => now - disturbedAt >= wait,
  }
}
