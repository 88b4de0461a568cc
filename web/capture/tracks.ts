import { tap } from './tap.ts'
import type { FrameInput, LiveInput } from './types.ts'

/** Frames per second where a device does not say. */
const USUAL_FRAMERATE = 30

/** The frames of a live stream, to be transferred to the Worker of a source: see `transferables`. */
export function toInput(stream: MediaStream): FrameInput {
  const [video] = stream.getVideoTracks()
  const [audio] = stream.getAudioTracks()
  if (video === undefined) throw new TypeError('a stream without a picture')
  const { width = 0, height = 0, frameRate = USUAL_FRAMERATE } = video.getSettings()
  return {
    kind: 'frames',
    ...('MediaStreamTrackProcessor' in globalThis
      ? {
          video: new MediaStreamTrackProcessor({ track: video }).readable,
          audio: audio && new MediaStreamTrackProcessor({ track: audio }).readable,
        }
      : tap(video, audio)),
    width,
    height,
    framerate: Math.round(frameRate),
  }
}

/** What of an input has to be transferred, not copied, to a Worker. */
export function transferables(input: LiveInput): Transferable[] {
  const parts = input.kind === 'whip' ? [input.video, input.sound] : [input.video, input.audio]
  return parts.filter(part => part !== undefined)
}

export function endTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
