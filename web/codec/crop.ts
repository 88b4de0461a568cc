import { type Cropped, partOf } from '../protocol/crop.ts'

/**
 * The part of a picture that is shown, without bars: another view of it; the caller closes both.
 * @param source what was said of it; a stream may hold pictures of another size than its file says
 */
export function cropped(frame: VideoFrame, source: Cropped): VideoFrame {
  const { x: left, y: top, width, height } = frame.visibleRect as DOMRectReadOnly
  const part = partOf(source)
  const [across, down] = [width / source.width, height / source.height]
  const visibleRect = {
    x: left + even(part.left * across),
    y: top + even(part.top * down),
    width: even(part.width * across),
    height: even(part.height * down),
  }
  const { width: displayWidth, height: displayHeight } = visibleRect
  return new VideoFrame(frame, { visibleRect, displayWidth, displayHeight })
}

/** Colours begin with every second pixel. */
function even(length: number): number {
  return 2 * Math.floor(length / 2)
}
