/** Samples on each side that one is made of, at the lower of the two rates. */
const REACH = 8

/** Sound at another rate, piece by piece: the pieces join. */
export type Resampler = (samples: Float32Array) => Float32Array

/** What is above the range of the new rate is taken out first, by a windowed sinc. */
export function createResampler(from: number, to: number): Resampler {
  const step = from / to
  const width = REACH * Math.max(1, step)
  const cut = Math.min(1, 1 / step)
  /** What was not used up, with a beginning of silence. */
  let kept = new Float32Array(Math.ceil(width))
  /** Where in it the next sample lies. */
  let at = kept.length

  return samples => {
    const all = new Float32Array(kept.length + samples.length)
    all.set(kept)
    all.set(samples, kept.length)
    const made: number[] = []
    for (; at + width < all.length; at += step) made.push(sampleAt(all, at, width, cut))
    const used = Math.max(0, Math.floor(at - width))
    kept = all.slice(used)
    at -= used
    return Float32Array.from(made)
  }
}

function sampleAt(samples: Float32Array, at: number, width: number, cut: number): number {
  let sum = 0
  for (let index = Math.ceil(at - width); index <= at + width; index += 1) {
    const apart = index - at
    const hann = 0.5 + 0.5 * Math.cos((Math.PI * apart) / width)
    sum += (samples[index] ?? 0) * cut * sinc(apart * cut) * hann
  }
  return sum
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}
