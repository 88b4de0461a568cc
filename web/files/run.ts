import { every } from '../network/ticker.ts'
import { type MillraceError, toError } from '../protocol/errors.ts'
import type { FileSegment, MadeSegment } from '../protocol/file.ts'
import { createSchedule } from './schedule.ts'
import type { Done } from './store.ts'
import type { Lane } from './types.ts'

export type RunOptions = {
  /** What each segment costs and weighs. */
  segments: { work: number; bytes: number }[]
  /** Those that are made already, and by whom. */
  done: Done[]
  read(segment: number): Promise<FileSegment>
  /** Takes a segment that this orchestrator has made. */
  keep(made: MadeSegment, peer: string): Promise<void>
  /** These segments cannot be used after all. */
  drop(segments: number[]): Promise<void>
  onevent(event: RunEvent): void
}

export type RunEvent =
  | { kind: 'lane'; lane: Lane; state: 'joined' }
  | { kind: 'lane'; lane: Lane; state: 'left'; error: MillraceError | undefined }
  | { kind: 'begun' | 'dropped' | 'made' | 'unmade'; segment: number; peer: string }
  | { kind: 'progress'; segment: number; peer: string; share: number }
  | { kind: 'failed'; segment: number; peer: string; error: MillraceError }

export type Run = {
  /** Takes a lane in. */
  join(lane: Lane): void
  /** Nothing new is begun until it goes on; what is in work is finished. */
  pause(): void
  resume(): void
  /** Ends what is in work and closes the lanes. */
  close(): void
  /** Resolves when every segment is made. @throws MillraceError if one cannot be, or be read or kept */
  made: Promise<void>
}

/** Packets of segments in work that are held at once; what comes back is about as much. One always fits. */
const MAX_HELD_BYTES = 128 * 1024 * 1024
/** How often is looked for those who are late, ms. */
const TICK_MS = 1000
/** Lanes that fail at everything until the file is to blame. */
const MAX_USELESS = 3

/** Has every segment made by the lanes that come and go. */
export function run({ segments, done, read, keep, drop, onevent }: RunOptions): Run {
  const schedule = createSchedule(
    segments.map(({ work }) => work),
    done.map(({ index }) => index),
  )
  const lanes = new Map<string, Lane>()
  const copies = new Map<string, { segment: number; abort: AbortController }>()
  /** Whether a segment that is being kept is good. */
  const keeping = new Map<number, Promise<boolean>>()
  const makers = new Map(done.map(({ index, peer }) => [index, peer]))
  const blamers = new Map<number, Set<string>>()
  const { promise: made, resolve, reject } = Promise.withResolvers<void>()
  const stopTicks = every(TICK_MS, assign)
  let [paused, useless, good] = [false, 0, 0]
  made.catch(() => {})

  const nameOf = (peer: string, segment: number) => `${peer} ${segment}`
  const held = () => [...copies.values()].reduce((sum, { segment }) => sum + bytesOf(segment), 0)
  const bytesOf = (segment: number) => segments[segment]?.bytes ?? 0

  function assign(): void {
    if (schedule.left() === 0) {
      finish()
      return
    }
    if (paused) return
    let free = MAX_HELD_BYTES - held()
    const fits = (segment: number) => {
      const does = free >= bytesOf(segment) || free === MAX_HELD_BYTES
      if (does) free -= bytesOf(segment)
      return does
    }
    for (const { lane, segment, from } of schedule.assign(performance.now(), fits)) {
      if (from !== undefined) stop(from, segment)
      void make(lane, segment)
    }
  }

  async function make(peer: string, segment: number): Promise<void> {
    const abort = new AbortController()
    const { signal } = abort
    const name = nameOf(peer, segment)
    copies.set(name, { segment, abort })
    onevent({ kind: 'begun', segment, peer })
    const onprogress = (share: number) => {
      if (signal.aborted) return
      schedule.progress(peer, segment, share)
      onevent({ kind: 'progress', segment, peer, share })
    }
    try {
      const source = await own(read(segment))
      const result = await lanes.get(peer)?.make(source, signal, onprogress)
      if (result !== undefined && !signal.aborted) await take(peer, result)
    } catch (thrown) {
      if (!signal.aborted) onfailed(peer, segment, toError(thrown))
    } finally {
      copies.delete(name)
      assign()
    }
  }

  /** What fails on this machine is no orchestrator's fault, and ends the work. */
  async function own<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (thrown) {
      fail(toError(thrown))
      throw thrown
    }
  }

  /** Of two copies of a segment the first good one is kept. */
  async function take(peer: string, result: MadeSegment): Promise<void> {
    const { index } = result
    while (keeping.has(index)) if (await keeping.get(index)) return
    const kept = own(keep(result, peer))
    keeping.set(
      index,
      kept.then(
        () => true,
        () => false,
      ),
    )
    try {
      await kept
    } catch (error) {
      keeping.delete(index)
      throw error
    }
    good += 1
    makers.set(index, peer)
    onevent({ kind: 'made', segment: index, peer })
    for (const other of schedule.made(peer, index, performance.now())) stop(other, index)
  }

  function stop(peer: string, segment: number): void {
    copies.get(nameOf(peer, segment))?.abort.abort()
    onevent({ kind: 'dropped', segment, peer })
  }

  function onfailed(peer: string, segment: number, error: MillraceError): void {
    onevent({ kind: 'failed', segment, peer, error })
    const { dropLane, hopeless } = schedule.failed(peer, segment)
    if (dropLane) useless += 1
    if (hopeless || isBlamed(peer, segment, error) || (useless >= MAX_USELESS && good === 0)) fail(error)
    else if (dropLane || error.code === 'cheated') leave(peer, error)
  }

  /** Whether two orchestrators, or the only one, say that the file is to blame. */
  function isBlamed(peer: string, segment: number, { code }: MillraceError): boolean {
    if (code !== 'bad-input' && code !== 'too-large') return false
    const peers = blamers.get(segment) ?? new Set()
    blamers.set(segment, peers.add(peer))
    return peers.size > 1 || lanes.size === 1
  }

  /** What a cheat made before it was caught is made again. */
  function distrust(peer: string): void {
    const doubtful = [...makers].filter(([, maker]) => maker === peer).map(([segment]) => segment)
    for (const segment of doubtful) {
      makers.delete(segment)
      keeping.delete(segment)
      schedule.unmade(segment)
      onevent({ kind: 'unmade', segment, peer })
    }
    drop(doubtful).catch(thrown => fail(toError(thrown)))
  }

  function leave(peer: string, error: MillraceError | undefined): void {
    const lane = lanes.get(peer)
    if (lane === undefined) return
    lanes.delete(peer)
    schedule.leave(peer)
    for (const [name, { abort }] of copies) if (name.startsWith(`${peer} `)) abort.abort()
    lane.close(error)
    onevent({ kind: 'lane', lane, state: 'left', error })
    if (error?.code === 'cheated') distrust(peer)
    assign()
  }

  function close(): void {
    stopTicks()
    for (const { abort } of copies.values()) abort.abort()
    for (const lane of lanes.values()) lane.close()
    lanes.clear()
  }

  function finish(): void {
    close()
    resolve()
  }

  function fail(error: MillraceError): void {
    close()
    reject(error)
  }

  if (schedule.left() === 0) finish()
  return {
    join(lane) {
      const { peer } = lane
      if (lanes.has(peer) || schedule.left() === 0) return lane.close()
      lanes.set(peer, lane)
      schedule.join(peer)
      onevent({ kind: 'lane', lane, state: 'joined' })
      void lane.closed.then(error => leave(peer, error))
      assign()
    },
    pause() {
      paused = true
    },
    resume() {
      paused = false
      assign()
    },
    close,
    made,
  }
}
