import { seededRandom } from '../protocol/random.ts'

/** Numbers that look like chance, and are the same on every machine for a seed. */
export type Chance = {
  /** From 0 up to 1. */
  next(): number
  between(low: number, high: number): number
  /** One of these, each as often as its weight says; without weights all alike. */
  pick<T>(from: readonly T[], weights?: readonly number[]): T
  shuffle<T>(values: T[]): T[]
}

/** @param seed whole number of 32 bits */
export function startChance(seed: number): Chance {
  const next = seededRandom(seed)

  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    pick(from, weights = from.map(() => 1)) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      const at = weights.findIndex(weight => {
        left -= weight
        return left < 0
      })
      return from[at === -1 ? from.length - 1 : at] as (typeof from)[number]
    },
    shuffle(values) {
      for (let last = values.length - 1; last > 0; last -= 1) {
        const at = Math.floor(next() * (last + 1))
        ;[values[last], values[at]] = [values[at], values[last]] as [never, never]
      }
      return values
    },
  }
}
