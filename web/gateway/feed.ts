import type { LinkPort } from '../network/link/types.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { MAX_CATCH_UP_MS } from '../protocol/limits.ts'
import type { Gops } from './gops.ts'

/** An orchestrator gets the source from a key again at most this often, ms. */
const RESTART_MS = 1000

/** Hands the source's chunks to the orchestrator of one job. */
export type Feed = {
  push(chunk: Chunk): void
  /** Begins again from a key: the cached one, or a new one where that is far back. */
  restart(now: number): void
}

/** @param segment the first that the orchestrator has to deliver. @param requestKey asks the source for a key */
export function createFeed(port: LinkPort, gops: Gops, segment: number, requestKey: () => void): Feed {
  let waiting = true
  let restartedAt = Number.NEGATIVE_INFINITY

  const restart = (chunks: Chunk[], now: number) => {
    restartedAt = now
    const [first] = chunks
    const last = chunks.at(-1)
    waiting =
      first === undefined || last === undefined || last.timestamp - first.timestamp > MAX_CATCH_UP_MS * 1000
    if (waiting) requestKey()
    else for (const chunk of chunks) port.send(chunk)
  }
  restart(gops.from(segment), performance.now())

  return {
    push(chunk) {
      if (waiting && !chunk.key) return
      waiting = false
      if (!port.send(chunk)) {
        waiting = true
        requestKey()
      }
    },
    restart(now) {
      if (now - restartedAt >= RESTART_MS) restart(gops.newest(), now)
    },
  }
}

/** Whether sending these again would take longer than a new key. */
export function isLong(chunks: Chunk[]): boolean {
  const [first] = chunks
  const last = chunks.at(-1)
  if (first === undefined || last === undefined) return false
  return last.timestamp - first.timestamp > MAX_CATCH_UP_MS * 1000
}
