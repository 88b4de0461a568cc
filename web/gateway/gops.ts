import type { Chunk } from '../protocol/chunk.ts'
import { MAX_GOP_CACHE_BYTES } from '../protocol/limits.ts'

/** The newest GOPs of one track, for those who come late: viewers who join, orchestrators who take over. */
export type Gops = {
  push(chunk: Chunk): void
  /** From the newest key on. */
  newest(): Chunk[]
  /** From the key that a decoder needs to have the given segment whole; from the oldest if that is gone. */
  from(segment: number): Chunk[]
  /** Forgets what no one needs who begins at this segment. */
  trim(segment: number): void
  clear(): void
}

/** @param maxBytes beyond, the oldest GOP goes; a GOP that alone is larger is not kept at all */
export function createGops(maxBytes = MAX_GOP_CACHE_BYTES): Gops {
  let gops: Chunk[][] = []
  let bytes = 0

  const drop = (count: number) => {
    for (const gop of gops.splice(0, count)) bytes -= sizeOf(gop)
  }
  const startFor = (segment: number) => {
    const later = gops.findIndex(([key]) => key !== undefined && key.segment >= segment)
    if (later === -1) return Math.max(0, gops.length - 1)
    const startsSegment =
      gops[later]?.[0]?.segment === segment && gops[later - 1]?.at(-1)?.segment !== segment
    return startsSegment ? later : Math.max(0, later - 1)
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
    from: segment => gops.slice(startFor(segment)).flat(),
    trim: segment => drop(startFor(segment)),
    clear() {
      gops = []
      bytes = 0
    },
  }
}

function sizeOf(gop: Chunk[]): number {
  return gop.reduce((sum, { data }) => sum + data.byteLength, 0)
}
