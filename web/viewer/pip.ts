/** Whether this browser can show a picture in a window of its own. */
export function canFloat(): boolean {
  return document.pictureInPictureEnabled === true && 'captureStream' in HTMLCanvasElement.prototype
}

/**
 * Shows the picture in a small window above all others, or ends that. Call it while a touch or a key is being handled.
 * @throws DOMException when the browser will not
 */
export async function toggleFloating(picture: HTMLCanvasElement | HTMLVideoElement): Promise<void> {
  if (document.pictureInPictureElement !== null) return document.exitPictureInPicture()
  if (picture instanceof HTMLVideoElement) return void (await picture.requestPictureInPicture())
  const video = document.createElement('video')
  const stream = picture.captureStream()
  const end = () => {
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
  video.muted = true
  video.srcObject = stream
  video.addEventListener('leavepictureinpicture', end, { once: true })
  try {
    await video.play()
    await video.requestPictureInPicture()
  } catch (thrown) {
    end()
    throw thrown
  }
}
