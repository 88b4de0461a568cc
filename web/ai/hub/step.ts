import { seededRandom } from '../../protocol/random.ts'

/** Numbers in which the net sees a picture: four planes of an eighth of its width and height. */
export const LATENT = [1, 4, 64, 64] as const
const NUMBERS = 4 * 64 * 64
/** How strong the noise is at the only step that there is, and its number. */
const SIGMA = 14.6146
export const TIMESTEP = 999n
/** By which the decoder was taught to have its numbers made smaller. */
const SCALE = 0.18215

/** Noise to begin with, normally distributed and as strong as the net expects: the same for the same seed, a whole number of 32 bits. */
export function noiseOf(seed: number): Float32Array {
  const next = seededRandom(seed)
  // Box and Muller's way of making two of two.
  const pairs = Array.from({ length: NUMBERS / 2 }, () => {
    const [far, angle] = [Math.sqrt(-2 * Math.log(1 - next())), 2 * Math.PI * next()]
    return [SIGMA * far * Math.cos(angle), SIGMA * far * Math.sin(angle)]
  })
  return Float32Array.from(pairs.flat())
}

/** What the net is given of a noisy picture. */
export function toModel(noisy: Float32Array): Float32Array {
  return noisy.map(value => value / Math.sqrt(SIGMA ** 2 + 1))
}

/** What the decoder is given: the picture without its noise. @param noise as the net finds it */
export function cleaned(noisy: Float32Array, noise: Float32Array): Float32Array {
  return noisy.map((value, at) => (value - SIGMA * (noise[at] as number)) / SCALE)
}
