import { keepEvidence } from '../gateway/evidence.ts'
import type { Scores } from '../gateway/scores.ts'
import type { HeardOffer, Network } from '../network/types.ts'
import { isOwnEnd } from '../payments/bill.ts'
import { canPay } from '../payments/canpay.ts'
import type { Payer } from '../payments/types.ts'
import { type Code, type MillraceError, toError } from '../protocol/errors.ts'
import type { FileOrder } from '../protocol/file.ts'
import { MAX_FILE_LANES } from '../protocol/limits.ts'
import { type Candidate, type Choice, type Market, select } from '../protocol/select.ts'
import { type Checker, startChecker } from '../verify/checker.ts'
import { createInspect, inTurn } from './inspect.ts'
import { openLane } from './lane.ts'
import type { Lane, LaneSupply } from './types.ts'

/** An orchestrator that refused or left is left alone for so long, ms, doubled each time. */
const REST_MS = 4000
const MAX_REST_MS = 120_000
/** How often is looked for those that have rested, ms. */
const LOOK_MS = 1000

export type SupplyOptions = {
  network: Network
  /** As it is at the time of the call. */
  market(): Market
  payer(): Payer | undefined
  scores: Scores
}

/** Lanes to every orchestrator that is willing, in the order of the draw, up to MAX_FILE_LANES at once; those that leave are replaced. */
export function createSupply({ network, market, payer, scores }: SupplyOptions): LaneSupply {
  const checker = inTurn(startChecker())
  return (order, onlane, signal, onrefused) => {
    supplyLanes({
      order,
      onlane,
      signal,
      onrefused,
      offers: network.offers,
      onchange: network.onchange,
      market: () => ({ ...market(), pays: canPay(payer()) }),
      scores,
      open: choice => reach(network, choice, order, payer(), checker, signal),
    })
  }
}

function reach(
  network: Network,
  { peer, offer }: Choice,
  order: FileOrder,
  payer: Payer | undefined,
  checker: Pick<Checker, 'check'>,
  signal: AbortSignal,
): Promise<Lane> {
  const inspect = createInspect(order, checker)
  const kit = { inspect, keep: keepEvidence, signal }
  return openLane(network, { peer, offer, heardAt: 0 }, order, payer, kit)
}

export type SupplyParts = {
  order: FileOrder
  onlane(lane: Lane): void
  /** Somebody does not take it. */
  onrefused(error: MillraceError): void
  signal: AbortSignal
  offers(): HeardOffer[]
  onchange(listener: () => void): () => void
  market(): Market
  scores: Pick<Scores, 'rate' | 'observe'>
  open(choice: Choice): Promise<Lane>
}

/** Keeps as many lanes open as there may be, until the signal. */
export function supplyLanes(parts: SupplyParts): void {
  const { order, onlane, onrefused, signal, offers, onchange, market, scores, open } = parts
  const { codec = 'h264' } = order.renditions[0] ?? {}
  const seed = Math.floor(Math.random() * 2 ** 32)
  const taken = new Set<string>()
  const rests = new Map<string, { until: number; ms: number }>()

  const isFree = ({ peer }: HeardOffer) =>
    !taken.has(peer) && (rests.get(peer)?.until ?? 0) <= performance.now()
  const toCandidate = ({ peer, offer }: HeardOffer): Candidate => ({
    ...{ peer, offer, rtt: undefined, score: scores.rate(peer), suspended: false },
  })

  const look = () => {
    if (signal.aborted || taken.size >= MAX_FILE_LANES) return
    // Whoever is slower than live is welcome, too.
    const work = {
      codec,
      pixelRate: 0,
      ...(order.effect && { effect: { id: order.effect.id, pixelRate: 0 } }),
    }
    const choices = select(offers().filter(isFree).map(toCandidate), work, market(), seed)
    for (const choice of choices.slice(0, MAX_FILE_LANES - taken.size)) void hire(choice)
  }

  const hire = async (choice: Choice) => {
    const { peer } = choice
    taken.add(peer)
    try {
      const lane = await open(choice)
      onlane(graded(lane))
      blame(peer, await lane.closed, 'lost')
    } catch (thrown) {
      const error = toError(thrown)
      onrefused(error)
      blame(peer, error, 'refused')
    } finally {
      rest(peer)
      taken.delete(peer)
      look()
    }
  }

  const graded = (lane: Lane): Lane => ({
    ...lane,
    async make(...segment) {
      const made = await lane.make(...segment)
      scores.observe(lane.peer, 'good')
      return made
    },
  })

  const blame = (peer: string, error: MillraceError | undefined, outcome: 'lost' | 'refused') => {
    if (error === undefined || signal.aborted || isOurs(error.code)) return
    scores.observe(peer, error.code === 'cheated' ? 'cheated' : outcome)
  }

  const rest = (peer: string) => {
    const ms = Math.min(MAX_REST_MS, 2 * (rests.get(peer)?.ms ?? REST_MS / 2))
    rests.set(peer, { until: performance.now() + ms, ms })
  }

  const timer = setInterval(look, LOOK_MS)
  const forget = onchange(look)
  signal.addEventListener('abort', () => {
    clearInterval(timer)
    forget()
  })
  look()
}

/** Neither our money nor our file is an orchestrator's fault. */
function isOurs(code: Code): boolean {
  return isOwnEnd(code) || code === 'bad-input' || code === 'unsupported' || code === 'too-large'
}
