import { readPixels, toI420 } from '../ai/frame.ts'
import type { Rect, Size } from '../protocol/crop.ts'
import { type Plane, shrink, WHOLE } from './plane.ts'

/** Cells of the grid on which pictures of any size and shape are compared. */
export const COLUMNS = 96
export const ROWS = 54
/** And of the one on which their fine detail is: the rendition's own size, but not more than this. */
const MAX_FINE = { width: 854, height: 480 }

/** Of the one on which bars are looked at, across and down each of them. */
const BAR_CELLS = 16
/** Black is no brighter than this, levels: as video has it, or 0. */
const BLACK = 16
const NO_COLOUR = 128

/** What is compared of a decoded frame. */
export type Picture = {
  timestamp: number
  width: number
  height: number
  /** Mean of each cell, 0..255. */
  luma: Float32Array
  /** The same of the first and then of the second colour difference, on half the grid. */
  chroma: Float32Array
  /** The luma on a fine grid; of a few frames only. */
  fine: Float32Array | undefined
  /** How far the brightest or most coloured cell of what has to be black is from that, levels. */
  glow: number
}

/** The fine grid for renditions of this size. */
export function fineGrid({ width, height }: Size): Size {
  const scale = Math.min(
    1,
    MAX_FINE.width / Math.max(width, height),
    MAX_FINE.height / Math.min(width, height),
  )
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/**
 * Looks at a frame; the caller closes it.
 * @param fine grid for its detail
 * @param part that is compared, and `black` ones, as shares of it
 * @returns undefined where its samples cannot be read: planes of more than 8 bits
 */
export async function pictureOf(
  frame: VideoFrame,
  fine: Size | undefined,
  part = WHOLE,
  black: readonly Rect[] = [],
): Promise<Picture | undefined> {
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 }
  const planes = await planesOf(frame, width, height)
  if (planes === undefined) return undefined
  const [luma, ...colours] = planes
  const chroma = new Float32Array((COLUMNS / 2) * (ROWS / 2) * 2)
  for (const [index, plane] of colours.entries()) {
    chroma.set(shrink(plane, COLUMNS / 2, ROWS / 2, part), index * (chroma.length / 2))
  }
  return {
    timestamp: frame.timestamp,
    width,
    height,
    luma: shrink(luma, COLUMNS, ROWS, part),
    chroma,
    fine: fine && shrink(luma, fine.width, fine.height, part),
    glow: Math.max(0, ...black.map(bar => glowOf(luma, colours, bar))),
  }
}

function glowOf(luma: Plane, colours: Plane[], bar: Rect): number {
  const cells = (plane: Plane) => [...shrink(plane, BAR_CELLS, BAR_CELLS, bar)]
  const tints = colours.flatMap(cells).map(value => Math.abs(value - NO_COLOUR))
  return Math.max(...cells(luma).map(value => value - BLACK), ...tints)
}

/** One of brightness and two of colour. */
async function planesOf(frame: VideoFrame, width: number, height: number) {
  const { format } = frame
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }
  if (format === null || /^(RGB|BGR)[AX]$/.test(format)) {
    const data = new Uint8Array(toI420(await readPixels(frame)).buffer)
    const colour = { ...half, data, stride: half.width, step: 1 }
    const offset = width * height
    return [
      { data, width, height, offset: 0, stride: width, step: 1 },
      { ...colour, offset },
      { ...colour, offset: offset + half.width * half.height },
    ] as const
  }
  if (format !== 'I420' && format !== 'I420A' && format !== 'NV12') return undefined
  const data = new Uint8Array(frame.allocationSize())
  const [luma, first, second] = await frame.copyTo(data)
  if (luma === undefined || first === undefined) return undefined
  const whole = { data, width, height, ...luma, step: 1 }
  const colour = { ...half, data, ...first }
  if (format === 'NV12') {
    return [whole, { ...colour, step: 2 }, { ...colour, offset: first.offset + 1, step: 2 }] as const
  }
  return [whole, { ...colour, step: 1 }, { ...colour, ...second, step: 1 }] as const
}
