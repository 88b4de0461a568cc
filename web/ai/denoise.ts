import type { Size } from './picture.ts'

/**
 * What is kept of a plane's pictures so far goes on where nothing moves, and is replaced where something does; what is
 * new there is smoothed beside itself instead.
 */
export type Denoiser = {
  /**
   * @param plane the next picture, 0..255
   * @param noise its standard deviation, see `noiseOf`
   * @returns the same without most of it; valid until the next one
   */
  next(plane: Uint8Array, noise: number): Uint8Array
}

/** Fixed point: what is kept has so many bits behind the point. */
const BITS = 6
/** Share of the new picture, of 256, where nothing moves: about as good as the mean of fifteen. */
const CALM = 31
/** Differences to what is kept, by their mean over a square, in terms of what noise alone makes: nothing moves up to the one, all does from the other on. */
const [STILL, MOVING] = [1, 2]
/** Mean size of a difference of normal noise with a standard deviation of one. */
const MEAN = 0.8
/** Half the side of that square without its middle. */
const REACH = 2
/** Beside itself a point is smoothed with those that differ by less than so many standard deviations (Lee's sigma filter, 1983). */
const ALIKE = 3
/** Beyond the smoothing's reach from the border it is not done. */
const NEIGHBOURS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
  [2, 0],
  [0, 2],
] as const
/** What moves by a quarter is smoothed wholly. */
const SMOOTHED = 4
/** Less noise than this is none; more is detail, standard deviations. */
const [LEAST_NOISE, MOST_NOISE] = [0.5, 16]

export function createDenoiser({ width, height }: Size): Denoiser {
  const offsets = Int32Array.from(NEIGHBOURS, ([x, y]) => y * width + x)
  const clean = new Uint8Array(width * height)
  const columns = new Int32Array(width)
  let kept: Int16Array | undefined
  let spare: Int16Array = new Int16Array(width * height)

  const addRow = (plane: Uint8Array, old: Int16Array, y: number, sign: 1 | -1) => {
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const difference = ((plane[at] as number) << BITS) - (old[at] as number)
      columns[x] = (columns[x] as number) + (difference < 0 ? -difference : difference) * sign
    }
  }
  const smoothed = (plane: Uint8Array, at: number, most: number) => {
    const middle = plane[at] as number
    let sum = middle
    let count = 1
    for (let index = 0; index < offsets.length; index += 1) {
      const offset = offsets[index] as number
      const [before, after] = [plane[at - offset] as number, plane[at + offset] as number]
      if (before - middle < most && middle - before < most) {
        sum += before
        count += 1
      }
      if (after - middle < most && middle - after < most) {
        sum += after
        count += 1
      }
    }
    return Math.round((sum << BITS) / count)
  }

  return {
    next(plane, noise) {
      const old = kept ?? spare.map((_, at) => (plane[at] as number) << BITS)
      const made = spare
      const deviation = Math.min(MOST_NOISE, Math.max(LEAST_NOISE, noise))
      const most = ALIKE * deviation
      const unit = MEAN * deviation * (1 << BITS)
      columns.fill(0)
      for (let y = 0; y < Math.min(REACH, height); y += 1) addRow(plane, old, y, 1)
      for (let y = 0; y < height; y += 1) {
        if (y + REACH < height) addRow(plane, old, y + REACH, 1)
        if (y > REACH) addRow(plane, old, y - REACH - 1, -1)
        const rows = Math.min(height, y + REACH + 1) - Math.max(0, y - REACH)
        const inner = y >= REACH && y < height - REACH
        let sum = 0
        for (let x = 0; x < Math.min(REACH, width); x += 1) sum += columns[x] as number
        for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
          if (x + REACH < width) sum += columns[x + REACH] as number
          if (x > REACH) sum -= columns[x - REACH - 1] as number
          const across = Math.min(width - 1, x + REACH) - Math.max(0, x - REACH) + 1
          const share = kept === undefined ? 256 : shareOf(sum / (unit * rows * across))
          let next = (plane[at] as number) << BITS
          if (share > CALM && inner && x >= REACH && x < width - REACH) {
            const weight = Math.min(256, share * SMOOTHED)
            next += ((smoothed(plane, at, most) - next) * weight) >> 8
          }
          const value = (old[at] as number) + (((next - (old[at] as number)) * share + 128) >> 8)
          made[at] = value
          clean[at] = (value + (1 << (BITS - 1))) >> BITS
        }
      }
      spare = old
      kept = made
      return clean
    },
  }
}

/** Of the new picture, of 256. @param moved see STILL */
function shareOf(moved: number): number {
  if (moved >= MOVING) return 256
  return moved <= STILL ? CALM : CALM + Math.round(((256 - CALM) * (moved - STILL)) / (MOVING - STILL))
}

/** Sides of the squares of which the noise is taken, and how far apart they are down the picture; pixels. */
const SQUARE = 16
const APART = 32
/** Of squares by their noise: that of most others comes from what is in the picture. */
const CALMEST = 0.25

/**
 * The standard deviation of a plane's noise: what a mask that no slope passes leaves of its calmer squares
 * (J. Immerkær, Fast noise variance estimation, 1996). 0 for planes smaller than a square.
 */
export function noiseOf(plane: Uint8Array, { width, height }: Size): number {
  const means: number[] = []
  for (let top = 1; top + SQUARE < height; top += APART)
    for (let left = 1; left + SQUARE < width; left += SQUARE) means.push(roughness(plane, width, left, top))
  means.sort((one, other) => one - other)
  return (Math.sqrt(Math.PI / 2) / 6) * (means[Math.floor(means.length * CALMEST)] ?? 0)
}

/** Mean size of the mask's answer, on every other row of a square. */
function roughness(plane: Uint8Array, width: number, left: number, top: number): number {
  const of = (at: number) => (plane[at - 1] as number) - 2 * (plane[at] as number) + (plane[at + 1] as number)
  let sum = 0
  for (let y = top; y < top + SQUARE; y += 2)
    for (let x = left; x < left + SQUARE; x += 1) {
      const at = y * width + x
      sum += Math.abs(of(at - width) - 2 * of(at) + of(at + width))
    }
  return sum / ((SQUARE * SQUARE) / 2)
}
