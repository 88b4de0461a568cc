import type { Measures } from './measure.ts'

/** What honest encodings stay clear of, and cheats do not: set by `npm run bench verify`. */
const MIN_GAIN = 0.7
const MAX_GAIN = 1.4
const MAX_ERROR = 10
const MAX_WORST = 16
const MAX_STAIN = 7
/** A smaller stain counts where it stands out as much. */
const MAX_FAINT_STAIN = 4.5
const MAX_RELIEF = 4.5
const MIN_MOTION = 0.2
const MAX_LATE = 0.9
/** Encoders lag behind their keys, not in them: who is late there, too, is late by less. */
const MAX_LATE_FROM_KEY = 0.8
const MAX_BEGUN = 0.2
const MIN_DETAIL = 0.06
const MIN_COLOUR = 0.5
const MAX_COLOUR = 2
/** Colours too faint for that are not turned round by any accident. */
const MIN_FAINT_COLOUR = -0.5
const MAX_TINT = 6
/** Not of the bench, which has no bars: honest encodings have up to 4 in theirs, and 7 where they are starved. */
const MAX_GLOW = 16
/** A measure says nothing below as much contrast, movement, colour or sharpness (levels). */
const ENOUGH_CONTRAST = 3
const ENOUGH_MOVEMENT = 2
const ENOUGH_COLOUR = 4
const ENOUGH_FAINT_COLOUR = 1.5
const ENOUGH_SHARP = 12
/** Who had less of the bits that were due may lag, or lack detail. */
const ENOUGH_FOR_MOVEMENT = 0.5
const ENOUGH_FOR_DETAIL = 0.6

const STILL = 'Its pictures stand still while the source’s move.'
const LATE = 'Its pictures are those of another time.'
const OTHER = 'Its pictures are others than the source’s.'
const DRAWN = 'Something is drawn over its pictures.'
const COLOURS = 'Its colours are others than the source’s.'
const NOT_BLACK = 'Around its pictures it is not black.'
const BLOWN_UP = 'Its pictures are blown up from smaller ones.'

/**
 * Whether pictures so different are no rendition of their source, in plain words.
 * @param filled share that the segment has of the bits that were due to it
 */
export function judge(measures: Measures, filled: number): string | undefined {
  const { gain, contrast, error, worst, stain, relief, movement, motion, late, begun } = measures
  const { detail, sharp, colour, colourful, tint, glow } = measures
  const isAlike = contrast < ENOUGH_CONTRAST || (gain >= MIN_GAIN && gain <= MAX_GAIN)
  if (isAlike && movement >= ENOUGH_MOVEMENT && motion < MIN_MOTION) return STILL
  if (isAlike && late > MAX_LATE && filled >= ENOUGH_FOR_MOVEMENT) return LATE
  if (isAlike && late > MAX_LATE_FROM_KEY && begun > MAX_BEGUN) return LATE
  if (!isAlike || error > MAX_ERROR || worst > MAX_WORST) return OTHER
  if (glow > MAX_GLOW) return NOT_BLACK
  if (stain > MAX_STAIN || (stain > MAX_FAINT_STAIN && relief > MAX_RELIEF)) return DRAWN
  if (colourful >= ENOUGH_COLOUR && (colour < MIN_COLOUR || colour > MAX_COLOUR)) return COLOURS
  if (colourful >= ENOUGH_FAINT_COLOUR && colour < MIN_FAINT_COLOUR) return COLOURS
  if (tint > MAX_TINT) return COLOURS
  if (filled >= ENOUGH_FOR_DETAIL && sharp >= ENOUGH_SHARP && detail < MIN_DETAIL) return BLOWN_UP
  return undefined
}
