import { loadWorklet } from '../codec/loadworklet.ts'
import tapCode from './tap.worklet.ts?worklet'
import type { FrameInput } from './types.ts'

/**
 * The frames of devices where the browser has no MediaStreamTrackProcessor (Firefox, Safari), for a Worker: see
 * received.ts. Pictures come from a video element, with each that it shows. A page that nobody sees shows none: there
 * they are taken whenever the Worker asks.
 */
export function tap(
  picture: MediaStreamTrack,
  sound?: MediaStreamTrack,
): Pick<FrameInput, 'video' | 'audio'> {
  const { port1, port2 } = new MessageChannel()
  const video = document.createElement('video')
  const context = sound && new AudioContext()
  const hasEnded = () => picture.readyState === 'ended'

  const take = () => {
    if (video.readyState < video.HAVE_CURRENT_DATA || hasEnded()) return
    const frame = new VideoFrame(video, { timestamp: Math.round(performance.now() * 1000) })
    port1.postMessage(frame, [frame])
  }
  const onshown = () => {
    if (!document.hidden) take()
    video.requestVideoFrameCallback(onshown)
  }
  port1.onmessage = () => {
    if (document.hidden) take()
    if (!hasEnded()) return
    port1.postMessage(undefined)
    port1.onmessage = null
    video.srcObject = null
    void context?.close()
  }
  video.muted = true
  video.srcObject = new MediaStream([picture])
  video.requestVideoFrameCallback(onshown)
  void video.play().catch(() => {})
  return { video: port2, audio: sound && context && tapSound(context, sound) }
}

function tapSound(context: AudioContext, track: MediaStreamTrack): MessagePort {
  const { port1, port2 } = new MessageChannel()
  const start = async () => {
    await loadWorklet(context, tapCode)
    const node = new AudioWorkletNode(context, 'tap', { channelCount: 2, channelCountMode: 'explicit' })
    node.port.postMessage(port1, [port1])
    context.createMediaStreamSource(new MediaStream([track])).connect(node)
    await context.resume()
  }
  // A picture without sound is better than none.
  start().catch(() => {})
  return port2
}
