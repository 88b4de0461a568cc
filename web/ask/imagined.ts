import { CLIP_FRAMES, IMAGINE_SIDE } from '../protocol/imagine.ts'

/** RGBA, IMAGINE_SIDE by IMAGINE_SIDE. */
type Pixels = { data: ArrayLike<number> }

/** A frame's three planes, one after the other, that of brightness IMAGINE_SIDE by IMAGINE_SIDE. */
type Planes = ArrayLike<number>

/** Squares a side in which pictures are compared: what is elsewhere, or of another colour, is so in some of them. */
const SQUARES = 16
/** Levels of 0..255 by which colours of a square may differ in the mean: other machines round the net's numbers otherwise, by no more than 1, and encoding a clip changes them by 2.4. */
const MOST_APART = 4

/** Frames at each end of a clip of which one is drawn. */
const ENDS = CLIP_FRAMES / 8
/**
 * Holds what was painted of some words against what this machine paints of them, with the same seed.
 * @returns what speaks against it, in plain words
 */
export function compareImagined(own: Pixels, given: Pixels): string | undefined {
  return farthest(own.data, given.data) > MOST_APART
    ? 'Its picture is not the one that comes of these words and this seed.'
    : undefined
}

/**
 * Frames by which a clip is judged: one near its beginning and one near its end, so that what stands still is unlike one
 * of them, and one that may be any.
 * @param random numbers from 0 up to 1, not to be foreseen
 */
export function drawFrames(random: () => number): [early: number, late: number, any: number] {
  const drawn = (from: number) => Math.floor(random() * from)
  return [drawn(ENDS), CLIP_FRAMES - ENDS + drawn(ENDS), drawn(CLIP_FRAMES)]
}

/**
 * Holds some frames of a clip against those that this machine paints. Both are planes as those of `toI420`: what browsers
 * make of them in red, green and blue differs by more than encoding does.
 * @returns what speaks against it, in plain words
 */
export function compareFrames(own: readonly Planes[], given: readonly Planes[]): string | undefined {
  const isOther = own.some((frame, index) => farthestPlanes(frame, given[index] ?? []) > MOST_APART)
  return isOther ? 'Its clip is not the one that comes of these words and this seed.' : undefined
}

/** The most by which a square's mean brightness, blueness or redness differs, levels of 0..255. */
export function farthestPlanes(one: Planes, other: Planes): number {
  const [own, given] = [planeMeans(one), planeMeans(other)]
  return own.reduce((most, mean, at) => Math.max(most, Math.abs(mean - (given[at] ?? 0))), 0)
}

function planeMeans(planes: Planes): Float64Array {
  const means = new Float64Array(SQUARES ** 2 * 3)
  let from = 0
  for (const [plane, side] of [IMAGINE_SIDE, IMAGINE_SIDE / 2, IMAGINE_SIDE / 2].entries()) {
    const square = side / SQUARES
    for (let at = 0; at < side ** 2; at += 1) {
      const row = Math.floor(at / side / square)
      const to = plane * SQUARES ** 2 + row * SQUARES + Math.floor((at % side) / square)
      means[to] = (means[to] as number) + (planes[from + at] ?? 0) / square ** 2
    }
    from += side ** 2
  }
  return means
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
