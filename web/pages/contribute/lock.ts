/** How long another tab that is being closed or loaded anew may take to let go, ms. */
const PATIENCE_MS = 1000

export type Waiting = {
  signal: AbortSignal
  /** Another tab has had it for a while. */
  onwait(): void
}

/**
 * Takes what only one tab may have, once nobody else has it.
 * @returns lets it go
 * @throws the signal's reason: it came first
 */
export async function takeLock(name: string, { signal, onwait }: Waiting): Promise<() => void> {
  const timer = setTimeout(onwait, PATIENCE_MS)
  try {
    return await new Promise((resolve, reject) => {
      const held = () => new Promise<void>(release => resolve(release))
      navigator.locks.request(name, { signal }, held).catch(reject)
    })
  } finally {
    clearTimeout(timer)
  }
}
