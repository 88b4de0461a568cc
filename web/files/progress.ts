import type { MillraceError } from '../protocol/errors.ts'
import type { RunEvent } from './run.ts'
import type { Lane } from './types.ts'
import type { Begun } from './worker.ts'

/** How far a file is. */
export type Progress = {
  /** `waiting`: nobody is there to work on it. `joining`: all is made, and is written to its end. */
  state: 'waiting' | 'working' | 'joining' | 'done'
  segments: SegmentProgress[]
  lanes: LaneProgress[]
  /** Frames of the source. */
  frames: { made: number; all: number }
  /** Wei, by all lanes. */
  paid: bigint
  /** Why the last one that was asked did not take it, until somebody does; empty: nobody has refused. */
  refusal: string
}

export type SegmentProgress = {
  /** µs of the source. */
  start: number
  end: number
  made: boolean
  /** Peers that work on it; who made it once it is made. */
  by: string[]
  /** What the furthest of them has, 0 to 1. */
  share: number
}

export type LaneProgress = {
  peer: string
  /** The newest of its jobs. */
  job: string
  name: string | undefined
  present: boolean
  /** Segments made, and failed at. */
  made: number
  failed: number
  /** Frames of the source a second, while it is there. */
  speed: number
  /** What went wrong last. */
  error: MillraceError | undefined
  paid: bigint
}

/** `ms`: how long it was there before it came back at `since`. */
type LaneView = Omit<LaneProgress, 'paid' | 'speed'> & { frames: number; since: number; ms: number }

/** How often it is told, ms. */
const TELL_MS = 200

/** Follows a run and tells of it now and then; the objects are new each time. */
export function createProgress({ segments, done }: Begun, tell: (progress: Progress) => void) {
  const all = segments.reduce((sum, { frames }) => sum + frames, 0)
  const views = segments.map(
    ({ start, end }): SegmentProgress => ({ start, end, by: [], made: false, share: 0 }),
  )
  for (const { index, peer } of done) Object.assign(views[index] ?? {}, { made: true, share: 1, by: [peer] })
  const lanes = new Map<string, { lane: Lane; view: LaneView }>()
  let stage: 'joining' | 'done' | undefined
  let refusal = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function snapshot(): Progress {
    const each = [...lanes.values()].map(({ lane, view }) => toProgress(lane, view))
    const present = each.some(lane => lane.present)
    const made = segments.reduce((sum, { frames }, index) => sum + (views[index]?.made ? frames : 0), 0)
    return {
      state: stage ?? (present ? 'working' : 'waiting'),
      segments: views.map(view => ({ ...view, by: [...view.by] })),
      lanes: each,
      frames: { made, all },
      paid: each.reduce((sum, { paid }) => sum + paid, 0n),
      refusal,
    }
  }

  function changed(): void {
    timer ??= setTimeout(tellNow, TELL_MS)
  }

  function tellNow(): void {
    clearTimeout(timer)
    timer = undefined
    tell(snapshot())
  }

  function onlane(event: RunEvent & { kind: 'lane' }): void {
    const { lane, state } = event
    const { peer, job, name } = lane
    const before = lanes.get(peer)?.view
    const fresh = { made: 0, failed: 0, frames: 0, ms: 0, error: undefined }
    const view: LaneView = before ?? { peer, job, name, present: false, since: 0, ...fresh }
    const now = performance.now()
    if (view.present) view.ms += now - view.since
    view.since = now
    view.job = job
    view.present = state === 'joined'
    if (view.present) refusal = ''
    if (event.state === 'left') view.error = event.error ?? view.error
    lanes.set(peer, { lane, view })
  }

  function onsegment(event: Exclude<RunEvent, { kind: 'lane' }>): void {
    const { peer, segment } = event
    const view = views[segment]
    const lane = lanes.get(peer)?.view
    if (view === undefined || lane === undefined) return
    if (event.kind === 'progress') view.share = Math.max(view.share, event.share)
    else if (event.kind === 'begun') view.by.push(peer)
    else if (event.kind === 'made') {
      Object.assign(view, { made: true, share: 1, by: [peer] })
      lane.made += 1
      lane.frames += segments[segment]?.frames ?? 0
    } else if (event.kind === 'unmade') {
      Object.assign(view, { made: false, share: 0, by: [] })
      lane.made -= 1
      lane.frames -= segments[segment]?.frames ?? 0
    } else {
      if (!view.made) view.by = view.by.filter(each => each !== peer)
      if (view.by.length === 0) view.share = 0
      if (event.kind === 'failed') {
        lane.failed += 1
        lane.error = event.error
      }
    }
  }

  tellNow()
  return {
    onevent(event: RunEvent): void {
      if (event.kind === 'lane') onlane(event)
      else onsegment(event)
      changed()
    },
    refused({ message }: MillraceError): void {
      refusal = message
      changed()
    },
    joining(): void {
      stage = 'joining'
      tellNow()
    },
    finish(): void {
      stage = 'done'
      tellNow()
    },
  }
}

function toProgress(lane: Lane, { frames, since, ms, ...view }: LaneView): LaneProgress {
  const there = ms + (view.present ? performance.now() - since : 0)
  return { ...view, speed: there > 0 ? (frames * 1000) / there : 0, paid: lane.paid() }
}
