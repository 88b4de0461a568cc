import { GAINS, type Pair } from './pair.ts'
import { average, clamped } from './sums.ts'

/** Neighbours in time that are looked at, frames. */
const NEIGHBOURS = 12
/** To be told apart, they must differ by so much, mean square of levels. */
const LEAST_APART = 1
/** What is further from a neighbour is another picture, not that one, mean square of levels. */
const MOST_OFF = 100

/**
 * How far a rendition's pictures have gone from those of their own times towards a neighbour's: 0 not at all, 1 they
 * are that one. A cell counts by the fourth power of its change: starved encoders leave out small ones, not large ones.
 * `begun` is how far the first one has gone that way, which is a key: no encoder makes that lag. Of what is before it
 * nothing is known but that it most likely moves on as it did.
 */
export function lateOf(pairs: readonly Pair[]): { late: number; begun: number } {
  const wanted = likened(pairs)
  let [late, from] = [0, 0]
  for (let by = -NEIGHBOURS; by <= NEIGHBOURS; by += 1) {
    if (by === 0) continue
    let [apart, weight, gone, off, count] = [0, 0, 0, 0, 0]
    for (const [index, { rendition }] of pairs.entries()) {
      const [own, other] = [wanted[index], wanted[index + by]]
      if (own === undefined || other === undefined) continue
      const way = wayOf(own, other, rendition.luma)
      count += 1
      apart += way.apart
      weight += way.weight
      gone += way.gone
      off += way.off
    }
    const cells = count * (wanted[0]?.length ?? 0)
    if (count < 3 || apart < LEAST_APART * cells || off > MOST_OFF * cells || gone / weight <= late) continue
    late = gone / weight
    from = by
  }
  const [first, next] = [wanted[0], wanted[from < 0 ? 1 : from]]
  if (first === undefined || next === undefined || pairs[0] === undefined) return { late, begun: 0 }
  const { weight, gone } = wayOf(first, next, pairs[0].rendition.luma)
  return { late, begun: weight > 0 ? (Math.sign(from) * gone) / weight : 0 }
}

/** How far one picture is from another, and how far what is given has gone that way, and off it. */
function wayOf(own: Float32Array, other: Float32Array, given: Float32Array) {
  let [apart, weight, gone, off] = [0, 0, 0, 0]
  for (let cell = 0; cell < own.length; cell += 1) {
    const from = own[cell] as number
    const change = (other[cell] as number) - from
    const square = change * change
    const way = (given[cell] as number) - from
    apart += square
    weight += square * square
    gone += square * change * way
    off += (way - change) ** 2
  }
  return { apart, weight, gone, off }
}

/**
 * The source's lumas at the rendition's brightness and contrast: by mean and spread alone, which those of another time
 * have, too, so that nothing of how wrong they are is hidden.
 */
function likened(pairs: readonly Pair[]): Float32Array[] {
  const each = pairs.map(({ source, rendition }) => {
    const [one, other] = [average(source.luma), average(rendition.luma)]
    return { one, other, own: spread(source.luma, one), given: spread(rendition.luma, other) }
  })
  const own = average(each.map(({ own }) => own))
  const gain = own > 0 ? clamped(Math.sqrt(average(each.map(({ given }) => given)) / own), GAINS) : 1
  const offset = average(each.map(({ one, other }) => other - gain * one))
  return pairs.map(({ source }) => source.luma.map(value => gain * value + offset))
}

function spread(values: Float32Array, mean: number): number {
  let sum = 0
  for (const value of values) sum += (value - mean) ** 2
  return sum / values.length
}
