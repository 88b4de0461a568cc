import { toPermissionError } from './permission.ts'
import { endTracks, toInput } from './tracks.ts'
import type { Capture, CaptureEvents } from './types.ts'

/**
 * Asks for a screen, a window or a tab, with its sound where there is any. Needs a click. `onend` comes when the
 * person stops sharing with the browser's own button or closes what was shared.
 * @throws MillraceError no-permission, bad-input or unsupported
 */
export async function openScreen({ onend }: Pick<CaptureEvents, 'onend'>): Promise<Capture> {
  const stream = await request()
  const input = toInput(stream)
  const stop = () => endTracks(stream)
  for (const track of stream.getVideoTracks()) {
    track.onended = () => {
      stop()
      onend('The screen is no longer shared.')
    }
  }
  return { input, preview: () => stream, stop }
}

async function request(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: true })
  } catch (error) {
    throw toPermissionError(error, 'screen')
  }
}
