import type { Line, Seen } from './history.ts'
import { decrease, increase, type Model, type Person, tryToJoin } from './pool.ts'
import { begin, factorLoss, forgo, merge, nothing, PARTS, share } from './position.ts'

const MILLION = 1_000_000n
const BILLION = 1_000_000_000n
const TARGET_RATE = 500_000_000n
const WITHOUT_CLAIM: ReadonlySet<Line['kind']> = new Set(['begin', 'round', 'reward', 'terms', 'fees'])

/** A model at the beginning of a history. */
export function createModel({ who: count, to: digits, x: supply, y: inflation }: Line): Model {
  const people = Array.from({ length: count }, createPerson)
  const inflationChange = 10n ** BigInt(digits)
  const [pool, active] = [new Set<number>(), new Map<number, bigint>()]
  return { people, round: 1, supply, inflation, inflationChange, mintable: 0n, pool, active }
}

function createPerson(): Person {
  const terms = { rewardCut: 0n, feeShare: 0n }
  const roles = { position: nothing(), own: nothing(), delegated: 0n, terms, roundTerms: terms }
  return { ...roles, delegate: undefined, claimedIn: 0, rewardedIn: 0 }
}

/** Does to the model what was done to the contracts. Throws where they came to another figure that has to be equal. */
export function apply(model: Model, line: Line): void {
  const { kind, who, to, x, y, seen } = line
  const person = model.people[who] as Person
  if (!WITHOUT_CLAIM.has(kind)) claim(model, who)
  switch (kind) {
    case 'round':
      nextRound(model, x, y)
      break
    case 'bond':
      bond(model, who, to, x, y)
      break
    case 'unbond':
      unbond(model, who, x, seen)
      break
    case 'rebond':
    case 'rebondFromUnbonded':
      add(model, who, to, x)
      break
    case 'transferBond':
      transfer(model, who, to, x, seen)
      break
    case 'withdrawFees':
      person.position.fees -= x * person.position.over
      break
    case 'reward':
      reward(model, who, x)
      break
    case 'terms':
      person.terms = { rewardCut: x, feeShare: y }
      tryToJoin(model, who)
      break
    case 'fees':
      shareFees(model, who, x)
      break
    case 'slash':
      slash(model, who, x, seen)
  }
}

function nextRound(model: Model, total: bigint, mintable: bigint): void {
  model.round++
  model.active = new Map([...model.pool].map(o => [o, model.people[o]?.delegated ?? 0n]))
  const bonded = [...model.active.values()].reduce((sum, stake) => sum + stake, 0n)
  const rate = (bonded * BILLION) / model.supply
  if (rate < TARGET_RATE) model.inflation = min(model.inflation + model.inflationChange, BILLION)
  if (rate > TARGET_RATE) model.inflation -= min(model.inflationChange, model.inflation)
  model.mintable = (model.supply * model.inflation) / BILLION
  expectEqual(total, bonded, 'stake of the active set')
  expectEqual(mintable, model.mintable, 'mintable')
  for (const { position, own } of model.people) {
    begin(position)
    begin(own)
  }
}

function reward(model: Model, who: number, minted: bigint): void {
  const person = model.people[who] as Person
  const stake = model.active.get(who) ?? 0n
  const bonded = [...model.active.values()].reduce((sum, each) => sum + each, 0n)
  expectEqual(minted, (model.mintable * ((stake * BILLION) / bonded)) / BILLION, 'minted')
  person.roundTerms = person.terms
  const kept = (minted * person.terms.rewardCut) / MILLION
  shareOut(model, who, minted - kept, 0n)
  person.own.stake += kept * person.own.over
  person.rewardedIn = model.round
  model.supply += minted
  increase(model, who, minted)
}

function shareFees(model: Model, who: number, fees: bigint): void {
  const person = model.people[who] as Person
  if (person.rewardedIn < model.round) person.roundTerms = person.terms
  const shared = (fees * person.roundTerms.feeShare) / MILLION
  shareOut(model, who, 0n, shared)
  person.own.fees += (fees - shared) * person.own.over
}

function shareOut(model: Model, who: number, rewards: bigint, fees: bigint): void {
  const total = model.active.get(who) ?? 0n
  for (const { delegate, position } of model.people) {
    if (delegate === who) share(position, rewards, fees, total, factorLoss(position))
  }
  // The contracts round this part by itself.
  share((model.people[who] as Person).own, rewards, fees, total, PARTS)
}

/** Who claims has no part in what the round brings after it. */
function claim(model: Model, who: number): void {
  const person = model.people[who] as Person
  if (person.claimedIn === model.round) return
  person.claimedIn = model.round
  if (person.delegate === undefined) return
  person.position.stakeLoss += PARTS
  person.position.feesLoss += PARTS
  forgo(person.position)
  if (person.delegate !== who) return
  if (person.rewardedIn < model.round) forgo(person.own)
  merge(person.own, person.position)
}

/** @param bonded all of the contracts' bond after it: what moves is a whole number there */
function bond(model: Model, who: number, to: number, amount: bigint, bonded: bigint): void {
  const from = model.people[who]?.delegate
  const moved = from === undefined || from === to ? 0n : bonded - amount
  if (from !== undefined && moved > 0n) decrease(model, from, moved)
  const { position } = model.people[who] as Person
  position.stake += amount * position.over
  ;(model.people[who] as Person).delegate = to
  increase(model, to, amount + moved)
}

function add(model: Model, who: number, to: number, amount: bigint): void {
  bond(model, who, to, amount, amount)
}

function unbond(model: Model, who: number, amount: bigint, seen: Seen): void {
  const { position, delegate } = model.people[who] as Person
  position.stake -= amount * position.over
  if (seen.stake === 0n) detach(model, who)
  decrease(model, delegate as number, amount)
}

function transfer(model: Model, who: number, to: number, amount: bigint, seen: Seen): void {
  const delegate = model.people[who]?.delegate as number
  unbond(model, who, amount, seen)
  claim(model, to)
  add(model, to, model.people[to]?.delegate ?? delegate, amount)
}

function slash(model: Model, who: number, penalty: bigint, seen: Seen): void {
  model.pool.delete(who)
  if (penalty === 0n) return
  unbond(model, who, penalty, seen)
  model.supply -= penalty
}

/** The contracts' bond is at zero: what rounding left of the exact one is nobody's. */
function detach(model: Model, who: number): void {
  const person = model.people[who] as Person
  const { stake, over, stakeLoss } = person.position
  if (stake < 0n || stake * PARTS > stakeLoss * over) throw new Error('more than rounding is left of a bond')
  person.position.stake = 0n
  person.position.stakeLoss = 0n
  person.delegate = undefined
  model.pool.delete(who)
}

function expectEqual(actual: bigint, expected: bigint, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${actual} instead of ${expected}`)
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
