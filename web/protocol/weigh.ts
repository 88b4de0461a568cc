/** How much each thing counts in the choice of an orchestrator. */
export type Weights = {
  /** Shares of the draw: by stake, by price, and the same for each. */
  stake: number
  price: number
  chance: number
  /** So much more per pixel makes an orchestrator e times less likely in the draw by price. */
  priceScale: number
  /** Powers of what multiplies all three: the score, being cheaper than most, being near. 0 leaves it out. */
  score: number
  cheap: number
  near: number
}

/** What is weighed. Stakes and prices may be in any unit, as long as it is the same for all. */
export type Contender = {
  stake: number
  /** Per pixel. */
  price: number
  /** Round trip, ms. */
  latency: number
  /** From 0 to 1 (without a fault), see score.ts. */
  score: number
}

/** What `npm run simulate` shows to serve streamers best and cheats least. */
export const DEFAULT_WEIGHTS: Weights = {
  ...{ stake: 1, price: 0, chance: 0, priceScale: 1 },
  ...{ score: 4, cheap: 2, near: 1 },
}

/** Livepeer's gateways as they come: -selectStakeWeight 0.7, -selectRandFreq 0.3, -selectPriceWeight 0. */
export const LIVEPEER_WEIGHTS: Weights = {
  ...{ stake: 0.7, price: 0, chance: 0.3, priceScale: 100 },
  ...{ score: 0, cheap: 0, near: 0 },
}

/** Cheaper than is usual by more than this brings no more work: there is nothing to win by dumping. */
const CHEAPEST_COUNTED = 2
/** What a round trip is felt on top of, ms: coding and the playout delay. */
const LATENCY_FELT = 20
/** Those for whom nothing speaks are drawn after all others, in any order. */
const LEAST = 1e-12

/**
 * How likely each contender is to be taken; they sum to 1:
 *
 *   p_i ~ (stake · s_i/Σs + price · e^(-price_i/priceScale)/Σ + chance/N)
 *         · score_i^score · min(2, usual/price_i)^cheap · (20/(latency_i + 20))^near
 *
 * The first line is Livepeer's formula. What multiplies it is not shared out by heads, nor is the usual price counted by
 * them, so that an orchestrator wins nothing by appearing as many. All are equally likely where nothing tells them apart.
 */
export function weigh(contenders: readonly Contender[], weights: Weights): Float64Array {
  const usual = weights.cheap > 0 ? usualPrice(contenders) : 0
  const stakes = portions(contenders, ({ stake }) => stake)
  const prices =
    weights.price > 0 ? portions(contenders, ({ price }) => Math.exp(-price / weights.priceScale)) : stakes
  return portions(contenders, ({ price, latency, score }, index) => {
    const drawn =
      weights.stake * (stakes[index] as number) +
      weights.price * (prices[index] as number) +
      weights.chance / contenders.length
    const cheap = price > 0 ? Math.min(CHEAPEST_COUNTED, usual / price) : CHEAPEST_COUNTED
    const near = LATENCY_FELT / (latency + LATENCY_FELT)
    return drawn * score ** weights.score * cheap ** weights.cheap * near ** weights.near
  })
}

/** The price below which half of the stake works; without any stake, half of the contenders. */
function usualPrice(contenders: readonly Contender[]): number {
  const stakes = portions(contenders, ({ stake }) => stake)
  const order = [...contenders.keys()].sort((a, b) => priceOf(contenders, a) - priceOf(contenders, b))
  let below = 0
  const middle = order.find(index => {
    below += stakes[index] as number
    return below >= 0.5
  })
  return priceOf(contenders, middle ?? order.at(-1) ?? -1)
}

function priceOf(contenders: readonly Contender[], index: number): number {
  return contenders[index]?.price ?? 0
}

/**
 * Draws contenders one after another, each as likely as `weigh` says among those that are left (weighted sampling
 * without replacement by Efraimidis and Spirakis, 2006).
 * @param likely from weigh @param random numbers in 0..1, such as seededRandom's
 * @returns indices, each once
 */
export function* draw(likely: Float64Array, random: () => number): Generator<number> {
  const keys = likely.map(each => -Math.log(1 - random()) / Math.max(each, LEAST))
  for (let next = lowest(keys); next >= 0; next = lowest(keys)) {
    keys[next] = Number.POSITIVE_INFINITY
    yield next
  }
}

function lowest(keys: Float64Array): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as number
    if (key >= least) continue
    least = key
    best = index
  }
  return best
}

/** Values as parts of their sum; equal parts where the sum is 0. */
function portions(
  contenders: readonly Contender[],
  of: (contender: Contender, index: number) => number,
): Float64Array {
  const values = new Float64Array(contenders.length)
  let total = 0
  for (let index = 0; index < values.length; index += 1) {
    const value = of(contenders[index] as Contender, index)
    values[index] = value
    total += value
  }
  return total > 0 ? values.map(value => value / total) : values.fill(1 / values.length)
}
