import { toPermissionError } from './permission.ts'
import { endTracks, toInput } from './tracks.ts'
import type { Capture, CaptureEvents } from './types.ts'

/** Device ids; undefined leaves the choice to the browser. Without a microphone the stream is silent. */
export type CameraChoice = { camera?: string | undefined; microphone?: string | 'none' | undefined }

/** A camera whose devices can be changed while it is live. */
export type Camera = Capture & {
  /** Goes on with other devices; if they cannot be had, the old ones go on. @throws MillraceError */
  choose(choice: CameraChoice): Promise<void>
}

const PICTURE = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } }

/**
 * Opens a camera and a microphone. A device that is unplugged is replaced by another one, and `onnotice` says so;
 * when no camera is left, `onend` does.
 * @throws MillraceError no-permission, not-found, bad-input or unsupported
 */
export async function openCamera(choice: CameraChoice, events: CaptureEvents): Promise<Camera> {
  let stream = await request(choice)
  let stopped = false
  const input = toInput(stream)
  watch(stream)

  /** Tracks end of themselves only when their device is gone. */
  function watch(live: MediaStream) {
    for (const track of live.getTracks()) {
      track.onended = () => {
        if (!stopped && live === stream) void replaceLost(track)
      }
    }
  }

  async function replaceLost({ kind, label }: MediaStreamTrack) {
    const name = kind === 'video' ? 'camera' : 'microphone'
    const silent = stream.getAudioTracks().length === 0
    try {
      await choose({
        camera: liveDevice(stream.getVideoTracks()),
        microphone: silent ? 'none' : liveDevice(stream.getAudioTracks()),
      })
      const next = stream.getTracks().find(track => track.kind === kind)
      events.onnotice(
        `The ${name} “${label}” is gone. ${next ? `“${next.label}” took its place.` : 'The stream is silent.'}`,
      )
    } catch {
      stop()
      events.onend(`The ${name} “${label}” is gone and there is no other. Plug one in and go live again.`)
    }
  }

  async function choose(next: CameraChoice) {
    const before = stream
    const opened = await request(next)
    if (stopped) return endTracks(opened)
    stream = opened
    watch(stream)
    events.onreplace(toInput(stream), stream)
    endTracks(before)
  }

  function stop() {
    stopped = true
    endTracks(stream)
  }

  return { input, preview: () => stream, choose, stop }
}

async function request({ camera, microphone }: CameraChoice): Promise<MediaStream> {
  const video = { ...PICTURE, ...(camera === undefined ? {} : { deviceId: { exact: camera } }) }
  const audio = microphone === undefined ? true : microphone !== 'none' && { deviceId: { exact: microphone } }
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio })
  } catch (cause) {
    const error = toPermissionError(cause, 'camera or microphone')
    if (error.code === 'not-found' && audio === true) return request({ camera, microphone: 'none' })
    throw error
  }
}

function liveDevice(tracks: MediaStreamTrack[]): string | undefined {
  return tracks.find(track => track.readyState === 'live')?.getSettings().deviceId
}
