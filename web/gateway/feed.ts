import { createKeyGate } from '../codec/keygate.ts'
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
  const gate = createKeyGate(requestKey)
  let restartedAt = Number.NEGATIVE_INFINITY

  const push = (chunk: Chunk) => {
    if (gate.admit(chunk, false) && !port.send(chunk)) gate.shut()
  }
  const restart = (chunks: Chunk[], now: number) => {
    restartedAt = now
    gate.shut()
    if (!isLong(chunks)) for (const chunk of chunks) push(chunk)
  }
  restart(gops.from(segment), performance.now())

  return {
    push,
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
