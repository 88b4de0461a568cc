import type { Chunk } from '../protocol/chunk.ts'
import type { Receipt, Rendition } from '../protocol/schema.ts'

/** Share of segments that are looked at. */
const RATE = 0.1
/** A job begins with so many looks that are certain, the first at once, so that who cheats from the start does not for long. */
const FIRST_LOOKS = 4
/**
 * Source frames that a look may cost, from the key on: a segment further behind its key is drawn more rarely, so that
 * keys far apart cost no more, but never not at all, so that nobody knows where to cheat.
 */
const USUAL_FRAMES = 90
/** Share of the frames signed for that a look must have seen; after one that saw less, the next comes sooner. */
const MIN_SEEN = 0.5
const RATE_AFTER_LITTLE = 0.5
/**
 * Such a look, and a second one at who is in doubt, is so many segments after the one before it, drawn from these: what
 * an encoder finds hard lasts for a segment or two, and a look at the same would say the same again.
 */
const NEXT_AFTER = { least: 3, most: 8 }
/** What has not come so many segments later is not waited for. */
const PATIENCE = 8

/** Segments of one orchestrator, drawn in secret, and what came of them. */
export type Drawn = {
  rendition: Rendition
  segment: number
  /** What can be shown of it: from a key on, and after each loss from the next one. */
  frames: Chunk[]
  receipt: Receipt | undefined
}

export type Sampler = {
  /** A frame that came. @param lost frames before it never will */
  came(chunk: Chunk, lost: boolean): void
  signed(receipt: Receipt): void
  /** Something changes: the next segment is looked at. */
  soon(): void
  /** One has to be looked at a second time, at another segment that is not to be foreseen. */
  again(): void
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

type Open = Drawn & {
  /** Frames that came, those that cannot be shown among them. */
  came: number
  /** Whether the next frame can be shown though it is no key. */
  intact: boolean
  /** Its rendition has gone on to a later segment. */
  over: boolean
}

export function createSampler({ renditions, behind, random, ondrawn }: SamplerOptions): Sampler {
  let newest = -1
  let rate = RATE
  /** Segment from which on the next one is looked at for certain. */
  let due = 0
  let certain = 0
  let open: Open[] = []

  const later = () => {
    const { least, most } = NEXT_AFTER
    return newest + least + Math.floor(random() * (most - least + 1))
  }
  const draw = ({ segment, timestamp }: Chunk) => {
    const isCertain = segment >= due
    const chance = isCertain ? 1 : rate * Math.min(1, USUAL_FRAMES / behind(timestamp))
    newest = segment
    const rendition = renditions[Math.floor(random() * renditions.length)]
    if (rendition === undefined || random() >= chance) return
    rate = RATE
    open.push({ rendition, segment, frames: [], receipt: undefined, came: 0, intact: false, over: false })
    if (!isCertain) return
    certain += 1
    due = certain < FIRST_LOOKS ? later() : Number.POSITIVE_INFINITY
  }
  const finish = (isDone: (drawn: Open) => boolean) => {
    const done = open.filter(isDone)
    open = open.filter(drawn => !done.includes(drawn))
    for (const { rendition, segment, frames, receipt, came } of done) {
      if (frames.length < Math.max(came, receipt?.frames ?? 1) * MIN_SEEN) rate = RATE_AFTER_LITTLE
      if (frames.length > 0) ondrawn({ rendition, segment, frames, receipt })
    }
  }
  /** A receipt may overtake the frames that it is about. */
  const isWhole = ({ receipt, came, over }: Open) => receipt !== undefined && (over || came >= receipt.frames)

  return {
    came(chunk, lost) {
      if (chunk.segment > newest) draw(chunk)
      for (const drawn of open.filter(({ rendition }) => rendition.track === chunk.track)) {
        if (chunk.segment > drawn.segment) drawn.over = true
        if (chunk.segment !== drawn.segment) continue
        drawn.came += 1
        drawn.intact = chunk.key || (drawn.intact && !lost)
        if (drawn.intact) drawn.frames.push(chunk)
      }
      finish(drawn => isWhole(drawn) || drawn.segment <= chunk.segment - PATIENCE)
    },
    signed(receipt) {
      const drawn = open.find(({ segment, rendition }) => {
        return segment === receipt.segment && rendition.track === receipt.track
      })
      if (drawn !== undefined) drawn.receipt = receipt
      finish(isWhole)
    },
    soon() {
      rate = 1
    },
    again() {
      rate = 0
      due = later()
    },
    oldest() {
      const times = open.flatMap(({ frames }) => frames.slice(0, 1)).map(({ timestamp }) => timestamp)
      return times.length > 0 ? Math.min(...times) : undefined
    },
  }
}
