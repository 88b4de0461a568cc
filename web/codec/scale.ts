/** A frame with the same picture and times, no larger than this; the caller closes both. */
export async function scaled(
  frame: VideoFrame,
  { width, height }: { width: number; height: number },
): Promise<VideoFrame> {
  if (frame.displayWidth <= width && frame.displayHeight <= height) return frame.clone()
  const picture = await createImageBitmap(frame, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'medium',
  })
  const { timestamp, duration } = frame
  const small = new VideoFrame(picture, { timestamp, ...(duration === null ? {} : { duration }) })
  picture.close()
  return small
}
