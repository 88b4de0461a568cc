import { hasBars, type Rect, type Size } from '../protocol/crop.ts'
import { WHOLE } from './plane.ts'

/** Where is looked in a source and in what was made of it, as shares of the one's picture and of the other's. */
export type Aim = { source: Rect; shown: Rect; bars: Rect[] }

const ALL: Aim = { source: WHOLE, shown: WHOLE, bars: [] }
/** Pixels of a rendition beside the border of its picture and the bars: encoders mix them there. */
const MIXED = 4
/** Bars that are thinner than this, in pixels, are not looked at. */
const LEAST_BAR = 8

/**
 * Bars would make any two pictures alike: what is between them is compared alone, and they have to be black.
 * @param place of the source's picture in the rendition, as `placeOf` says
 */
export function aimAt(place: Rect, { width, height }: Size): Aim {
  if (!hasBars(place)) return ALL
  const [left, across] = inner(place.left, place.width, width)
  const [top, down] = inner(place.top, place.height, height)
  const [x, y] = [MIXED / width, MIXED / height]
  const [right, bottom] = [place.left + place.width, place.top + place.height]
  const bars: Rect[] = [
    { ...WHOLE, height: place.top - y },
    { ...WHOLE, top: bottom + y, height: 1 - bottom - y },
    { ...WHOLE, width: place.left - x },
    { ...WHOLE, left: right + x, width: 1 - right - x },
  ]
  return {
    source: {
      left: (left - place.left) / place.width,
      top: (top - place.top) / place.height,
      width: across / place.width,
      height: down / place.height,
    },
    shown: { left, top, width: across, height: down },
    bars: bars.filter(bar => bar.width * width >= LEAST_BAR && bar.height * height >= LEAST_BAR),
  }
}

/** What is not mixed, in whole pixels where there are some: between them its detail would be lost. */
function inner(start: number, share: number, pixels: number): [start: number, share: number] {
  if (share === 1) return [start, share]
  const mixed = Math.min(MIXED, (share * pixels) / 4)
  const [from, to] = [start * pixels + mixed, (start + share) * pixels - mixed]
  const [first, last] = [Math.ceil(from), Math.floor(to)]
  return first < last ? [first / pixels, (last - first) / pixels] : [from / pixels, (to - from) / pixels]
}
