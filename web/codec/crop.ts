/** Another view of the same picture; the caller closes both. */
export function cropped(
  frame: VideoFrame,
  { left: x, top: y, width, height }: { left: number; top: number; width: number; height: number },
): VideoFrame {
  const visibleRect = { x, y, width, height }
  return new VideoFrame(frame, { visibleRect, displayWidth: width, displayHeight: height })
}
