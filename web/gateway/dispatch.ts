import type { HeardOffer, Network } from '../network/types.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { CodecName } from '../protocol/ladder.ts'
import { canTake, rank } from '../protocol/select.ts'
import type { Job } from './job.ts'
import type { JobSnapshot } from './types.ts'

/** Offers whose round trip is measured before one is chosen. */
const SHORTLIST = 3
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
  codec: CodecName
  /** Outlives this run: what is learnt serves the next. */
  memories: Memories
  /** @param alone whether no other orchestrator could take over, at the time of the call */
  start(offer: HeardOffer, standby: boolean, alone: () => boolean): Job
  /** This job works from now on; those that worked before have ended. */
  onlead(job: Job): void
  /** A job was lost and none stands by; the next one is about to be started. */
  onlost(): void
  /** In plain words, with the next step; empty once there is a job. */
  onwaiting(reason: string): void
  signal: AbortSignal
}

type Hired = { offer: HeardOffer; job: Job }

/**
 * Keeps one job running and another one standing by: chooses orchestrators, and the next ones when they refuse, die or
 * fall behind.
 */
export async function dispatch(options: DispatchOptions): Promise<void> {
  const { network, codec, memories, start, onlead, onlost, onwaiting, signal } = options
  let standby: Hired | undefined

  const memory = (peer: string): Memory => {
    const known = memories.get(peer) ?? { ...UNMET }
    memories.set(peer, known)
    return known
  }
  const isRested = ({ peer }: HeardOffer) => (memories.get(peer)?.until ?? 0) <= performance.now()
  const ranked = (offers: HeardOffer[]) =>
    rank(
      offers.map(({ peer, offer }) => ({ peer, offer, ...(memories.get(peer) ?? UNMET) })),
      codec,
    )
  const able = () => {
    const offers = network.offers().filter(({ offer }) => canTake(offer, codec))
    const rested = offers.filter(isRested)
    return rested.length > 0 ? rested : offers
  }
  const beside = ({ peer }: HeardOffer) => able().filter(offer => offer.peer !== peer)

  const measure = async (offers: Pick<HeardOffer, 'peer' | 'offer'>[]) => {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(MEASURE_MS)])
    await Promise.all(
      offers.map(async ({ peer, offer }) => {
        memory(peer).rtt = await network.connect(peer, offer.addresses, timeout).catch(() => MEASURE_MS)
      }),
    )
  }

  const choose = async (offers: HeardOffer[]): Promise<HeardOffer | undefined> => {
    const first = ranked(offers).slice(0, SHORTLIST)
    const shortlist = offers.filter(({ peer }) => first.some(candidate => candidate.peer === peer))
    // One that is alone needs no comparison.
    if (shortlist.length > 1)
      await measure(shortlist.filter(({ peer }) => memories.get(peer)?.rtt === undefined))
    const best = ranked(shortlist)[0]
    return shortlist.find(({ peer }) => peer === best?.peer)
  }

  const hire = (offer: HeardOffer, asStandby: boolean): Hired => {
    const job = start(offer, asStandby, () => beside(offer).length === 0)
    return { offer, job }
  }

  /** Has another orchestrator stand by until `over`. */
  const keepStandby = async (lead: HeardOffer, over: AbortSignal): Promise<void> => {
    while (!over.aborted) {
      const offer = await choose(beside(lead).filter(isRested))
      if (over.aborted) return
      if (offer === undefined) {
        await nextChange(network, over)
        continue
      }
      const hired = hire(offer, true)
      standby = hired
      await Promise.race([hired.job.done, aborted(over)])
      if (over.aborted) return
      standby = undefined
      penalize(memory(offer.peer), hired.job.snapshot())
    }
  }

  const find = async (): Promise<Hired | undefined> => {
    const offer = await choose(able())
    if (offer !== undefined && !signal.aborted) return hire(offer, false)
    onwaiting(explain(network, codec))
    await nextChange(network, signal)
    return undefined
  }

  while (!signal.aborted) {
    const hired = standby ?? (await find())
    standby = undefined
    if (hired === undefined) continue
    const { offer, job } = hired
    onlead(job)
    job.lead()
    const over = new AbortController()
    const until = AbortSignal.any([over.signal, signal])
    void job.opened.then(() => keepStandby(offer, until))
    const reason = await job.done
    over.abort()
    if (reason.code === 'ended') break
    penalize(memory(offer.peer), job.snapshot())
    if (isReady(standby)) continue
    if (job.snapshot().state === 'lost') onlost()
    onwaiting(`${reason.message} Looking for another orchestrator.`)
    // Whoever has just failed is asked again soon where there is no other, but less and less so.
    const pause = performance.now() + RETRY_MS * 2 ** Math.min(memory(offer.peer).failures, MAX_DOUBLINGS)
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

function penalize(memory: Memory, { state, startedAt }: JobSnapshot): void {
  const ranWell = Date.now() - startedAt > FORGIVEN_MS
  if (state !== 'refused') memory.failures = ranWell ? 1 : memory.failures + 1
  const penalty = PENALTY_MS * 2 ** Math.max(0, memory.failures - 1)
  memory.until = performance.now() + Math.min(MAX_PENALTY_MS, penalty)
}

function explain(network: Network, codec: CodecName): string {
  const offers = network.offers()
  if (network.relays().every(({ state }) => state === 'connecting' || state === 'lost')) {
    return 'No relay answers, so no orchestrator can be found. Check the network or name another relay.'
  }
  if (offers.length === 0) {
    return 'No orchestrator offers its work yet. Open the contribute page on any machine to start one.'
  }
  if (offers.every(({ offer }) => !offer.codecs.some(entry => entry.codec === codec))) {
    const none =
      offers.length === 1
        ? 'The only orchestrator does not encode'
        : `None of ${offers.length} orchestrators encodes`
    return `${none} ${codec}. Choose H.264, which all of them do.`
  }
  const all = offers.length === 1 ? 'The only orchestrator is' : `All ${offers.length} orchestrators are`
  return `${all} busy or paused. The stream starts as soon as one is free; any other machine or tab with the contribute page open can take it, too.`
}

function nextChange(network: Network, signal: AbortSignal): Promise<void> {
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
