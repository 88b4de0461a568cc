import type { HeardOffer, Network } from '../network/types.ts'
import type { CodecName } from '../protocol/ladder.ts'
import { canTake, rank } from '../protocol/select.ts'
import type { Job } from './job.ts'
import type { JobSnapshot } from './types.ts'

/** Offers whose round trip is measured before one is chosen. */
const SHORTLIST = 3
/** How long a measurement may take, ms; who has not answered by then counts as far. */
const MEASURE_MS = 2500
/** A peer that failed is left alone for so long, ms, doubled with each failure, unless there is no other. */
const PENALTY_MS = 5000
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
  start(offer: HeardOffer, alone: () => boolean): Job
  /** A job was lost; the next one is about to be started. */
  onlost(): void
  /** In plain words, with the next step; empty once there is a job. */
  onwaiting(reason: string): void
  signal: AbortSignal
}

/** Keeps one job running: chooses an orchestrator, and the next one when it refuses, dies or falls behind. */
export async function dispatch(options: DispatchOptions): Promise<void> {
  const { network, codec, memories, start, onlost, onwaiting, signal } = options
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
  /** Orchestrators that stand by, or could not. */
  const met = new Set<string>()
  const able = () => {
    const offers = network.offers().filter(({ offer }) => canTake(offer, codec))
    const rested = offers.filter(isRested)
    return rested.length > 0 ? rested : offers
  }

  const measure = async (offers: Pick<HeardOffer, 'peer' | 'offer'>[]) => {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(MEASURE_MS)])
    await Promise.all(
      offers.map(async ({ peer, offer }) => {
        memory(peer).rtt = await network.connect(peer, offer.addresses, timeout).catch(() => MEASURE_MS)
      }),
    )
  }

  const choose = async (): Promise<HeardOffer | undefined> => {
    const offers = able()
    const first = ranked(offers).slice(0, SHORTLIST)
    const shortlist = offers.filter(({ peer }) => first.some(candidate => candidate.peer === peer))
    // One that is alone needs no comparison; one that was measured stays connected and stands by.
    if (shortlist.length > 1)
      await measure(shortlist.filter(({ peer }) => memories.get(peer)?.rtt === undefined))
    const best = ranked(shortlist)[0]
    return shortlist.find(({ peer }) => peer === best?.peer)
  }

  /** Connects the best of those never met, so that it can take over at once. */
  const standBy = (offers: HeardOffer[]) => {
    const [next] = ranked(
      offers.filter(({ peer }) => !met.has(peer) && memories.get(peer)?.rtt === undefined),
    )
    if (next === undefined) return
    met.add(next.peer)
    void measure([next])
  }

  while (!signal.aborted) {
    const offer = await choose()
    if (signal.aborted) return
    if (offer === undefined) {
      onwaiting(explain(network, codec))
      await nextChange(network, signal)
      continue
    }
    const others = () => able().filter(({ peer }) => peer !== offer.peer)
    const job = start(offer, () => others().length === 0)
    const forget = network.onchange(() => standBy(others()))
    standBy(others())
    const reason = await job.done
    forget()
    if (reason.code === 'ended') return
    if (job.snapshot().state === 'lost') onlost()
    penalize(memory(offer.peer), job.snapshot())
    onwaiting(`${reason.message} Looking for another orchestrator.`)
    // Whoever has just failed is asked again soon where there is no other, but less and less so.
    const pause = performance.now() + RETRY_MS * 2 ** Math.min(memory(offer.peer).failures, MAX_DOUBLINGS)
    while (!signal.aborted && !able().some(isRested) && performance.now() < pause)
      await nextChange(network, signal)
  }
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
