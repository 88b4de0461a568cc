import type { Chunk } from '../protocol/chunk.ts'

/** While the gate is shut, a key is asked for again after so much video, µs. */
const ASK_AGAIN_US = 1_000_000

/** Lets only decodable chunks through: after a loss, none until the next key. */
export type KeyGate = {
  /** @param lost a chunk before this one will never come */
  admit(chunk: Chunk, lost: boolean): boolean
  /** Nothing more until a key. */
  shut(): void
}

/** The gate is shut at first. @param onneedkey asks for a key */
export function createKeyGate(onneedkey: () => void): KeyGate {
  let open = false
  let askedAt = Number.NEGATIVE_INFINITY

  const shut = () => {
    open = false
    askedAt = Number.NEGATIVE_INFINITY
  }

  return {
    shut,
    admit({ key, timestamp }, lost) {
      if (lost) shut()
      if (key) open = true
      if (!open && timestamp >= askedAt + ASK_AGAIN_US) {
        askedAt = timestamp
        onneedkey()
      }
      return open
    },
  }
}
