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

/**
 * Beside Livepeer's, `npm run simulate` shows: a fifth less is paid, half as many jobs meet a cheat once gateways have
 * learnt, work is even over stake, identities without stake get none; who asks next to nothing wins less than three times
 * its share. Nothing goes by chance: a tenth of it is what makes identities worth inventing.
 */
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
  const usual = usualPrice(contenders)
  const shares = sharesOf(contenders, weights)
  return normalised(contenders.map((each, index) => appeal(each, shares[index] as number, usual, weights)))
}

/** The first line of the formula. */
export function sharesOf(
  contenders: readonly Contender[],
  { stake, price, chance, priceScale }: Weights,
): Float64Array {
  const stakes = normalised(contenders.map(each => each.stake))
  const prices =
    price > 0
      ? normalised(contenders.map(each => Math.exp(-each.price / priceScale)))
      : new Float64Array(stakes.length)
  return stakes.map(
    (share, index) => stake * share + price * (prices[index] as number) + chance / contenders.length,
  )
}

/** What one contender's likelihood is proportional to. @param share of sharesOf @param usual of usualPrice */
export function appeal(
  { price, latency, score }: Contender,
  share: number,
  usual: number,
  weights: Weights,
): number {
  const cheap = price > 0 ? Math.min(CHEAPEST_COUNTED, usual / price) : CHEAPEST_COUNTED
  const near = LATENCY_FELT / (latency + LATENCY_FELT)
  return share * score ** weights.score * cheap ** weights.cheap * near ** weights.near
}

/** The price below which half of the stake works; without any stake, half of the contenders. */
export function usualPrice(contenders: readonly Contender[]): number {
  const stakes = normalised(contenders.map(({ stake }) => stake))
  const byPrice = contenders
    .map(({ price }, index) => ({ price, share: stakes[index] as number }))
    .sort((a, b) => a.price - b.price)
  let below = 0
  for (const { price, share } of byPrice) {
    below += share
    if (below >= 0.5) return price
  }
  return byPrice.at(-1)?.price ?? 0
}

/**
 * Draws contenders one after another, each as likely as `weigh` says among those that are left (weighted sampling
 * without replacement by Efraimidis and Spirakis, 2006).
 * @param likely from weigh @param random numbers in 0..1, such as seededRandom's
 * @returns indices, each once
 */
export function* draw(likely: Float64Array, random: () => number): Generator<number> {
  const keys = new Float64Array(likely.length)
  for (let index = 0; index < keys.length; index += 1) {
    keys[index] = -Math.log(1 - random()) / Math.max(likely[index] as number, LEAST)
  }
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
function normalised(values: readonly number[]): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0)
  return Float64Array.from(values, value => (total > 0 ? value / total : 1 / values.length))
}
