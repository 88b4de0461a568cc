import { COLUMNS, type Picture, ROWS } from '../../web/verify/picture.ts'

/** A logo: its share of the picture, where it is (0..1 of what is left), and its opacity. */
export type Logo = { area: number; x: number; y: number; opacity: number }

/** Another logo for each segment: 1 to 5 % of the picture, half opaque or more. */
export function logoOf(segment: number): Logo {
  const [area, x, y, opacity] = [1, 2, 3, 4].map(
    seed => ((Math.imul(seed * 97 + segment, 2_654_435_761) >>> 0) % 1000) / 1000,
  )
  return { area: 0.01 + 0.04 * (area ?? 0), x: x ?? 0, y: y ?? 0, opacity: 0.5 + 0.5 * (opacity ?? 0) }
}

let canvas: OffscreenCanvas | undefined

/** The frame with a logo over it, a ring with a bar, about half of its square; bright on what is dark. */
export function stamp(frame: VideoFrame, { luma }: Picture, { area, x, y, opacity }: Logo): VideoFrame {
  const { displayWidth: width, displayHeight: height, timestamp } = frame
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  const side = Math.sqrt(area * width * height)
  const [left, top] = [x * (width - side), y * (height - side)]
  const [column, row] = [(left + side / 2) / width, (top + side / 2) / height]
  const under = luma[Math.floor(row * ROWS) * COLUMNS + Math.floor(column * COLUMNS)] ?? 0
  context.globalAlpha = 1
  context.drawImage(frame, 0, 0, width, height)
  context.globalAlpha = opacity
  context.fillStyle = context.strokeStyle = under < 128 ? 'white' : 'black'
  context.lineWidth = side / 6
  context.beginPath()
  context.arc(left + side / 2, top + side / 2, side / 2 - side / 12, 0, 2 * Math.PI)
  context.stroke()
  context.fillRect(left + side / 6, top + side * 0.4, (side * 2) / 3, side / 5)
  return new VideoFrame(canvas, { timestamp })
}

/**
 * What cheats show instead of a segment's own pictures, made of decoded ones: their encodings differ from honest ones
 * in nothing but the picture.
 * @param at the picture of another frame, counted from the segment's first
 */
export function tampered(own: Picture[], other: Picture[], at: (index: number) => Picture | undefined) {
  const black = ({ luma, chroma, fine, ...rest }: Picture): Picture => {
    return { ...rest, luma: luma.map(() => 16), chroma: chroma.map(() => 128), fine: fine?.map(() => 16) }
  }
  const colour = (change: (value: number) => number) =>
    own.map(picture => ({ ...picture, chroma: picture.chroma.map(change) }))
  const instead = (from: (index: number) => Picture | undefined) =>
    own.map((picture, index) => ({
      ...(from(index) ?? picture),
      timestamp: picture.timestamp,
      fine: undefined,
    }))
  return {
    black: own.map(black),
    'half black': own.map((picture, index) => (index < own.length / 2 ? picture : black(picture))),
    frozen: instead(() => at(0)),
    'late by 1 frame': instead(index => at(index - 1)),
    'late by 2 frames': instead(index => at(index - 2)),
    'late by 6 frames': instead(index => at(index - 6)),
    'early by 3 frames': instead(index => at(index + 3)),
    'another segment': instead(index => other[index]),
    grey: colour(() => 128),
    'colours inverted': colour(value => 256 - value),
  }
}
