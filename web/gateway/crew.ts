import type { Remote } from 'comlink'
import type { HeardOffer, Network } from '../network/types.ts'
import type { Payer } from '../payments/types.ts'
import { BLUR } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { OrchestratorFault } from '../protocol/faults.ts'
import { type LadderChoice, largest, pixelRate } from '../protocol/ladder.ts'
import { HEARTBEAT_DEAD_MS, SOLE_DEAD_MS } from '../protocol/limits.ts'
import { OBJECTS } from '../protocol/objects.ts'
import type { Cue, FullEffect, Rendition, VideoFormat } from '../protocol/schema.ts'
import { type Candidate, type Choice, LIVE, type Market, type Work } from '../protocol/select.ts'
import { spread } from '../protocol/spread.ts'
import type { Cheats } from './cheats.ts'
import { dispatch, type Help, type Memories, nextChange } from './dispatch.ts'
import { isFirst, ofPart, paceOfRungs, tracksOf, wholeOf } from './division.ts'
import { createGrader } from './grade.ts'
import { type Job, type JobOrder, startJob } from './job.ts'
import { createPaces } from './paces.ts'
import type { Waiting } from './reasons.ts'
import type { Scores } from './scores.ts'
import type { JobSnapshot } from './types.ts'
import type { StreamReport, StreamWorker } from './worker.ts'

/** Jobs that have ended and are still shown. */
const JOBS_SHOWN = 8

/** How long those whose jobs have just been ended may take to offer their places again, ms. */
const VACATE_MS = 2000

/** A job, what it is to make, and pixels per second that it makes. */
type Assigned = {
  job: Job
  renditions: Rendition[]
  grade: ReturnType<typeof createGrader>
  pace: number
}

/** The orchestrators of a stream: one for the whole ladder or one for each part of it, and those who stand by. */
export type Crew = {
  /** Looks for orchestrators anew: at the start, and when the source's format has changed. */
  order(video: VideoFormat, renditions: Rendition[]): Promise<void>
  /** All jobs end in order; none is looked for until the next order. */
  rest(why: MillraceError): void
  /** One that is not over. */
  job(id: string): Job | undefined
  /** Those that work now. */
  working(): Assigned[]
  /** Of all jobs; those that are over come last, and not for long. */
  snapshots(): JobSnapshot[]
  /** To all orchestrators so far, wei. */
  paid(): bigint
  /** Every HEARTBEAT_MS, with what the stream's Worker reports. */
  tick(report: StreamReport): void
  /** What is to be done to the pictures from now on; undefined: nothing. */
  setEffect(effect: FullEffect | undefined): void
  /** Whether things in the picture are to be found from now on. */
  setObjects(on: boolean): void
  /** Makes it look as if one that works, or is about to, failed. */
  simulate(kind: OrchestratorFault): void
  /** Resolves when every job is over. */
  end(why: MillraceError): Promise<void>
}

export type CrewContext = {
  network: Network
  rtcConfiguration: RTCConfiguration
  market: () => Market
  payer: () => Payer | undefined
  scores: Scores
  cheats: Cheats
  worker: Worker
  media: Remote<StreamWorker>
  ladder: LadderChoice
  /** From the start. */
  effect: FullEffect | undefined
  /** Things in the picture are to be found from the start. */
  objects: boolean
  /** The pictures may have to be blurred, at any time. */
  mayBlur(): boolean
  signal: AbortSignal
  onchange(): void
  /** What is seen in the picture, a look at a time. */
  onlook(cues: Cue[]): void
  /** Some part has nobody. */
  onwaiting(waiting: Waiting): void
}

export function createCrew(context: CrewContext): Crew {
  const { network, rtcConfiguration, worker, media, market, payer, scores, cheats } = context
  const { ladder, mayBlur, signal, onchange, onwaiting, onlook } = context
  const jobs = new Map<string, Assigned>()
  /** Those that work or are about to, one for each part. */
  const leads = new Set<Assigned>()
  const memories: Memories = new Map()
  const paces = createPaces()
  let { effect, objects } = context
  let past: JobSnapshot[] = []
  /** In jobs that are over, shown or not. */
  let paidBefore = 0n
  let division: { source: VideoFormat; parts: Rendition[][] } | undefined
  let round = new AbortController()

  const hire = (order: JobOrder, choice: Choice, standby: boolean, help: () => Help): Job => {
    const id = `job-${crypto.randomUUID()}`
    const patience = () => (help() === 'none' ? SOLE_DEAD_MS : HEARTBEAT_DEAD_MS)
    const rate = loadOf(choice.peer, order) + pixelRate(order.renditions, order.source.framerate)
    const spare = () => help() === 'ready' || paces.isTrial(choice.peer, rate)
    const parties = { network, rtcConfiguration, worker, media, payer: payer() }
    const { renditions, segmentMs } = order
    const wishes = { effect, objects: objects && isFirst(renditions) }
    const job = startJob(id, choice, order, {
      ...parties,
      ...wishes,
      standby,
      patience,
      spare,
      onchange,
      onlook,
    })
    const assigned = { job, renditions, grade: createGrader(segmentMs), pace: 0 }
    jobs.set(id, assigned)
    void job.done.then(({ code, message }) => {
      if (code === 'cheated') cheats.note(id, choice.peer, message)
      if (code === 'too-slow') paces.slow(choice.peer, paceOf(choice.peer), performance.now())
      jobs.delete(id)
      leads.delete(assigned)
      const over = job.snapshot()
      paidBefore += over.paid
      past = [over, ...past].slice(0, JOBS_SHOWN)
    })
    return job
  }

  const lead = (job: Job) => {
    const { id, peer } = job.snapshot()
    const assigned = jobs.get(id)
    // It may be over just now.
    if (assigned === undefined) return
    leads.add(assigned)
    // Who works on one part has no room to stand by for another.
    const spare = [...jobs.values()].filter(each => !leads.has(each) && each.job.snapshot().peer === peer)
    for (const each of spare) each.job.end(new MillraceError('ended', 'It works on other sizes now.'))
  }

  /** Pixels per second of other parts that an orchestrator works on. */
  const loadOf = (peer: string, { source, renditions }: JobOrder) => {
    const others = [...leads].filter(
      each => each.renditions !== renditions && each.job.snapshot().peer === peer,
    )
    return others.reduce((sum, each) => sum + pixelRate(each.renditions, source.framerate), 0)
  }

  /** Pixels per second that an orchestrator lately kept up with, with head room; the smallest rung is always tried. */
  const paceOf = (peer: string) => {
    const all = [...leads].filter(each => each.job.snapshot().peer === peer)
    const rates = (division?.parts ?? [])
      .flat()
      .map(rung => pixelRate([rung], division?.source.framerate ?? 0))
    return Math.max(Math.min(...rates), all.reduce((sum, { pace }) => sum + pace, 0) / LIVE)
  }

  const rest = (why: MillraceError) => {
    round.abort()
    for (const { job } of jobs.values()) job.end(why)
  }

  const begin = (why: string): AbortSignal => {
    rest(new MillraceError('ended', why))
    round = new AbortController()
    return AbortSignal.any([signal, round.signal])
  }

  /** What is to be done to the pictures may change meanwhile. */
  const workOf = ({ framerate }: VideoFormat, renditions: Rendition[]): Work => ({
    codec: ladder.codec,
    pixelRate: pixelRate(renditions, framerate),
    get useful() {
      return [...(objects && isFirst(renditions) ? [OBJECTS.id] : []), ...(mayBlur() ? [BLUR] : [])]
    },
    get effect() {
      return effect && { id: effect.id, pixelRate: pixelRate([largest(renditions)], framerate) }
    },
  })

  /** Who has one place only, and had it for us, is to be among those the work goes to next. */
  const vacated = async (peers: Set<string>, over: AbortSignal): Promise<void> => {
    const until = performance.now() + VACATE_MS
    const isFull = ({ peer, offer }: HeardOffer) => peers.has(peer) && offer.runningJobs >= offer.maxJobs
    while (!over.aborted && performance.now() < until && network.offers().some(isFull))
      await nextChange(network, over)
  }

  /** Finds orchestrators for all parts, the largest first: each has somebody, or waits, before the next is looked at. */
  const staff = async (source: VideoFormat, parts: Rendition[][], over: AbortSignal): Promise<void> => {
    division = { source, parts }
    for (const renditions of parts) {
      if (over.aborted) return
      const order = { source, renditions, segmentMs: ladder.segmentMs }
      await new Promise<void>(settle => {
        void dispatch({
          ...{ network, market, scores, memories, random: Math.random, signal: over },
          work: workOf(source, renditions),
          load: peer => loadOf(peer, order),
          pace: paces.of,
          onsearch: able => divide(source, parts, able),
          start: (...choice) => hire(order, ...choice),
          onlead(job) {
            lead(job)
            settle()
          },
          onwaiting(kind, why) {
            onwaiting({ kind, isFirst: isFirst(renditions), why })
            settle()
          },
        }).finally(settle)
      })
    }
  }

  /** While nobody works, the ladder is divided as it suits those who could. */
  const divide = (source: VideoFormat, parts: Rendition[][], able: Candidate[]) => {
    if (leads.size > 0) return
    const next = spread(wholeOf(parts), source.framerate, able)
    if (tracksOf(next) === tracksOf(parts)) return
    const over = begin('The ladder is divided anew.')
    void media.spread(next)
    void staff(source, next, over)
  }

  /** Who has kept up with the smaller rungs for a while is given all of them again, where nobody else took the rest. */
  const tryAgain = async (eased: string[]) => {
    if (division === undefined || leads.size >= division.parts.length) return
    const peers = new Set([...leads].map(({ job }) => job.snapshot().peer))
    if (!eased.some(peer => peers.has(peer))) return
    const { source, parts } = division
    const whole = [wholeOf(parts)]
    const over = begin('All sizes are tried again.')
    await media.spread(whole)
    await vacated(peers, over)
    await staff(source, whole, over)
  }

  const working = () => [...leads].filter(({ job }) => job.snapshot().state === 'running')

  return {
    async order(source, renditions) {
      const peers = new Set([...jobs.values()].map(({ job }) => job.snapshot().peer))
      const over = begin('The source has changed.')
      await media.setRenditions(renditions)
      await vacated(peers, over)
      await staff(source, [renditions], over)
    },
    rest,
    job: id => jobs.get(id)?.job,
    working,
    snapshots: () => [...[...jobs.values()].map(({ job }) => job.snapshot()), ...past],
    paid: () => [...jobs.values()].reduce((sum, { job }) => sum + job.snapshot().paid, paidBefore),
    tick(report) {
      for (const each of jobs.values()) {
        const own = ofPart(report, each.renditions)
        each.pace = paceOfRungs(each.renditions, own)
        each.job.tick(own)
      }
      void tryAgain(paces.eased(performance.now()))
      for (const { job, renditions, grade } of working()) {
        const outcome = grade(ofPart(report, renditions))
        if (outcome !== undefined) scores.observe(job.snapshot().peer, outcome)
      }
    },
    setEffect(next) {
      effect = next
      for (const { job } of jobs.values()) job.setEffect(next)
    },
    setObjects(on) {
      objects = on
      for (const { job, renditions } of jobs.values()) job.setObjects(on && isFirst(renditions))
    },
    simulate(kind) {
      const [first] = leads
      first?.job.simulate(kind)
    },
    async end(why) {
      const over = [...jobs.values()].map(({ job }) => job.done)
      for (const { job } of jobs.values()) job.end(why)
      await Promise.all(over)
    },
  }
}
