import { IMAGINE_SIDE } from '../protocol/imagine.ts'

/** RGBA, IMAGINE_SIDE by IMAGINE_SIDE. */
type Pixels = { data: ArrayLike<number> }

/** Squares a side in which pictures are compared: what is elsewhere, or of another colour, is so in some of them. */
const SQUARES = 16
/** Levels of 0..255 by which colours of a square may differ in the mean: other machines round the net's numbers otherwise, by no more than 1. */
const MOST_APART = 4

/**
 * Holds what was painted of some words against what this machine paints of them, with the same seed.
 * @returns what speaks against it, in plain words
 */
export function compareImagined(own: Pixels, given: Pixels): string | undefined {
  return farthest(own.data, given.data) > MOST_APART
    ? 'Its picture is not the one that comes of these words and this seed.'
    : undefined
}

/** The most by which a square's mean colour differs, levels of 0..255 of one channel. */
export function farthest(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [own, given] = [meansOf(one), meansOf(other)]
  return own.reduce((most, mean, at) => Math.max(most, Math.abs(mean - (given[at] ?? 0))), 0)
}

/** Red, green and blue of each square. */
function meansOf(data: ArrayLike<number>): Float64Array {
  const side = IMAGINE_SIDE / SQUARES
  const means = new Float64Array(SQUARES ** 2 * 3)
  for (let y = 0; y < IMAGINE_SIDE; y += 1) {
    for (let x = 0; x < IMAGINE_SIDE; x += 1) {
      const square = Math.floor(y / side) * SQUARES + Math.floor(x / side)
      for (let channel = 0; channel < 3; channel += 1) {
        const level = data[(y * IMAGINE_SIDE + x) * 4 + channel] as number
        means[square * 3 + channel] = (means[square * 3 + channel] as number) + level / side ** 2
      }
    }
  }
  return means
}
