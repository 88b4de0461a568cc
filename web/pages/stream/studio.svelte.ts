import { type Camera, type CameraChoice, openCamera } from '../../capture/camera.ts'
import { openScreen } from '../../capture/screen.ts'
import type { Capture, CaptureEvents, FrameInput } from '../../capture/types.ts'
import type { Stream } from '../../gateway/types.ts'
import { type MillraceError, toError } from '../../protocol/errors.ts'

export type Studio = ReturnType<typeof createStudio>

/** The devices of one stream, before it is live and while it is. */
export function createStudio() {
  let media: MediaStream | undefined = $state.raw()
  let camera: Camera | undefined = $state.raw()
  let capture: Capture | undefined
  let input: FrameInput | undefined
  let stream: Stream | undefined
  let notice = $state('')
  let error: MillraceError | undefined = $state.raw()
  let busy = $state(false)
  let muted = $state(false)
  let covered = $state(false)

  const events: CaptureEvents = {
    onnotice(text) {
      notice = text
    },
    onend(text) {
      close()
      notice = text
      void stream?.end(text)
    },
    onreplace(next, preview) {
      input = next
      show(preview)
      stream?.replace(next)
    },
  }

  function show(preview: MediaStream) {
    media = preview
    for (const track of preview.getAudioTracks()) track.enabled = !muted
    for (const track of preview.getVideoTracks()) track.enabled = !covered
  }

  function close() {
    capture?.stop()
    capture = undefined
    camera = undefined
    media = undefined
    input = undefined
  }

  /** Runs what may be refused by the person or the browser; the page shows why. */
  async function attempt(action: () => Promise<void>) {
    busy = true
    error = undefined
    notice = ''
    try {
      await action()
    } catch (thrown) {
      error = toError(thrown)
    } finally {
      busy = false
    }
  }

  function begin(opened: Capture) {
    capture = opened
    input = opened.input
    show(opened.preview())
  }

  return {
    /** What the devices give, for the preview; undefined while none is open. */
    get media() {
      return media
    },
    get camera() {
      return camera
    },
    get notice() {
      return notice
    },
    get error() {
      return error
    },
    get busy() {
      return busy
    },
    get muted() {
      return muted
    },
    set muted(next: boolean) {
      muted = next
      if (media !== undefined) show(media)
    },
    /** The picture is black; the stream goes on. */
    get covered() {
      return covered
    },
    set covered(next: boolean) {
      covered = next
      if (media !== undefined) show(media)
    },
    openCamera: (choice: CameraChoice) =>
      attempt(async () => {
        close()
        camera = await openCamera(choice, events)
        begin(camera)
      }),
    openScreen: () =>
      attempt(async () => {
        close()
        begin(await openScreen(events))
      }),
    choose: (choice: CameraChoice) => attempt(async () => camera?.choose(choice)),
    /** The frames, for a stream that is about to go live. They can be handed over once. */
    frames: () => input,
    /** From now on other devices and the end of devices reach the stream. */
    attach(live: Stream) {
      stream = live
    },
    close,
  }
}
