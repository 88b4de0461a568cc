/**
 * A clock for how long another has been silent: of the time between two looks it counts no more than `maxStep`, as
 * who stood still itself (a machine that slept, a page that hung) has heard nothing either. Times are ms.
 * @param now the time at each look, which never goes back; the clock begins at 0 with the first
 */
export function createOwnClock(maxStep: number): (now: number) => number {
  let own = 0
  let before: number | undefined
  return now => {
    own += Math.min(maxStep, now - (before ?? now))
    before = now
    return own
  }
}
