/** Only what was done lately tells how fast the rest will be, ms. */
const WINDOW_MS = 30_000

/** How fast something is done that tells now and then how much of it is. Times are ms on any clock. */
export function createPace() {
  let seen: { at: number; share: number }[] = []
  return {
    /** @param share of the whole, 0 to 1 */
    add(at: number, share: number): void {
      // One from before the window stays: it is where the window begins.
      const first = seen.findLastIndex(each => each.at <= at - WINDOW_MS)
      seen = [...seen.slice(Math.max(0, first)), { at, share }]
    },
    /** Begins anew, as after a pause. */
    reset(): void {
      seen = []
    },
    /** Share of the whole per ms; 0 while nothing is known. */
    speed(): number {
      const [first, last] = [seen[0], seen.at(-1)]
      if (first === undefined || last === undefined || last.at === first.at) return 0
      return Math.max(0, last.share - first.share) / (last.at - first.at)
    },
    /** ms until all is done; undefined while that cannot be told. */
    left(): number | undefined {
      const [last, speed] = [seen.at(-1), this.speed()]
      return last === undefined || speed === 0 ? undefined : (1 - last.share) / speed
    },
  }
}
