import { even, type Size } from '../protocol/crop.ts'
import type { Pair } from './pair.ts'
import { enlarge, shrink } from './plane.ts'

/** Shorter side of a rendition, below which nobody blows up smaller ones. */
const LEAST_FINE = 300
/** Shorter side of what would be blown up. */
const SMALL = 240
/** Who loses less of a fourth difference of neighbouring samples says nothing, levels. */
const FAINT = 10

/**
 * Whether a rendition is nearer to its source or to the source made small and large again: of fine edges, and of what
 * they lose by that, how much is there at the least, 1 all and 0 nothing, and how much they lose (levels). A sample counts
 * by the fourth power of its edge: encoders leave out grain, which is everywhere, not what is sharper.
 */
export function detailOf(pairs: readonly Pair[], fine: Size): { detail: number; sharp: number } {
  const { width, height } = fine
  if (Math.min(width, height) < LEAST_FINE) return { detail: 1, sharp: 0 }
  const [all, lost] = [
    { own: 0, shared: 0 },
    { own: 0, shared: 0 },
  ]
  let count = 0
  for (const { source, rendition } of pairs) {
    if (source.fine === undefined || rendition.fine === undefined) continue
    const blown = blownUp(source.fine, fine)
    for (let y = 2; y < height - 2; y += 1) {
      for (let x = 2; x < width - 2; x += 1) {
        const index = y * width + x
        for (const step of [1, width]) {
          const [wanted, left] = [edge(source.fine, index, step), edge(blown, index, step)]
          const loss = wanted - left
          if (Math.abs(loss) < FAINT) continue
          const given = edge(rendition.fine, index, step)
          all.own += wanted ** 4
          all.shared += wanted ** 3 * given
          lost.own += loss ** 4
          lost.shared += loss ** 3 * (given - left)
        }
      }
    }
    count += 2 * (width - 4) * (height - 4)
  }
  if (lost.own === 0 || all.own === 0) return { detail: 1, sharp: 0 }
  const detail = Math.min(all.shared / all.own, lost.shared / lost.own)
  return { detail, sharp: (lost.own / count) ** 0.25 }
}

function blownUp(fine: Float32Array, { width, height }: Size): Float32Array {
  const scale = SMALL / Math.min(width, height)
  // As the ladder has it: with a sample more in a row, fine edges are elsewhere.
  const small = { width: even(width * scale), height: even(height * scale) }
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
