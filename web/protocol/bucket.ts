/**
 * A token bucket: how often something may happen, with a burst.
 * @param perSecond tokens that come back each second
 * @param burst tokens at most, and at the start
 * @param now clock in ms
 * @returns takes a token; false when there is none
 */
export function tokenBucket(
  perSecond: number,
  burst: number,
  now: () => number = () => performance.now(),
): () => boolean {
  let tokens = burst
  let filledAt = now()
  return () => {
    const time = now()
    tokens = Math.min(burst, tokens + ((time - filledAt) * perSecond) / 1000)
    filledAt = time
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
