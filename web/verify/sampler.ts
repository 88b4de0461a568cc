import type { Chunk } from '../protocol/chunk.ts'
import type { Receipt, Rendition } from '../protocol/schema.ts'

/** Share of segments that are looked at; the first of a job always is. */
const RATE = 0.1
/**
 * Source frames that a look may cost, from the key on: a segment further behind its key is drawn more rarely, so that
 * keys far apart cost no more, but never not at all, so that nobody knows where to cheat.
 */
const USUAL_FRAMES = 90
/** A receipt that has not come so many segments later is not waited for. */
const PATIENCE = 3

/** Segments of one orchestrator, drawn in secret, and what came of them. */
export type Drawn = {
  rendition: Rendition
  segment: number
  /** Up to the first loss, from a key on. */
  frames: Chunk[]
  receipt: Receipt | undefined
}

export type Sampler = {
  /** A frame that came. @param lost frames before it never will */
  came(chunk: Chunk, lost: boolean): void
  signed(receipt: Receipt): void
  /** Timestamp of the oldest frame whose source is still needed, µs. */
  oldest(): number | undefined
}

export type SamplerOptions = {
  renditions: Rendition[]
  /** Source frames from the key on that a decoder needs for the one at this time (µs). */
  behind(timestamp: number): number
  /** 0 to 1, not to be foreseen. */
  random(): number
  /** One is complete: its receipt is there, or does not come. */
  ondrawn(drawn: Drawn): void
}

export function createSampler({ renditions, behind, random, ondrawn }: SamplerOptions): Sampler {
  let newest = -1
  let open: (Drawn & { broken: boolean })[] = []

  const draw = ({ segment, timestamp }: Chunk) => {
    const chance = newest === -1 ? 1 : RATE * Math.min(1, USUAL_FRAMES / behind(timestamp))
    newest = segment
    const rendition = renditions[Math.floor(random() * renditions.length)]
    if (rendition === undefined || random() >= chance) return
    open.push({ rendition, segment, frames: [], receipt: undefined, broken: false })
  }
  const finish = (isDone: (drawn: Drawn) => boolean) => {
    const done = open.filter(isDone)
    open = open.filter(drawn => !isDone(drawn))
    for (const { broken: _, ...drawn } of done) if (drawn.frames.length > 0) ondrawn(drawn)
  }

  return {
    came(chunk, lost) {
      if (chunk.segment > newest) draw(chunk)
      finish(({ segment }) => segment <= chunk.segment - PATIENCE)
      const drawn = open.find(({ segment, rendition }) => {
        return segment === chunk.segment && rendition.track === chunk.track
      })
      if (drawn === undefined) return
      if (lost && drawn.frames.length > 0) drawn.broken = true
      if (!drawn.broken && (chunk.key || drawn.frames.length > 0)) drawn.frames.push(chunk)
    },
    signed(receipt) {
      const { segment, track } = receipt
      finish(drawn => {
        if (drawn.segment !== segment || drawn.rendition.track !== track) return false
        drawn.receipt = receipt
        return true
      })
    },
    oldest() {
      const times = open.flatMap(({ frames }) => frames.slice(0, 1)).map(({ timestamp }) => timestamp)
      return times.length > 0 ? Math.min(...times) : undefined
    },
  }
}
