/**
 * Which lane makes which segment. Pure: it is told what happens and when (ms on any clock), and answers what is to be
 * done. Lanes get work by the speed they have shown. At the end nobody waits for a slow one: what it has not begun is
 * taken away from it, and what it has is begun once more by a lane that will be through earlier.
 */
export type Schedule = {
  /** A lane that takes work. */
  join(lane: string): void
  /** It has gone; what it was at is made elsewhere. */
  leave(lane: string): void
  /** What is to begin now, at most this often to be asked again: whenever something happened, and every second. @param fits whether there is memory for a segment */
  assign(now: number, fits: (segment: number) => boolean): Assignment[]
  /** A lane is so far with a segment, 0 to 1. */
  progress(lane: string, segment: number, share: number): void
  /** A lane is through with a segment. @returns the lanes whose copies are of no use any more */
  made(lane: string, segment: number, now: number): string[]
  /** A lane could not make a segment; `hopeless` where too many could not. */
  failed(lane: string, segment: number): { dropLane: boolean; hopeless: boolean }
  /** A segment that was made cannot be used. */
  unmade(segment: number): void
  /** Segments that nobody has made yet. */
  left(): number
}

/** `from`: the lane that it is taken away from, as it has not begun it. */
export type Assignment = { lane: string; segment: number; from?: string }

/** Segments that a lane holds: one in work, and one on its way. */
const PLACES = 2
/** Failures at a segment of lanes that make others, until it is given up. */
const MAX_TRIES = 3
/** Failures of a lane in a row, until it gets nothing any more. */
const MAX_FAILURES = 3
/** A copy begins only where it is through so much earlier: it costs work, and estimates are rough. */
const GAIN = 0.8
/** What a segment takes as long as nobody has made one, ms. */
const UNKNOWN_MS = 10_000
/** Progress beyond this says nothing: what is made has to come back too. */
const MAX_SHARE = 0.9
/** What the newest measurement of a speed counts. */
const NEWEST = 0.5

type Copy = { segment: number; since: number; share: number }
type Lane = {
  copies: Copy[]
  /** Work per ms; undefined until something is made. */
  speed: number | undefined
  /** When it was last through with something, or began after it had nothing. */
  free: number
  failures: number
  failedAt: Set<number>
}

/** @param works what each segment costs, in any unit @param done segments that are made already */
export function createSchedule(works: readonly number[], done: Iterable<number> = []): Schedule {
  const lanes = new Map<string, Lane>()
  const left = new Set(works.keys())
  for (const segment of done) left.delete(segment)
  const waiting = new Set(left)
  const failures = new Map<number, number>()
  const unknown = works.reduce((sum, each) => sum + each, 0) / works.length / UNKNOWN_MS

  const work = (segment: number) => works[segment] as number
  const holders = (segment: number) =>
    [...lanes].filter(([, lane]) => lane.copies.some(copy => copy.segment === segment))

  function usualSpeed(): number {
    const known = [...lanes.values()].flatMap(({ speed }) => speed ?? [])
    return known.toSorted((a, b) => a - b)[known.length >> 1] ?? unknown
  }

  /** When a lane is through with each of its copies: it makes one after another. */
  function ends(lane: Lane, now: number, usual: number): number[] {
    const speed = lane.speed ?? usual
    let end = now
    return lane.copies.map(({ segment, since, share }, index) => {
      const expected = work(segment) / speed
      end += index > 0 ? expected : restOf(expected, now - Math.max(since, lane.free), share)
      return end
    })
  }

  function give(name: string, segment: number, now: number): void {
    const lane = lanes.get(name) as Lane
    if (lane.copies.length === 0) lane.free = now
    lane.copies.push({ segment, since: now, share: 0 })
    waiting.delete(segment)
  }

  function drop(lane: Lane, segment: number): void {
    lane.copies = lane.copies.filter(copy => copy.segment !== segment)
  }

  /** Nobody makes it any more: it waits again. */
  function release(segment: number): void {
    if (left.has(segment) && holders(segment).length === 0) waiting.add(segment)
  }

  /** It has failed there, and others have not tried. */
  function isBarred(name: string, lane: Lane, segment: number): boolean {
    if (!lane.failedAt.has(segment)) return false
    return [...lanes].some(([other, each]) => other !== name && !each.failedAt.has(segment))
  }

  /** Gives what waits, the earliest first, to whoever is through with it first, if it has a place now. */
  function assignWaiting(now: number, usual: number, fits: (segment: number) => boolean): Assignment[] {
    const given: Assignment[] = []
    const free = new Map(
      [...lanes].map(([name, lane]) => [name, ends(lane, now, usual).at(-1) ?? now] as const),
    )
    let places = [...lanes.values()].reduce((sum, { copies }) => sum + Math.max(0, PLACES - copies.length), 0)
    for (const segment of [...waiting].sort((a, b) => a - b)) {
      if (places === 0) break
      let best: string | undefined
      let earliest = Number.POSITIVE_INFINITY
      for (const [name, lane] of lanes) {
        const end = (free.get(name) as number) + work(segment) / (lane.speed ?? usual)
        if (end >= earliest || isBarred(name, lane, segment)) continue
        earliest = end
        best = name
      }
      if (best === undefined) continue
      free.set(best, earliest)
      const lane = lanes.get(best) as Lane
      if (lane.copies.length >= PLACES) continue
      if (!fits(segment)) break
      give(best, segment, now)
      given.push({ lane: best, segment })
      places -= 1
    }
    return given
  }

  /** The idle take over what others would be through with last. */
  function assignAgain(now: number, usual: number, fits: (segment: number) => boolean): Assignment[] {
    const given: Assignment[] = []
    const idle = [...lanes].filter(([, { copies }]) => copies.length === 0)
    const fastest = idle.sort(([, a], [, b]) => (b.speed ?? usual) - (a.speed ?? usual))
    for (const [name, lane] of fastest) {
      const ending = new Map<number, { end: number; holder: string; begun: boolean; only: boolean }>()
      for (const [holder, other] of lanes) {
        ends(other, now, usual).forEach((end, index) => {
          const { segment, share } = other.copies[index] as Copy
          const before = ending.get(segment)
          if (before !== undefined) before.only = false
          if (before !== undefined && before.end <= end) return
          ending.set(segment, { end, holder, begun: index === 0 || share > 0, only: before === undefined })
        })
      }
      const late = [...ending]
        .filter(([segment, { end }]) => {
          const mine = work(segment) / (lane.speed ?? usual)
          return mine < (end - now) * GAIN && !isBarred(name, lane, segment)
        })
        .sort(([, a], [, b]) => b.end - a.end)
      const [segment, { holder, begun, only }] = late[0] ?? [
        undefined,
        { holder: '', begun: true, only: false },
      ]
      if (segment === undefined || !fits(segment)) continue
      const stolen = !begun && only
      if (stolen) drop(lanes.get(holder) as Lane, segment)
      give(name, segment, now)
      given.push({ lane: name, segment, ...(stolen ? { from: holder } : {}) })
    }
    return given
  }

  return {
    join(lane) {
      lanes.set(lane, { copies: [], speed: undefined, free: 0, failures: 0, failedAt: new Set() })
    },
    leave(name) {
      const lane = lanes.get(name)
      lanes.delete(name)
      for (const { segment } of lane?.copies ?? []) release(segment)
    },
    assign(now, fits) {
      const usual = usualSpeed()
      return [...assignWaiting(now, usual, fits), ...assignAgain(now, usual, fits)]
    },
    progress(name, segment, share) {
      const copy = lanes.get(name)?.copies.find(each => each.segment === segment)
      if (copy !== undefined) copy.share = Math.min(MAX_SHARE, Math.max(copy.share, share))
    },
    made(name, segment, now) {
      const lane = lanes.get(name)
      const copy = lane?.copies.find(each => each.segment === segment)
      if (lane !== undefined && copy !== undefined) {
        const speed = work(segment) / Math.max(1, now - Math.max(copy.since, lane.free))
        lane.speed = lane.speed === undefined ? speed : lane.speed + (speed - lane.speed) * NEWEST
        lane.free = now
        lane.failures = 0
        drop(lane, segment)
      }
      left.delete(segment)
      waiting.delete(segment)
      const others = holders(segment)
      for (const [, other] of others) drop(other, segment)
      return others.map(([other]) => other)
    },
    failed(name, segment) {
      const lane = lanes.get(name)
      if (lane === undefined) return { dropLane: false, hopeless: false }
      drop(lane, segment)
      release(segment)
      lane.failures += 1
      lane.failedAt.add(segment)
      // Who never made anything says nothing about the segment.
      const tries = (failures.get(segment) ?? 0) + (lane.speed === undefined ? 0 : 1)
      failures.set(segment, tries)
      return { dropLane: lane.failures >= MAX_FAILURES, hopeless: tries >= MAX_TRIES }
    },
    unmade(segment) {
      left.add(segment)
      release(segment)
    },
    left: () => left.size,
  }
}

/** What of a copy in work is still to come, ms. Who is late will be late by as much again, unless its progress tells more. */
function restOf(expected: number, spent: number, share: number): number {
  if (share > 0) return (spent * (1 - share)) / share
  return spent > expected ? spent : expected - spent
}
