import type { Chunk } from '../protocol/chunk.ts'

/** A key is asked for again only after so much video, however often the gate is shut, µs. */
const ASK_AGAIN_US = 1_000_000

/** Lets only decodable chunks through: after a loss, none until the next key. */
export type KeyGate = {
  /** @param lost a chunk before this one will never come */
  admit(chunk: Pick<Chunk, 'key' | 'timestamp'>, lost: boolean): boolean
  /** Nothing more until a key. */
  shut(): void
}

/** The gate is shut at first. @param onneedkey asks for a key */
export function createKeyGate(onneedkey: () => void): KeyGate {
  let open = false
  let askedAt = Number.NEGATIVE_INFINITY

  return {
    shut() {
      open = false
    },
    admit({ key, timestamp }, lost) {
      open = key || (open && !lost)
      if (!open && timestamp >= askedAt + ASK_AGAIN_US) {
        askedAt = timestamp
        onneedkey()
      }
      return open
    },
  }
}
