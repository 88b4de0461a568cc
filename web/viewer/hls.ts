import Hls, { type Level } from 'hls.js'
import type { Cue, Rendition } from '../protocol/schema.ts'
import type { Player, PlayerOptions, PlayerState, PlayerStats, Timeline } from './types.ts'

/** How often figures are read, ms. */
const REPORT_MS = 250
/** hls.js lets go of a rung that was chosen when any of it fails: it is chosen again so long after the last fault, ms. */
const RETURN_MS = 10_000
/** Beyond, the two clocks are not alike: the distance to the end of the playlist is told, ms. */
const MAX_LATENCY_MS = 120_000
/** Three segments are always on their way: so much behind the end of the playlist it is live, s. */
const LIVE_S = 12
/** Who has stalled for so long in the last segment of a list that is over has seen all: hls.js does not always tell, ms. */
const END_MS = 1000
/** What was played stays in memory for so long, s. */
const BACK_BUFFER_S = 60
/** A playlist that is not there yet, or not any more, is asked for this often; a second apart at first. */
const RETRIES = { maxNumRetry: 6, retryDelayMs: 1000, maxRetryDelayMs: 8000 }
const POLICY = {
  default: {
    maxTimeToFirstByteMs: 10_000,
    maxLoadTimeMs: 20_000,
    timeoutRetry: RETRIES,
    errorRetry: RETRIES,
  },
}

/**
 * Plays a stream over HLS in a video element: by hls.js, or by the browser itself where that alone can do it. Seconds
 * behind the direct way; nothing of the gateway's own words comes along.
 * @param address of the master playlist
 * @param start see HlsStart
 */
export function startHlsPlayer(
  video: HTMLVideoElement,
  address: string,
  options: PlayerOptions,
  start = -1,
): Player {
  const listeners = new Set<() => void>()
  const config = { manifestLoadPolicy: POLICY, playlistLoadPolicy: POLICY, backBufferLength: BACK_BUFFER_S }
  const hls = Hls.isSupported() ? new Hls({ ...config, startPosition: start }) : undefined
  let wish: string | number = options.quality
  let over: { state: PlayerState; reason: string } | undefined
  let begun = false
  let stalledAt: number | undefined
  let freezes = 0
  let failedAt = Number.NEGATIVE_INFINITY

  const changed = () => {
    for (const listener of listeners) listener()
  }
  const finish = (state: PlayerState, reason: string) => {
    over ??= { state, reason }
    changed()
  }
  const rungs = () => (hls?.levels ?? []).map(toRung)
  const selected = () => rungs().find(({ name, track }) => wish === name || wish === track)?.track ?? 'auto'
  const select = () => {
    const track = selected()
    if (hls !== undefined) hls.nextLevel = track === 'auto' ? -1 : track - 1
  }
  /** A browser that keeps pages silent lets them play without sound. */
  const play = () =>
    void video.play().catch(({ name }) => {
      if (name === 'NotAllowedError') video.muted = true
      void video.play().catch(() => {})
    })

  video.muted = options.muted
  video.volume = options.volume
  video.playsInline = true
  video.onplaying = () => {
    begun = true
    stalledAt = undefined
    changed()
  }
  video.onwaiting = () => {
    if (begun && stalledAt === undefined && !video.seeking) freezes += 1
    stalledAt ??= performance.now()
    changed()
  }
  video.onended = () => finish('ended', 'The stream has ended.')
  video.onvolumechange = changed
  if (hls === undefined) {
    video.src = address
    video.onerror = () => finish('failed', 'This browser cannot play the stream.')
    play()
  } else {
    hls.on(Hls.Events.MANIFEST_PARSED, () => {
      select()
      play()
    })
    // What is shown of them, the page draws.
    hls.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => {
      hls.subtitleDisplay = false
      hls.subtitleTrack = 0
    })
    hls.on(Hls.Events.ERROR, (_, { fatal, type, details }) => {
      failedAt = performance.now()
      if (!fatal || over !== undefined) return
      if (
        type === Hls.ErrorTypes.MEDIA_ERROR &&
        details !== Hls.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR
      )
        return hls.recoverMediaError()
      finish(
        'failed',
        type === Hls.ErrorTypes.NETWORK_ERROR
          ? 'The stream is not there. It may have ended.'
          : 'This browser cannot play the stream.',
      )
    })
    hls.loadSource(address)
    hls.attachMedia(video)
  }
  const isPastEnd = () => {
    const details = hls?.latestLevelDetails
    if (details === undefined || details === null || details.live || stalledAt === undefined) return false
    const inLast = video.currentTime > details.edge - details.targetduration
    return inLast && !video.seeking && performance.now() - stalledAt > END_MS
  }
  const beat = setInterval(() => {
    const letGo = hls?.autoLevelEnabled && selected() !== 'auto'
    if (letGo && performance.now() - failedAt > RETURN_MS) select()
    if (isPastEnd()) finish('ended', 'The stream has ended.')
    changed()
  }, REPORT_MS)

  const state = (): { state: PlayerState; reason: string } => {
    if (over !== undefined) return over
    if (!begun || video.seeking) return { state: 'connecting', reason: '' }
    return stalledAt !== undefined
      ? { state: 'reconnecting', reason: 'Nothing new of the stream has come.' }
      : { state: 'playing', reason: '' }
  }
  const track = () => (hls === undefined || hls.currentLevel < 0 ? 0 : hls.currentLevel + 1)
  const stats = (): PlayerStats => {
    const level = hls?.levels[hls.currentLevel]
    const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality()
    const behind = Date.now() - (hls?.playingDate?.getTime() ?? 0)
    return {
      ...{ latency: behind >= 0 && behind < MAX_LATENCY_MS ? behind : (hls?.latency ?? 0) * 1000 },
      buffer: bufferedAhead(video) * 1000,
      framerate: level?.frameRate ?? 0,
      bitrate: level?.bitrate ?? 0,
      available: Math.round(hls?.bandwidthEstimate ?? 0),
      ...{ rtt: 0, loss: 0, audioOffset: 0, freezes, carrier: 'hls' },
      frames: totalVideoFrames - droppedVideoFrames,
      dropped: droppedVideoFrames,
      ...{ width: video.videoWidth, height: video.videoHeight },
      codec: level?.videoCodec ?? '',
    }
  }

  const captions = (): Cue[] =>
    [...video.textTracks].flatMap(({ activeCues }) =>
      [...(activeCues ?? [])].filter(cue => cue instanceof VTTCue).map(toCue),
    )
  const timeline = (): Timeline | undefined => {
    const { fragments = [], live = false, edge = 0 } = hls?.latestLevelDetails ?? {}
    const from = fragments[0]?.programDateTime
    const last = fragments.at(-1)
    if (typeof from !== 'number' || typeof last?.programDateTime !== 'number') return undefined
    // Beyond the last segment there may be parts of the next one.
    const until = last.programDateTime + (edge - last.start) * 1000
    return { from, until, live: live && (hls?.latency ?? 0) < LIVE_S, ended: !live }
  }

  return {
    snapshot: () => ({
      ...state(),
      ...{ docs: undefined, info: undefined },
      ...{ at: hls?.playingDate?.getTime(), timeline: timeline() },
      ...{ rungs: rungs(), track: track(), quality: selected() },
      ...{ paused: begun && video.paused, muted: video.muted, volume: video.volume },
      ...{ cues: captions(), captioned: (hls?.subtitleTracks.length ?? 0) > 0, recognised: false },
      stats: stats(),
    }),
    onchange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    select(next) {
      wish = next
      select()
      changed()
    },
    setMuted(muted) {
      video.muted = muted
    },
    setVolume(volume) {
      video.volume = Math.min(1, Math.max(0, volume))
    },
    pause: () => video.pause(),
    play,
    jumpToLive() {
      const edge = hls?.liveSyncPosition
      if (typeof edge === 'number') video.currentTime = edge
      play()
    },
    seek(at) {
      const { fragments = [], live = false } = hls?.latestLevelDetails ?? {}
      const fragment = fragments.findLast(each => (each.programDateTime ?? 0) <= at) ?? fragments[0]
      if (fragment === undefined) return
      const within = (at - (fragment.programDateTime ?? 0)) / 1000
      const time = fragment.start + Math.min(fragment.duration, Math.max(0, within))
      video.currentTime = live ? Math.min(time, hls?.liveSyncPosition ?? time) : time
      if (over?.state === 'ended') {
        over = undefined
        play()
      }
      changed()
    },
    // hls.js looks at the size of the video by itself.
    setVisible() {},
    close() {
      clearInterval(beat)
      listeners.clear()
      finish('ended', '')
      hls?.destroy()
      video.removeAttribute('src')
    },
  }
}

function toRung({ height, width, bitrate, frameRate, uri }: Level, index: number): Rendition {
  // Its name is the folder that its playlist lies in.
  const name = new URL(uri).pathname.split('/').at(-2) ?? `${height}p`
  return { track: index + 1, name, codec: 'h264', width, height, bitrate, maxFramerate: frameRate }
}

function toCue(cue: VTTCue, id: number): Cue {
  const text = cue.getCueAsHTML().textContent
  return { kind: 'caption', id, start: cue.startTime * 1e6, end: cue.endTime * 1e6, text }
}

/** s */
function bufferedAhead({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= currentTime && currentTime <= buffered.end(index))
      return buffered.end(index) - currentTime
  }
  return 0
}
