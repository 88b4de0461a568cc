const listeners = new Map<number, () => void>()
let worker: Worker | undefined
let ids = 0

/**
 * Calls again and again, in a background tab too: browsers slow down timers of pages, not those of Workers.
 * @param period ms
 * @returns stops it
 */
export function every(period: number, listener: () => void): () => void {
  worker ??= startWorker()
  const clock = worker
  const id = ids++
  listeners.set(id, listener)
  clock.postMessage({ id, period })
  return () => {
    listeners.delete(id)
    clock.postMessage({ id })
  }
}

function startWorker(): Worker {
  const clock = new Worker(new URL('./ticker.worker.ts', import.meta.url), { type: 'module' })
  clock.addEventListener('message', ({ data }: MessageEvent<number>) => listeners.get(data)?.())
  return clock
}
