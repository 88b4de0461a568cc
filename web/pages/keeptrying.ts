/** From one attempt to the next. */
const RETRY_MS = 3000

/**
 * Tries at once, and again until it has succeeded.
 * @param attempt its signal is aborted when nobody wants its result any more
 * @param onerror an attempt failed; another one follows
 * @returns stops it
 */
export function keepTrying(
  attempt: (signal: AbortSignal) => Promise<void>,
  onerror: (thrown: unknown) => void,
): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  let timer: ReturnType<typeof setTimeout> | undefined
  async function next() {
    try {
      await attempt(signal)
    } catch (thrown) {
      if (signal.aborted) return
      onerror(thrown)
      timer = setTimeout(next, RETRY_MS)
    }
  }
  void next()
  return () => {
    stopping.abort()
    clearTimeout(timer)
  }
}
