import type { HeardOffer, Network } from '../network/types.ts'
import { isOwnEnd } from '../payments/bill.ts'
import { type Code, MillraceError } from '../protocol/errors.ts'
import type { Outcome } from '../protocol/score.ts'
import {
  type Bar,
  barTo,
  type Candidate,
  type Choice,
  type Market,
  SHORTLIST,
  select,
  type Work,
} from '../protocol/select.ts'
import { explain } from './explain.ts'
import type { Job } from './job.ts'
import type { Waiting } from './reasons.ts'
import type { Scores } from './scores.ts'
import type { JobSnapshot } from './types.ts'

/** How long a measurement may take, ms; who has not answered by then counts as far. */
const MEASURE_MS = 2500
/**
 * A peer that failed is left alone for so long, ms, doubled with each failure, unless there is no other: at first for
 * longer than the last offer of a dead one is believed.
 */
const PENALTY_MS = 8000
const MAX_PENALTY_MS = 120_000
/** A job that ran for so long makes up for earlier failures, ms. */
const FORGIVEN_MS = 60_000
/** Between two looks for an orchestrator when nothing has changed, ms. */
const RETRY_MS = 500
/** An only orchestrator that fails again and again is asked every 8 s. */
const MAX_DOUBLINGS = 4

/** What a stream has learnt of the orchestrators that it met, by peer id. */
export type Memories = Map<string, Memory>
type Memory = { rtt: number | undefined; failures: number; until: number }
const UNMET: Memory = { rtt: undefined, failures: 0, until: 0 }

export type DispatchOptions = {
  network: Network
  work: Work
  /** As it is at the time of the call. */
  market(): Market
  scores: Scores
  /** Numbers in 0..1: the chance in each choice. */
  random(): number
  /** Outlives this run: what is learnt serves the next. */
  memories: Memories
  /** Pixels per second that this one encodes of the stream beside this work: it has to keep up with both. */
  load(peer: string): number
  /** Pixels per second that this one lately kept up with, if it was too slow for more. */
  pace(peer: string): number | undefined
  /** A job has to be found anew, at one of these. It may abort `signal`. */
  onsearch(able: Candidate[]): void
  /** @param help whether another orchestrator could take over, at the time of the call */
  start(choice: Choice, standby: boolean, help: () => Help): Job
  /** This job works from now on; those that worked before have ended. */
  onlead(job: Job): void
  /** In plain words, with the next step. */
  onwaiting(kind: Waiting['kind'], why: string): void
  signal: AbortSignal
}

/** Nobody else could take the work; somebody is on offer; somebody stands by for it. */
export type Help = 'none' | 'offered' | 'ready'

type Hired = { peer: string; job: Job }

/**
 * Keeps one job running and another one standing by: chooses orchestrators, and the next ones when they refuse, die or
 * fall behind.
 */
export async function dispatch(options: DispatchOptions): Promise<void> {
  const { network, work, market, scores, random, memories, signal } = options
  const { load, pace, onsearch, start, onlead, onwaiting } = options
  let standby: Hired | undefined

  const memory = (peer: string): Memory => {
    const known = memories.get(peer) ?? { ...UNMET }
    memories.set(peer, known)
    return known
  }
  const isRested = ({ peer }: { peer: string }) => (memories.get(peer)?.until ?? 0) <= performance.now()
  const toCandidate = ({ peer, offer }: HeardOffer): Candidate => ({
    ...{ peer, offer, rtt: memories.get(peer)?.rtt, score: scores.rate(peer) },
    suspended: !isRested({ peer }),
    ...{ load: load(peer), pace: pace(peer) },
  })
  const restedOf = (offers: HeardOffer[]) => {
    const rested = offers.filter(isRested)
    return rested.length > 0 ? rested : offers
  }
  const bars = (...bars: (Bar | undefined)[]) =>
    network.offers().filter(heard => bars.includes(barTo(toCandidate(heard), work, market())))
  const able = () => restedOf(bars(undefined))
  const beside = (peer: string) => able().filter(heard => heard.peer !== peer)

  const measure = async (choices: Choice[]) => {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(MEASURE_MS)])
    await Promise.all(
      choices.map(async ({ peer, offer }) => {
        memory(peer).rtt = await network.connect(peer, offer.addresses, timeout).catch(() => MEASURE_MS)
      }),
    )
  }

  /** One draw, of which the first few are measured: with what was learnt it is drawn again by the same chance. */
  const choose = async (offers: HeardOffer[]): Promise<Choice | undefined> => {
    const seed = Math.floor(random() * 2 ** 32)
    const order = () => select(offers.map(toCandidate), work, market(), seed)
    const shortlist = order().slice(0, SHORTLIST)
    // One that is alone needs no comparison.
    if (shortlist.length > 1) await measure(shortlist.filter(({ grounds }) => grounds.rtt === undefined))
    return order().find(({ peer }) => shortlist.some(other => other.peer === peer))
  }

  const hire = (choice: Choice, asStandby: boolean): Hired => {
    const { peer } = choice
    const help = () => {
      if (isReady(standby) && standby?.peer !== peer) return 'ready'
      return beside(peer).length === 0 ? 'none' : 'offered'
    }
    return { peer, job: start(choice, asStandby, help) }
  }

  const blame = (peer: string, job: Job, code: Code) => {
    const { state, startedAt } = job.snapshot()
    penalize(memory(peer), state, startedAt)
    if (!isOwnEnd(code)) scores.observe(peer, faultOf(state, code))
  }

  /** Has another orchestrator stand by until `over`. */
  const keepStandby = async (lead: string, over: AbortSignal): Promise<void> => {
    while (!over.aborted) {
      const choice = await choose(beside(lead).filter(isRested))
      if (over.aborted) return
      if (choice === undefined) {
        await nextChange(network, over)
        continue
      }
      const hired = hire(choice, true)
      standby = hired
      const reason = await Promise.race([hired.job.done, aborted(over)])
      if (over.aborted || reason === undefined) return
      standby = undefined
      // Its place is needed for more of the same stream.
      if (reason.code !== 'ended') blame(hired.peer, hired.job, reason.code)
    }
  }

  const find = async (): Promise<Hired | undefined> => {
    // Who was too slow for all of it may be given a part.
    onsearch(restedOf(bars(undefined, 'slow')).map(toCandidate))
    if (signal.aborted) return undefined
    const choice = await choose(able())
    if (choice !== undefined && !signal.aborted) return hire(choice, false)
    onwaiting('nobody', explain(network.relays(), network.offers().map(toCandidate), work, market()))
    await nextChange(network, signal)
    return undefined
  }

  while (!signal.aborted) {
    const hired = standby ?? (await find())
    standby = undefined
    if (hired === undefined) continue
    const { peer, job } = hired
    onlead(job)
    job.lead()
    const over = new AbortController()
    const until = AbortSignal.any([over.signal, signal])
    void job.opened.then(() => keepStandby(peer, until))
    const reason = await job.done
    over.abort()
    // By this side: the stream is over, or this one's place is needed for more of it.
    if (reason.code === 'ended') continue
    blame(peer, job, reason.code)
    if (isReady(standby)) continue
    onwaiting('lost', `${reason.message} Looking for another orchestrator.`)
    // Whoever has just failed is asked again soon where there is no other, but less and less so.
    const doublings = Math.min(memory(peer).failures, MAX_DOUBLINGS)
    // Who was too slow is there, and given less.
    const pause = performance.now() + (reason.code === 'too-slow' ? 0 : RETRY_MS * 2 ** doublings)
    while (!signal.aborted && !standby && !able().some(isRested) && performance.now() < pause)
      await nextChange(network, signal)
  }
  endStandby(standby)
}

function isReady(hired: Hired | undefined): boolean {
  return hired?.job.snapshot().state === 'standby'
}

function endStandby(hired: Hired | undefined): void {
  hired?.job.end(new MillraceError('ended', 'The stream is over.'))
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function penalize(memory: Memory, state: JobSnapshot['state'], startedAt: number): void {
  const ranWell = Date.now() - startedAt > FORGIVEN_MS
  if (state !== 'refused') memory.failures = ranWell ? 1 : memory.failures + 1
  const penalty = PENALTY_MS * 2 ** Math.max(0, memory.failures - 1)
  memory.until = performance.now() + Math.min(MAX_PENALTY_MS, penalty)
}

/** Who was too slow is there, and has promised more than it could: its late segments have been counted already. */
function faultOf(state: JobSnapshot['state'], code: Code): Outcome {
  if (code === 'cheated') return 'cheated'
  return state === 'refused' || code === 'pay-refused' || code === 'too-slow' ? 'refused' : 'lost'
}

/** Resolves when offers have changed, in any case after RETRY_MS. */
export function nextChange(network: Network, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      forget()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, RETRY_MS)
    const forget = network.onchange(done)
    signal.addEventListener('abort', done)
  })
}
