import { createSchedule } from './schedule.ts'

/** A lane as it would behave; times in ms. */
export type ModelLane = {
  /** Work per ms. */
  speed: number
  /** From the order of a segment to when its work can begin: sending it. Hidden behind the segment before. */
  lag: number
  /** When it comes, and when it goes without a word more. */
  from: number
  until: number
  /** From then on it takes work and does nothing. */
  freezesAt: number
  /** Part of its segments that it fails at. */
  flaky: number
}

export type Outcome = {
  ended: boolean
  /** ms */
  took: number
  /** How often each segment was taken as made. */
  made: number[]
  /** Work that came to nothing: failed, or also made elsewhere; in shares of what was needed. */
  waste: number
  /** Calls of the schedule, and their time on the clock of this machine, ms. */
  calls: number
  spent: number
}

type Event = { at: number; run(): void }
const TICK_MS = 1000

/** Plays lanes against the schedule on a clock of its own. @param random 0 to 1 */
export function play(works: number[], lanes: ModelLane[], random: () => number, limit = 1e9): Outcome {
  const schedule = createSchedule(works)
  const events: Event[] = []
  const made = works.map(() => 0)
  const queues = lanes.map(() => [] as { segment: number; since: number; start: number }[])
  const present = new Set<number>()
  let [now, lost, calls, thinking] = [0, 0, 0, 0]

  const at = (time: number, run: () => void) => {
    let index = events.length
    while (index > 0 && (events[index - 1] as Event).at < time) index -= 1
    events.splice(index, 0, { at: time, run })
  }

  const leave = (name: number) => {
    present.delete(name)
    queues[name] = []
    schedule.leave(String(name))
  }

  /** Begins what is first in a lane's queue. */
  const begin = (name: number, free: number) => {
    const lane = lanes[name] as ModelLane
    const [first] = queues[name] ?? []
    if (first === undefined) return
    const start = Math.max(free, first.since + lane.lag, now)
    const fails = random() < lane.flaky
    first.start = start
    const end = start + ((works[first.segment] as number) / lane.speed) * (0.8 + 0.4 * random())
    if (end >= lane.freezesAt) return
    at(end, () => {
      if (queues[name]?.[0] !== first || !present.has(name)) return
      queues[name]?.shift()
      if (fails) {
        lost += works[first.segment] as number
        const { dropLane } = schedule.failed(String(name), first.segment)
        if (dropLane) leave(name)
      } else {
        made[first.segment] = (made[first.segment] ?? 0) + 1
        for (const other of schedule.made(String(name), first.segment, now))
          cancel(Number(other), first.segment)
      }
      if (present.has(name)) begin(name, now)
      assign()
    })
  }

  const cancel = (name: number, segment: number) => {
    const [first] = queues[name] ?? []
    queues[name] = (queues[name] ?? []).filter(copy => copy.segment !== segment)
    if (first?.segment !== segment) return
    const spent = Math.max(0, now - first.start) * (lanes[name]?.speed ?? 0)
    lost += Math.min(works[segment] as number, spent)
    begin(name, now)
  }

  const assign = () => {
    const start = performance.now()
    const given = schedule.assign(now, () => true)
    thinking += performance.now() - start
    calls += 1
    for (const { lane, segment, from } of given) {
      if (from !== undefined) cancel(Number(from), segment)
      const queue = queues[Number(lane)] ?? []
      queue.push({ segment, since: now, start: now })
      if (queue.length === 1) begin(Number(lane), now)
    }
  }

  const tick = () => {
    assign()
    at(now + TICK_MS, tick)
  }

  lanes.forEach((lane, name) => {
    at(lane.from, () => {
      present.add(name)
      schedule.join(String(name))
      assign()
    })
    if (lane.until < limit) {
      at(lane.until, () => {
        leave(name)
        assign()
      })
    }
  })
  at(0, tick)
  while (schedule.left() > 0 && now < limit) {
    const event = events.pop() as Event
    now = event.at
    event.run()
  }
  const needed = works.reduce((sum, each) => sum + each, 0)
  return { ended: schedule.left() === 0, took: now, made, waste: lost / needed, calls, spent: thinking }
}

/** When lanes that share the work without a gap would be through, ms. */
export function idealTime(works: number[], lanes: ModelLane[]): number {
  const needed = works.reduce((sum, each) => sum + each, 0)
  const doneBy = (time: number) =>
    lanes.reduce((sum, { speed, from, until, freezesAt, flaky }) => {
      return sum + speed * (1 - flaky) * Math.max(0, Math.min(time, until, freezesAt) - from)
    }, 0)
  let [low, high] = [0, 1e9]
  while (high - low > 1) {
    const middle = (low + high) / 2
    if (doneBy(middle) < needed) low = middle
    else high = middle
  }
  return high
}
