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
 */
export function lateOf(pairs: readonly Pair[]): number {
  const wanted = likened(pairs)
  let late = 0
  for (let by = -NEIGHBOURS; by <= NEIGHBOURS; by += 1) {
    if (by === 0) continue
    let [apart, weight, gone, off, count] = [0, 0, 0, 0, 0]
    for (const [index, { rendition }] of pairs.entries()) {
      const [own, other] = [wanted[index], wanted[index + by]]
      if (own === undefined || other === undefined) continue
      count += 1
      for (let cell = 0; cell < own.length; cell += 1) {
        const from = own[cell] as number
        const change = (other[cell] as number) - from
        const square = change * change
        const way = (rendition.luma[cell] as number) - from
        apart += square
        weight += square * square
        gone += square * change * way
        off += (way - change) ** 2
      }
    }
    const cells = count * (wanted[0]?.length ?? 0)
    if (count >= 3 && apart >= LEAST_APART * cells && off <= MOST_OFF * cells)
      late = Math.max(late, gone / weight)
  }
  return late
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
