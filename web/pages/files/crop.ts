import type { VideoInfo } from '../../files/types.ts'
import type { Shape } from '../../protocol/picture.ts'

export type Crop = { left: number; top: number; width: number; height: number }

/**
 * The largest part of a shape from the middle of a picture, in coded pixels with even sides.
 * @param turn by which it is turned further; the shape is that of the picture as it is seen in the end
 * @returns undefined where the whole picture is kept
 */
export function cropTo(video: VideoInfo, shape: Shape, turn: number): Crop | undefined {
  if (shape === 'all') return undefined
  const [wide, high] = shape.split(':').map(Number) as [number, number]
  const isTurned = (video.rotation + turn) % 180 !== 0
  const wanted = isTurned ? high / wide : wide / high
  const { width, height } = video.source
  // How much wider than high a coded pixel is.
  const pixel = (video.width * height) / (video.height * width)
  const within = { width: even(Math.min(width, (height * wanted) / pixel)), height: even(height) }
  if (within.width >= even(width)) within.height = even(Math.min(height, (width * pixel) / wanted))
  if (within.width === even(width) && within.height === even(height)) return undefined
  return {
    left: even((width - within.width) / 2),
    top: even((height - within.height) / 2),
    ...within,
  }
}

/** Size of what is kept of a picture, in square pixels, before it is turned. */
export function keptSize(video: VideoInfo, crop: Crop | undefined): { width: number; height: number } {
  const { width, height, source } = video
  if (crop === undefined) return { width, height }
  return {
    width: Math.round((crop.width * width) / source.width),
    height: Math.round((crop.height * height) / source.height),
  }
}

/** Never more than there is. */
function even(length: number): number {
  return Math.floor(length / 2) * 2
}
