/** Samples on each side that one is made of, at the lower of the two rates. */
const REACH = 8

/** Sound at another rate, piece by piece: the pieces join. */
export type Resampler = (samples: Float32Array) => Float32Array<ArrayBuffer>

/** What is above the range of the new rate is taken out first, by a windowed sinc. @param from @param to whole numbers */
export function createResampler(from: number, to: number): Resampler {
  const divisor = commonDivisor(from, to)
  const [step, parts] = [from / divisor, to / divisor]
  const width = Math.ceil(REACH * Math.max(1, from / to))
  /** How much each sample around counts, by how many parts of one the new sample lies behind an old one. */
  const kernels: Float32Array[] = []
  /** What was not used up, with a beginning of silence. */
  let kept = new Float32Array(width)
  /** Where in it the next sample lies: behind the one of this number by so many parts. */
  let at = width
  let part = 0

  return samples => {
    const all = new Float32Array(kept.length + samples.length)
    all.set(kept)
    all.set(samples, kept.length)
    const made: number[] = []
    while (at + width + 1 < all.length) {
      const kernel = kernels[part] ?? kernelOf(part / parts, width, Math.min(1, to / from))
      kernels[part] = kernel
      made.push(sampleAt(all, at - width, kernel))
      part += step
      at += Math.floor(part / parts)
      part %= parts
    }
    const used = Math.max(0, at - width)
    kept = all.slice(used)
    at -= used
    return Float32Array.from(made)
  }
}

function sampleAt(samples: Float32Array, from: number, kernel: Float32Array): number {
  let sum = 0
  for (let index = 0; index < kernel.length; index += 1)
    sum += (samples[from + index] as number) * (kernel[index] as number)
  return sum
}

/** @param behind the middle one, samples @param width on each side of it @param cut share of the range that is kept */
function kernelOf(behind: number, width: number, cut: number): Float32Array {
  return Float32Array.from({ length: 2 * width + 2 }, (_, index) => {
    const apart = index - width - behind
    if (Math.abs(apart) > width) return 0
    return cut * sinc(apart * cut) * (0.5 + 0.5 * Math.cos((Math.PI * apart) / width))
  })
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other)
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}
