import type { LinkPort, LinkState } from '../network/link/types.ts'
import { AUDIO_TRACK, type Chunk } from '../protocol/chunk.ts'
import { MAX_SOURCE_GOP_MS } from '../protocol/limits.ts'
import { createMeter } from '../protocol/meter.ts'
import type { AudioFormat, StreamInfo } from '../protocol/schema.ts'
import { type Audio, canHear, type SpeakerTime, startAudio } from './audio.ts'
import { createClock } from './clock.ts'
import { startDecoder } from './decode.ts'
import { type ShownFrame, startRenderer } from './render.ts'

/** A GOP that is sent again goes back by its length at most; what goes back further is another timeline. */
const MAX_REWIND_US = MAX_SOURCE_GOP_MS * 1000
/** Weight of the newest frame in running means. */
const NEWEST = 0.1

export type PlaybackSink = {
  onshown(frame: ShownFrame): void
  onneedkey(track: number): void
  /** The decoder gave up; the next key begins anew. */
  onerror(track: number, error: Error): void
}

export type PlaybackReport = {
  /** The newest frame on the screen; undefined before the first. */
  shown: ShownFrame | undefined
  /** Unix ms of display minus ms of the source's time, a running mean. */
  age: number
  /** ms */
  buffer: number
  framerate: number
  /** Bits per second received. */
  bitrate: number
  frames: number
  dropped: number
  freezes: number
  /** Frames that wait for the decoder. */
  queue: number
  /** Video minus sound at the output, ms. */
  audioOffset: number
  link: LinkState | undefined
}

/** Plays chunks of one stream on a canvas: the whole path of a frame at the viewer. Lives in the player's Worker. */
export type Playback = {
  /** Takes what the gateway says of the stream; resolves with the tracks that this browser can decode. */
  configure(info: StreamInfo): Promise<number[]>
  /** Plays what comes from this link; an earlier one is closed. */
  attach(port: LinkPort): void
  /** Sound goes there; undefined: it is not decoded. */
  setSpeaker(speaker: MessagePort | undefined): void
  setSpeakerTime(time: SpeakerTime): void
  /** Paused, all that comes is thrown away. Going on begins at the live edge, with the next key. */
  setPaused(paused: boolean): void
  jumpToLive(): void
  report(): PlaybackReport
  close(): void
}

export function startPlayback(canvas: OffscreenCanvas, sink: PlaybackSink): Playback {
  const clock = createClock()
  const received = createMeter()
  const displayed = createMeter()
  let configs = new Map<number, VideoDecoderConfig>()
  let sound: AudioFormat | undefined
  let undecoded = 0
  let latest: StreamInfo | undefined
  let epoch: number | undefined
  let port: LinkPort | undefined
  let link: LinkState | undefined
  let speaker: MessagePort | undefined
  let audio: Audio | undefined
  let paused = false
  let shown: ShownFrame | undefined
  let track = 0
  let age = 0
  let buffer = 0
  let newest = Number.NEGATIVE_INFINITY

  const renderer = startRenderer(canvas, clock, frame => {
    const first = shown === undefined
    const mean = (before: number, value: number) => (first ? value : before + (value - before) * NEWEST)
    age = mean(age, performance.timeOrigin + frame.at - frame.timestamp / 1000)
    buffer = mean(buffer, frame.waited)
    displayed.add(frame.at, 0)
    shown = frame
    track = frame.track
    sink.onshown(frame)
  })
  const beginDecoder = () =>
    startDecoder(track => configs.get(track), {
      onframe: renderer.push,
      onneedkey: sink.onneedkey,
      onerror: sink.onerror,
      ondrop(frames) {
        undecoded += frames
      },
    })
  let decoder = beginDecoder()

  const goLive = () => {
    clock.restart()
    renderer.restart()
    shown = undefined
  }
  const resetVideo = () => {
    decoder.close()
    decoder = beginDecoder()
    goLive()
  }
  const rewind = () => {
    newest = Number.NEGATIVE_INFINITY
    renderer.rewind()
    resetVideo()
  }
  const onvideo = (chunk: Chunk, lost: boolean) => {
    if (chunk.timestamp < newest - MAX_REWIND_US) rewind()
    newest = Math.max(newest, chunk.timestamp)
    decoder.push(chunk, lost)
  }
  const onchunk = (chunk: Chunk, lost: boolean) => {
    received.add(performance.now(), chunk.data.byteLength)
    if (paused) return
    if (chunk.track === AUDIO_TRACK) audio?.push(chunk)
    else onvideo(chunk, lost)
  }
  const beginAudio = () => {
    audio?.close()
    audio = speaker && sound && startAudio(sound, speaker, clock)
  }

  return {
    async configure(next) {
      latest = next
      const [video, audible] = await Promise.all([playable(next), next.audio && canHear(next.audio)])
      // A newer one may have come, and be through, meanwhile.
      if (latest !== next) return [...video.keys()]
      if (epoch !== undefined && epoch !== next.epoch) rewind()
      epoch = next.epoch
      configs = video
      const heard = audible ? next.audio : undefined
      const changed = JSON.stringify(sound) !== JSON.stringify(heard)
      sound = heard
      if (changed) beginAudio()
      return [...video.keys()]
    },
    attach(next) {
      port?.close()
      port = next
      resetVideo()
      next.onchunk = onchunk
      next.onstate = state => {
        link = state
      }
    },
    setSpeaker(next) {
      speaker?.close()
      speaker = next
      beginAudio()
    },
    setSpeakerTime: time => audio?.setTime(time),
    setPaused(next) {
      if (paused === next) return
      paused = next
      resetVideo()
      if (!paused) sink.onneedkey(track)
    },
    jumpToLive: goLive,
    report() {
      const now = performance.now()
      const soundLate = audio?.late()
      const { shown: frames, dropped, freezes } = renderer.stats()
      return {
        shown,
        age,
        buffer,
        framerate: displayed.framerate(now),
        bitrate: received.bitrate(now),
        frames,
        dropped: dropped + undecoded,
        freezes,
        queue: decoder.queue(),
        audioOffset: shown && soundLate !== undefined ? shown.late - soundLate : 0,
        link,
      }
    },
    close() {
      port?.close()
      decoder.close()
      audio?.close()
      speaker?.close()
      renderer.close()
    },
  }
}

/** The rungs that this browser can decode. */
async function playable({ renditions, codecs }: StreamInfo): Promise<Map<number, VideoDecoderConfig>> {
  const all = renditions.map(({ track, width, height }, index) => {
    const config = { codec: codecs[index] ?? '', codedWidth: width, codedHeight: height }
    return { track, config }
  })
  const supported = await Promise.all(all.map(({ config }) => canDecode(config)))
  return new Map(all.filter((_, index) => supported[index]).map(({ track, config }) => [track, config]))
}

async function canDecode(config: VideoDecoderConfig): Promise<boolean> {
  const { supported } = await VideoDecoder.isConfigSupported(config).catch(() => ({ supported: false }))
  return supported === true
}
