import type { LinkState } from '../network/link/types.ts'
import { planBitrates } from '../protocol/budget.ts'
import { SOURCE_TRACK } from '../protocol/chunk.ts'
import { MAX_CATCH_UP_MS } from '../protocol/limits.ts'
import type { Rendition } from '../protocol/schema.ts'
import type { Rung } from './rungs.ts'
import { createShift, type Shift } from './shift.ts'

/** What a link to an orchestrator may hold back before encoded input counts as too much for it, ms. */
const MAX_QUEUE_MS = 300

/** Rungs of a ladder that one orchestrator encodes: who works on them, who stands by, and how they come back. */
export type Part = {
  renditions: Rendition[]
  shift: Shift
  has(track: number): boolean
  /**
   * Up to where all of it is delivered, µs. Rungs that are left out for want of bandwidth do not count, and what is no
   * longer live is not made up for.
   */
  delivered(): number
  /**
   * Takes how the link that works does, and what the source is meant to have. Encoded input has the rate that it has,
   * and an estimate that lacks traffic says little: it gives way only to a queue that stays.
   */
  follow(state: LinkState, bitrate: number, passthrough: boolean): void
  /** Share of what the source is meant to have that the link has room for, bits per second; undefined: not known yet. */
  bitrate(): number | undefined
  /** The link that works has enough for the source. */
  room(): boolean
  /** A link is gone, and what is known of it, if it worked. */
  remove(link: string): void
}

export type PartContext = {
  rungs: ReadonlyMap<number, Rung>
  segmentMs: number
  /** Timestamp of the source's newest frame, µs. */
  newest(): number
  onsilent(link: string, silence: number): void
}

export function createPart(renditions: Rendition[], context: PartContext): Part {
  const { rungs, segmentMs, newest, onsilent } = context
  const own = renditions.flatMap(({ track }) => rungs.get(track) ?? [])
  let plan = new Map<number, number>()
  let bitrate: number | undefined
  let room = true

  const delivered = () => {
    const all = own.map(rung => rung.delivered())
    const furthest = Math.max(-1, ...all)
    const slowest = Math.min(furthest, ...all.filter(until => until > furthest - segmentMs * 1000))
    return Math.max(slowest, newest() - MAX_CATCH_UP_MS * 1000)
  }
  const shift = createShift({
    delivered,
    onchange() {
      for (const rung of own) rung.restart()
    },
    onsilent,
  })

  return {
    renditions,
    shift,
    has: track => renditions.some(rendition => rendition.track === track),
    delivered,
    follow({ available, backlog }, wanted, passthrough) {
      plan = planBitrates(available, [{ track: SOURCE_TRACK, bitrate: wanted }], plan)
      const waits = isQueued({ available, backlog })
      const spared = passthrough && !waits
      bitrate = spared ? wanted : plan.get(SOURCE_TRACK) || wanted
      room = bitrate === wanted
    },
    bitrate: () => bitrate,
    room: () => room,
    remove(link) {
      if (shift.works(link)) {
        bitrate = undefined
        room = true
      }
      shift.remove(link)
    },
  }
}

/** More waits on this side of a link to an orchestrator than it should. */
export function isQueued({ available, backlog }: Pick<LinkState, 'available' | 'backlog'>): boolean {
  return (backlog * 8000) / Math.max(available, 1) > MAX_QUEUE_MS
}
