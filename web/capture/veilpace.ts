/** A picture is made as large as the computer has the time for, the smallest at the least, pixels. */
export const SIZES = [1280 * 720, 960 * 540, 640 * 360] as const
/** Pictures on which that is judged; those in which a net warms up are not among them. */
const JUDGED = 15
const WARM_UP = 5
/** Fewer of the pictures than this are few enough to be told of. */
const FEW = 0.8

/** How large pictures are made that have to be made in time, and how many there is time for. */
export function createPace() {
  let level = 0
  let count = 0
  let sum = 0
  let mean = 0
  return {
    pixels: (): number => SIZES[level] ?? SIZES[0],
    /** A picture took so long, ms. @param framerate that they come at */
    took(ms: number, framerate: number) {
      count += 1
      if (count <= WARM_UP) return
      sum += ms
      if (count < WARM_UP + JUDGED) return
      mean = sum / JUDGED
      count = WARM_UP
      sum = 0
      if (mean <= 1000 / framerate || level === SIZES.length - 1) return
      level += 1
      count = 0
      mean = 0
    },
    /** Pictures a second that are made, where that is less than come; undefined: nearly all are made. */
    few(framerate: number): number | undefined {
      return mean > 0 && 1000 / mean < FEW * framerate ? 1000 / mean : undefined
    },
  }
}
