import type { Picture, Size } from './picture.ts'

/** Shorter side of a rendition, below which nobody blows up smaller ones. */
const LEAST_FINE = 300
/** Fine detail of the source that counts, levels of the filter below: more than noise makes. */
const STRONG = 100

export type Detail = {
  /** Share of the source's strong fine detail that the rendition has. */
  detail: number
  /** Samples on which that rests. */
  edges: number
}

/**
 * How much of the finest detail is there. What was blown up from half the size has next to none of it, whatever it was
 * encoded with; an encoder that is short of bits keeps some of the strongest.
 */
export function detailOf(pairs: { source: Picture; rendition: Picture }[], { width, height }: Size): Detail {
  let [own, shared, edges] = [0, 0, 0]
  if (Math.min(width, height) < LEAST_FINE) return { detail: 1, edges }
  for (const { source, rendition } of pairs) {
    if (source.fine === undefined || rendition.fine === undefined) continue
    const wanted = finest(source.fine, width, height)
    const given = finest(rendition.fine, width, height)
    for (let index = 0; index < wanted.length; index += 1) {
      const strength = wanted[index] as number
      if (strength < STRONG && strength > -STRONG) continue
      own += strength * strength
      shared += strength * (given[index] as number)
      edges += 1
    }
  }
  return { detail: own > 0 ? shared / own : 1, edges }
}

/** Second differences of second differences: next to nothing of waves longer than four samples is left of them. */
function finest(samples: Float32Array, width: number, height: number): Float32Array {
  return differences(differences(samples, width, height, 1), width, height, 2)
}

/** Of each sample from its four neighbours; 0 within a border. */
function differences(from: Float32Array, width: number, height: number, border: number): Float32Array {
  const into = new Float32Array(from.length)
  for (let y = border; y < height - border; y += 1) {
    const end = (y + 1) * width - border
    for (let at = y * width + border; at < end; at += 1) {
      const beside = (from[at - 1] as number) + (from[at + 1] as number)
      const above = (from[at - width] as number) + (from[at + width] as number)
      into[at] = 4 * (from[at] as number) - beside - above
    }
  }
  return into
}
