import type { Size } from '../protocol/crop.ts'
import type { Pair } from './pair.ts'
import { enlarge, shrink } from './plane.ts'

/** Shorter side of a rendition, below which nobody blows up smaller ones. */
const LEAST_FINE = 300
/** Shorter side of what would be blown up. */
const SMALL = 240
/** Fourth difference of neighbouring samples that makes a strong edge, levels. */
const EDGE = 60

/**
 * Whether a rendition is nearer to its source or to the source made small and large again: of strong fine edges, and of
 * what they lose by that, how much is there at the least, 1 all and 0 nothing, and on how many samples that rests.
 */
export function detailOf(pairs: readonly Pair[], fine: Size): { detail: number; edges: number } {
  const { width, height } = fine
  let edges = 0
  const [all, lost] = [
    { own: 0, shared: 0 },
    { own: 0, shared: 0 },
  ]
  if (Math.min(width, height) < LEAST_FINE) return { detail: 1, edges }
  for (const { source, rendition } of pairs) {
    if (source.fine === undefined || rendition.fine === undefined) continue
    const blown = blownUp(source.fine, fine)
    for (let y = 2; y < height - 2; y += 1) {
      for (let x = 2; x < width - 2; x += 1) {
        const index = y * width + x
        for (const step of [1, width]) {
          const wanted = edge(source.fine, index, step)
          if (Math.abs(wanted) < EDGE) continue
          const [given, left] = [edge(rendition.fine, index, step), edge(blown, index, step)]
          all.own += wanted * wanted
          all.shared += wanted * given
          lost.own += (wanted - left) ** 2
          lost.shared += (wanted - left) * (given - left)
          edges += 1
        }
      }
    }
  }
  return { detail: edges > 0 ? Math.min(all.shared / all.own, lost.shared / lost.own) : 1, edges }
}

function blownUp(fine: Float32Array, { width, height }: Size): Float32Array {
  const scale = SMALL / Math.min(width, height)
  const small = { width: Math.round(width * scale), height: Math.round(height * scale) }
  const plane = { data: Uint8Array.from(fine), width, height, offset: 0, stride: width, step: 1 }
  return enlarge(shrink(plane, small.width, small.height), small, { width, height })
}

/** Fourth difference of samples in a row: of a picture that was made larger there is next to nothing so fine. */
function edge(samples: Float32Array, index: number, step: number): number {
  const near = at(samples, index - step) + at(samples, index + step)
  const far = at(samples, index - 2 * step) + at(samples, index + 2 * step)
  return 6 * at(samples, index) - 4 * near + far
}

function at(values: Float32Array, index: number): number {
  return values[index] as number
}
