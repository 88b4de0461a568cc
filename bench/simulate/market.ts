import { seededRandom } from '../../web/protocol/random.ts'

/** How an orchestrator of the simulation behaves. */
export type Kind = 'honest' | 'flaky' | 'cheat' | 'sybil' | 'dumper'

export type Orchestrator = {
  kind: Kind
  stake: number
  price: number
  /** Where it is, on a square of side 1 whose edges meet. */
  x: number
  y: number
  /** Jobs at once. */
  places: number
  running: number
}

export type Mix = {
  orchestrators: number
  /** Shares of them that lose jobs, and that return rubbish. */
  flaky: number
  cheats: number
  /** Identities among which one owner divides its share of all stake; 0: there is none. */
  sybils: number
  sybilStake: number
  /** One with 1 % of all stake and room for everything that asks for a hundredth of the usual price. */
  dumper: boolean
}

const DUMPER_STAKE = 0.01
/** Price of a pixel, in any unit. */
const USUAL_PRICE = 100
/** Stake per machine: the smallest have 1. */
const MACHINE_STAKE = 10

/**
 * A market. Stakes are spread as Livepeer's are, few with much and many with little (Pareto, index 1.2); prices by a
 * third around the usual one; machines have room for one to eight jobs, and who has more stake has more of them.
 */
export function openMarket(mix: Mix, seed: number): Orchestrator[] {
  const random = seededRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const place = () => ({ x: random(), y: random(), running: 0 })
  const pareto = () => Math.min(1000, (1 - random()) ** (-1 / 1.2))

  const market = Array.from({ length: mix.orchestrators }, (): Orchestrator => {
    const draw = random()
    const kind = draw < mix.flaky ? 'flaky' : draw < mix.flaky + mix.cheats ? 'cheat' : 'honest'
    const price = USUAL_PRICE * Math.exp(normal() / 3)
    const stake = pareto()
    const places = Math.ceil(stake / MACHINE_STAKE) * (1 + Math.floor(random() * 8))
    return { kind, stake, price, places, ...place() }
  })
  const stake = market.reduce((sum, each) => sum + each.stake, 0)
  const sybils = Array.from({ length: mix.sybils }, (): Orchestrator => {
    const each = (stake * mix.sybilStake) / mix.sybils
    return { kind: 'sybil', stake: each, price: USUAL_PRICE, places: Number.POSITIVE_INFINITY, ...place() }
  })
  const dumper: Orchestrator = {
    kind: 'dumper',
    stake: stake * DUMPER_STAKE,
    price: USUAL_PRICE / 100,
    places: Number.POSITIVE_INFINITY,
    ...place(),
  }
  return [...market, ...sybils, ...(mix.dumper ? [dumper] : [])]
}

/** Round trip between two places, ms: 5 next door, 160 around half of the world. */
export function roundTrip(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return 5 + 220 * Math.hypot(apart(a.x, b.x), apart(a.y, b.y))
}

function apart(from: number, to: number): number {
  const straight = Math.abs(from - to)
  return Math.min(straight, 1 - straight)
}
