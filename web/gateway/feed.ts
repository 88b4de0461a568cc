import { createKeyGate } from '../codec/keygate.ts'
import type { LinkPort } from '../network/link/types.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { MAX_CATCH_UP_MS } from '../protocol/limits.ts'
import type { Gops } from './gops.ts'

/** An orchestrator gets the source from a key again at most this often, ms. */
const RESTART_MS = 1000
/** Who works and has not caught up with a far key after so much video does not: a new key is cheaper, ms. */
const MAX_CHASE_MS = 3000

/**
 * Hands the source's chunks to one orchestrator. While it stands by, it gets what has been delivered by another, as a
 * lead-in: it decodes, encodes nothing, and can go on from there at once. Where the last key is far back, whoever comes
 * late is led in from it, as fast as its link takes it.
 */
export type Feed = {
  /** The source's next chunk. @param room the link that works has enough, so that one may stand by with it */
  push(chunk: Chunk, room: boolean): void
  /** All rungs are delivered up to here, µs: as far a decoder that stands by may go. */
  delivered(until: number): void
  /** Whether it could begin at once. */
  ready(until: number): boolean
  /** What comes after this time (µs) is to be encoded from now on, as far as it is live. */
  begin(until: number): void
  /** Stands by again. */
  rest(): void
  /** Sends again what a decoder needs that has lost its way. @param until what is delivered, µs */
  restart(until: number, now: number): void
}

/** @param requestKey asks the source for a key */
export function createFeed(
  port: Pick<LinkPort, 'send' | 'isCalm'>,
  gops: Gops,
  requestKey: () => void,
): Feed {
  let works = false
  let open = false
  let waiting: Chunk[] = []
  /** What is delivered, µs. */
  let done = Number.NEGATIVE_INFINITY
  /** Time of the source when it began to work, µs. */
  let begunAt = Number.POSITIVE_INFINITY
  let restartedAt = Number.NEGATIVE_INFINITY
  const gate = createKeyGate(requestKey)

  const shut = () => {
    gate.shut()
    open = false
    waiting = []
  }
  const take = (chunk: Chunk) => {
    // The gate would ask for a key: who stands by has time.
    if (!works && !open && !chunk.key) return
    open = gate.admit(chunk, false)
    // Who is far behind is spared what lies before a key.
    if (chunk.key && isLong(waiting)) waiting = []
    if (open) waiting.push(chunk)
  }
  const send = (chunk: Chunk, leadIn: boolean) => {
    const sent = port.send(leadIn ? { ...chunk, leadIn } : chunk)
    if (!sent) shut()
    return sent
  }
  const flush = () => {
    for (let [next] = waiting; next !== undefined && (works || next.timestamp <= done); [next] = waiting) {
      const far = isLong(waiting)
      if (far && !port.isCalm()) return
      waiting.shift()
      // What is no longer live is not made up for.
      if (!send(next, far || next.timestamp <= done)) return
    }
  }
  const chasesInVain = ({ timestamp }: Chunk) =>
    works && timestamp - begunAt > MAX_CHASE_MS * 1000 && isLong(waiting)
  for (const chunk of gops.newest()) take(chunk)

  return {
    push(chunk, room) {
      if (chasesInVain(chunk)) shut()
      take(chunk)
      if (!works && !room) shut()
      flush()
    },
    delivered(until) {
      done = until
      if (!works) flush()
    },
    ready: until => !isLong(open ? waiting : gops.after(until)),
    begin(until) {
      const missing = gops.after(until)
      works = true
      done = until
      begunAt = missing.at(-1)?.timestamp ?? until
      if (!open) for (const chunk of missing) take(chunk)
      flush()
    },
    rest() {
      works = false
    },
    restart(until, now) {
      if (now - restartedAt < RESTART_MS) return
      restartedAt = now
      done = until
      shut()
      // It may need that again and again: keys that are close are better for it.
      const missing = gops.after(until)
      if (!isLong(missing)) for (const chunk of missing) take(chunk)
      if (works) flush()
    },
  }
}

/** Whether sending these again would take longer than a new key. */
function isLong(chunks: Chunk[]): boolean {
  const [first] = chunks
  const last = chunks.at(-1)
  if (first === undefined || last === undefined) return false
  return last.timestamp - first.timestamp > MAX_CATCH_UP_MS * 1000
}
