import { MAX_OFFERS } from '../../web/protocol/limits.ts'
import { seededRandom } from '../../web/protocol/random.ts'
import { observe, rate, type Score, type Outcome as Seen } from '../../web/protocol/score.ts'
import { SHORTLIST, UNKNOWN_RTT } from '../../web/protocol/select.ts'
import { appeal, type Contender, draw, sharesOf, usualPrice, type Weights } from '../../web/protocol/weigh.ts'
import { type Kind, type Orchestrator, roundTrip } from './market.ts'

export type Outcome = {
  /** Who did the job in the end. */
  worker: Orchestrator
  /** Kinds of those who were tried before and failed or cheated. */
  failed: Kind[]
  /** From the decision to a job that runs, ms. */
  found: number
  rtt: number
}

const GATEWAYS = 500
/** Jobs begin so often, and last so long on average, in steps of half a second. */
const LASTS = 2400
const STEP_MS = 500
/** Segments that a good job adds to a score, of a second each; more would say no more. */
const SEGMENTS = 600
/** Chance that a job is lost in its middle. */
const LOSS: Record<Kind, number> = { honest: 0.002, sybil: 0.002, dumper: 0.002, flaky: 0.3, cheat: 0.002 }
/** Connecting takes four round trips, and so does asking; noticing that a job is lost takes a second. */
const ROUND_TRIPS = 4
const NOTICE_MS = 1000

/** A gateway and those it hears, with all that its formula has of them but what changes. */
type Gateway = {
  x: number
  y: number
  heard: Orchestrator[]
  contenders: Contender[]
  shares: Float64Array
  usual: number
  appeals: Float64Array
  isMeasured: Uint8Array
  scores: (Score | undefined)[]
}

/**
 * Has so many jobs done by a market, one every half second. Each gateway hears as many offers as a real one keeps,
 * measures as many, and remembers what it saw; a cheat is found out in the first segment, which is always checked.
 * Nobody is suspended: only the weights keep a gateway from whom it has seen fail.
 */
export function simulate(market: Orchestrator[], weights: Weights, jobs: number, seed: number): Outcome[] {
  const random = seededRandom(seed)
  const gateways = Array.from({ length: GATEWAYS }, () => openGateway(market, weights, random))
  /** Who becomes free in each step. */
  const ending = Array.from({ length: jobs }, (): Orchestrator[] => [])

  return ending.map((free, step) => {
    for (const worker of free) worker.running -= 1
    const gateway = gateways[Math.floor(random() * GATEWAYS)] as Gateway
    const outcome = runJob(gateway, weights, step * STEP_MS, random)
    outcome.worker.running += 1
    ending[step + Math.ceil(-Math.log(1 - random()) * LASTS)]?.push(outcome.worker)
    return outcome
  })
}

function openGateway(market: Orchestrator[], weights: Weights, random: () => number): Gateway {
  const place = { x: random(), y: random() }
  const heard = market.filter(() => random() < MAX_OFFERS / market.length)
  const contenders = heard.map(({ stake, price }) => ({ stake, price, latency: UNKNOWN_RTT, score: 1 }))
  const shares = sharesOf(contenders, weights)
  const usual = usualPrice(contenders)
  const appeals = shares.map((share, index) => appeal(contenders[index] as Contender, share, usual, weights))
  const isMeasured = new Uint8Array(heard.length)
  return { ...place, heard, contenders, shares, usual, appeals, isMeasured, scores: [] }
}

function runJob(gateway: Gateway, weights: Weights, now: number, random: () => number): Outcome {
  const { heard, contenders, scores } = gateway
  const tried = new Set<number>()
  const failed: Kind[] = []
  let found = 0
  while (tried.size < heard.length) {
    const { index, took } = choose(gateway, weights, tried, Math.floor(random() * 2 ** 32))
    const worker = heard[index] as Orchestrator
    const contender = contenders[index] as Contender
    found += took + ROUND_TRIPS * contender.latency
    const isLost = random() < LOSS[worker.kind]
    const seen: Seen = worker.kind === 'cheat' ? 'cheated' : isLost ? 'lost' : 'good'
    const score = observe(scores[index], seen, now, seen === 'good' ? SEGMENTS : 1)
    scores[index] = score
    contender.score = rate(score, now)
    update(gateway, weights, index)
    if (seen === 'good') return { worker, failed, found, rtt: contender.latency }
    tried.add(index)
    failed.push(worker.kind)
    found += NOTICE_MS
  }
  throw new Error('nobody is left to do the job')
}

/** As the gateway does: the first of one draw are measured, then it is drawn again by the same chance. */
function choose(gateway: Gateway, weights: Weights, tried: Set<number>, seed: number) {
  const { heard, contenders, isMeasured } = gateway
  const shortlist = first(SHORTLIST, drawAble(gateway, tried, seed))
  let took = 0
  for (const index of shortlist) {
    if (isMeasured[index] === 1) continue
    isMeasured[index] = 1
    const contender = contenders[index] as Contender
    contender.latency = roundTrip(gateway, heard[index] as Orchestrator)
    took = Math.max(took, ROUND_TRIPS * contender.latency)
    update(gateway, weights, index)
  }
  for (const index of drawAble(gateway, tried, seed)) if (shortlist.includes(index)) return { index, took }
  throw new Error('a draw holds all that are able')
}

function drawAble({ heard, appeals }: Gateway, tried: Set<number>, seed: number): Generator<number> {
  const able = appeals.slice()
  for (let index = 0; index < able.length; index += 1)
    if (!isFree(heard[index] as Orchestrator)) able[index] = 0
  for (const index of tried) able[index] = 0
  return draw(able, seededRandom(seed))
}

function first(count: number, order: Iterable<number>): number[] {
  const indices: number[] = []
  for (const index of order) if (indices.push(index) === count) break
  return indices
}

function isFree({ running, places }: Orchestrator): boolean {
  return running < places
}

function update({ contenders, shares, usual, appeals }: Gateway, weights: Weights, index: number): void {
  appeals[index] = appeal(contenders[index] as Contender, shares[index] as number, usual, weights)
}
