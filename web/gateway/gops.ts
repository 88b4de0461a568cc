import type { Chunk } from '../protocol/chunk.ts'
import { MAX_GOP_CACHE_BYTES } from '../protocol/limits.ts'

/** The newest GOPs of one track, for those who come late: viewers who join, orchestrators who take over. */
export type Gops = {
  push(chunk: Chunk): void
  /** From the newest key on. */
  newest(): Chunk[]
  /** From the key that a decoder needs for all that comes after this time, µs; from the oldest if that is gone. */
  after(until: number): Chunk[]
  /** Forgets what no one needs who goes on after this time, µs. */
  trim(until: number): void
  clear(): void
}

/** @param maxBytes beyond, the oldest GOP goes; a GOP that alone is larger is not kept at all */
export function createGops(maxBytes = MAX_GOP_CACHE_BYTES): Gops {
  let gops: Chunk[][] = []
  let bytes = 0

  const drop = (count: number) => {
    for (const gop of gops.splice(0, count)) bytes -= sizeOf(gop)
  }
  const startFor = (until: number) => {
    const first = gops.findIndex(gop => gop.some(({ timestamp }) => timestamp > until))
    return first === -1 ? Math.max(0, gops.length - 1) : first
  }

  return {
    push(chunk) {
      if (chunk.key) gops.push([])
      const gop = gops.at(-1)
      if (gop === undefined) return
      gop.push(chunk)
      bytes += chunk.data.byteLength
      while (bytes > maxBytes) drop(1)
    },
    newest: () => gops.at(-1) ?? [],
    after: until => gops.slice(startFor(until)).flat(),
    trim: until => drop(startFor(until)),
    clear() {
      gops = []
      bytes = 0
    },
  }
}

function sizeOf(gop: Chunk[]): number {
  return gop.reduce((sum, { data }) => sum + data.byteLength, 0)
}
