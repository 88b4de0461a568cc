import type { VideoInfo } from '../../files/types.ts'
import type { Rect, Size } from '../../protocol/crop.ts'
import type { Fit, Shape } from '../../protocol/picture.ts'

/**
 * What is shown of a picture that gets a shape, in coded pixels with even sides: the largest part of that shape from its
 * middle, or all of it in the middle of the smallest rectangle of that shape.
 * @param turn by which it is turned further; the shape is that of the picture as it is seen in the end
 * @returns undefined where it has that shape
 */
export function cropTo(video: VideoInfo, shape: Shape, fit: Fit, turn: number): Rect | undefined {
  if (shape === 'all') return undefined
  const [wide, high] = shape.split(':').map(Number) as [number, number]
  const isTurned = (video.rotation + turn) % 180 !== 0
  const wanted = isTurned ? high / wide : wide / high
  const [width, height] = [even(video.source.width), even(video.source.height)]
  // How much wider than high a coded pixel is.
  const pixel = (video.width * video.source.height) / (video.height * video.source.width)
  const most = fit === 'crop' ? Math.min : Math.max
  const shown = {
    width: even(most(width, (height * wanted) / pixel)),
    height: even(most(height, (width * pixel) / wanted)),
  }
  if (shown.width === width && shown.height === height) return undefined
  return { left: middle(width, shown.width), top: middle(height, shown.height), ...shown }
}

/** Size of what is shown of a picture, in square pixels, before it is turned. */
export function keptSize(video: VideoInfo, crop: Rect | undefined): Size {
  const { width, height, source } = video
  if (crop === undefined) return { width, height }
  return {
    width: Math.round((crop.width * width) / source.width),
    height: Math.round((crop.height * height) / source.height),
  }
}

/** Where a length begins, so that it lies in the middle of another one or around it. */
function middle(whole: number, length: number): number {
  return 2 * Math.trunc((whole - length) / 4) + 0
}

/** Never more than there is, but for what is lost in calculating. */
function even(length: number): number {
  return Math.floor(length / 2 + 1e-6) * 2
}
