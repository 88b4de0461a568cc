import { createKeyGate } from '../codec/keygate.ts'
import type { LinkPort } from '../network/link/types.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { MAX_CATCH_UP_MS } from '../protocol/limits.ts'
import type { Gops } from './gops.ts'

/** An orchestrator gets the source from a key again at most this often, ms. */
const RESTART_MS = 1000

/**
 * Hands the source's chunks to one orchestrator. While it stands by, it gets what has been delivered by another, as a
 * lead-in: it decodes, encodes nothing, and can go on from there at once.
 */
export type Feed = {
  /** The source's next chunk. @param room the link that works has enough, so that one may stand by with it */
  push(chunk: Chunk, room: boolean): void
  /** All rungs are delivered up to here, µs: as far a decoder that stands by may go. */
  delivered(until: number): void
  /** Whether it could begin at once, without a new key. */
  ready(until: number): boolean
  /** What comes after this time (µs) is to be encoded from now on. */
  begin(until: number): void
  /** Stands by again. */
  rest(): void
  /** Sends again what a decoder needs that has lost its way. @param until what is delivered, µs */
  restart(until: number, now: number): void
}

/** @param requestKey asks the source for a key */
export function createFeed(port: Pick<LinkPort, 'send'>, gops: Gops, requestKey: () => void): Feed {
  let works = false
  let open = false
  let waiting: Chunk[] = []
  let restartedAt = Number.NEGATIVE_INFINITY
  const gate = createKeyGate(requestKey)

  const shut = () => {
    gate.shut()
    open = false
    waiting = []
  }
  const send = (chunk: Chunk, until: number) => {
    const sent = port.send(chunk.timestamp <= until ? { ...chunk, leadIn: true } : chunk)
    if (!sent) shut()
    return sent
  }
  const take = (chunk: Chunk) => {
    // The gate would ask for a key: who stands by has time.
    if (!works && !open && !chunk.key) return
    open = gate.admit(chunk, false)
    if (open) waiting.push(chunk)
  }
  /** From the key that is needed to have all that comes after. */
  const takeGop = (until: number) => {
    const chunks = gops.after(until)
    if (!isLong(chunks)) for (const chunk of chunks) take(chunk)
  }
  const sendWaiting = (until: number) => {
    const chunks = waiting
    waiting = []
    for (const chunk of chunks) if (!send(chunk, until)) return
  }
  takeGop(Number.POSITIVE_INFINITY)

  return {
    push(chunk, room) {
      take(chunk)
      if (works) sendWaiting(Number.NEGATIVE_INFINITY)
      else if (!room || isLong(waiting)) shut()
    },
    delivered(until) {
      while (!works && waiting[0] !== undefined && waiting[0].timestamp <= until) {
        send(waiting.shift() as Chunk, until)
      }
    },
    ready: until => open || !isLong(gops.after(until)),
    begin(until) {
      works = true
      if (!open) takeGop(until)
      sendWaiting(until)
    },
    rest() {
      works = false
    },
    restart(until, now) {
      if (now - restartedAt < RESTART_MS) return
      restartedAt = now
      shut()
      takeGop(until)
      if (works) sendWaiting(until)
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
