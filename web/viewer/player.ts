import { proxy, transfer, wrap } from 'comlink'
import pRetry from 'p-retry'
import type { Dialer } from '../network/types.ts'
import { onWorkerFailure } from '../network/worker-failure.ts'
import { createCueTrack } from '../protocol/cues.ts'
import { type Code, type MillraceError, toCode, toError } from '../protocol/errors.ts'
import type { Section } from '../protocol/help.ts'
import { HEARTBEAT_MS, SOLE_DEAD_MS } from '../protocol/limits.ts'
import type { WatchMessage } from '../protocol/messages.ts'
import type { StreamInfo } from '../protocol/schema.ts'
import { createFigures } from './figures.ts'
import { watchHeight } from './height.ts'
import type { PlaybackReport } from './playback.ts'
import { createQuality } from './quality.ts'
import { openSession, type Session, type Target } from './session.ts'
import { type Sound, startSound } from './sound.ts'
import type { Player, PlayerOptions, PlayerState } from './types.ts'
import type { PlaybackEvent, PlayerWorker } from './worker.ts'
import WorkerOfPlayer from './worker.ts?worker&inline'

/** The gateway is looked for until the player is closed, ever less often. */
const RETRIES = { retries: Number.POSITIVE_INFINITY, minTimeout: 500, maxTimeout: 8000, randomize: true }
/** Another try would end the same way. */
const FINAL: Code[] = ['not-found', 'unsupported', 'bad-message', 'bad-input', 'ended']
/** A gateway that says nothing and sends nothing for so many heartbeats is gone. */
const SILENT_TICKS = SOLE_DEAD_MS / HEARTBEAT_MS

/** What is said of a state, and the section of the guide that says more. */
type Words = { reason: string; docs: Section | undefined }
type Standing = Words & { state: PlayerState }
const NO_WORDS: Words = { reason: '', docs: undefined }
const AWAY =
  'The stream may be over, or the streamer’s connection may be down. If it comes back, it plays by itself.'

/**
 * Plays a stream on a canvas, and goes on doing so until it is closed: a gateway or a link that is lost is looked for
 * again. The canvas cannot be used for another player afterwards.
 */
export function startPlayer(
  network: Dialer,
  target: Target,
  canvas: HTMLCanvasElement,
  options: PlayerOptions,
): Player {
  const { rtcConfiguration } = options
  const worker = new WorkerOfPlayer()
  const offscreen = canvas.transferControlToOffscreen()
  const started = wrap<PlayerWorker>(worker).start(transfer(offscreen, [offscreen]), proxy(onevent))
  const abort = new AbortController()
  const listeners = new Set<() => void>()
  const figures = createFigures()
  const quality = createQuality(options.quality)
  const height = watchHeight(canvas)
  const cues = createCueTrack()
  let { muted, volume } = options
  let session: Session | undefined
  let sound: Sound | undefined
  let info: StreamInfo | undefined
  let over: Standing | undefined
  let trouble: MillraceError | undefined
  let ending: string | undefined
  let met = false
  let paused = false
  let visible = true
  let track = 0
  let showing = false
  let asked = 0
  let frames = 0
  let silent = 0
  /** µs of the source */
  let shownAt: number | undefined

  const changed = () => {
    for (const listener of listeners) listener()
  }
  const playback = async () => started

  const state = (): Standing => {
    if (over !== undefined) return over
    if (session === undefined) return searching(trouble, met)
    if (info?.state === 'waiting') return { ...NO_WORDS, state: 'waiting', reason: info.reason }
    return { ...NO_WORDS, state: showing ? 'playing' : 'connecting' }
  }
  const finish = (state: PlayerState, words: Partial<Words>) => {
    over = { ...NO_WORDS, ...words, state }
    abort.abort()
    session?.close()
    changed()
  }

  const ask = (wanted: number) => {
    if (wanted === 0 || wanted === asked || session === undefined) return
    asked = wanted
    session.send({ kind: 'select', body: { track: wanted } })
  }
  const adapt = () => ask(quality.next(track, visible ? height.value(info) : 0, figures))
  const updateSound = () => {
    // To open the speaker takes time that the link needs first.
    const format = muted || over || !met ? undefined : info?.audio
    if (format === undefined) {
      sound?.close()
      sound = undefined
    } else if (sound === undefined) {
      const source = {
        setSpeaker: async (speaker: MessagePort | undefined) => (await playback()).setSpeaker(speaker),
        setSpeakerTime: async (time: { offset: number; lead: number }) =>
          (await playback()).setSpeakerTime(time),
      }
      sound = startSound(source, format.sampleRate, volume, changed)
    } else sound.resume()
  }

  const oninfo = async (next: StreamInfo) => {
    // What was asked for is no longer on offer, or is another rung.
    if (JSON.stringify(info?.renditions) !== JSON.stringify(next.renditions)) asked = 0
    // Another timeline.
    if (info?.epoch !== next.epoch) cues.clear()
    info = next
    if (next.state === 'ended') ending = next.reason
    const playable = await (await playback()).configure(next)
    if (info !== next) return
    quality.setRungs(next, playable)
    if (next.renditions.length > 0 && quality.rungs().length === 0) {
      const reason = `This browser cannot decode ${next.codecs.join(', ')}. Try another browser.`
      finish('failed', { reason, docs: 'browsers' })
    }
    updateSound()
    changed()
  }
  const onmessage = (message: WatchMessage) => {
    silent = 0
    if (message.kind === 'info') void oninfo(message.body)
    else if (message.kind === 'link') {
      figures.linkReport(message.body, Date.now())
      if (!showing) track = message.body.track
    } else if (message.kind === 'cues') {
      cues.add(message.body.cues, shownAt)
      changed()
    } else if (message.kind === 'end' && toCode(message.body.code) === 'ended') ending = message.body.reason
  }

  const onreport = (report: PlaybackReport) => {
    figures.report(report)
    shownAt = report.shown?.timestamp ?? shownAt
    // What came before the end is played to the end.
    if (ending !== undefined && report.frames === frames) return finish('ended', { reason: ending })
    frames = report.frames
    silent = report.bitrate > 0 ? 0 : silent + 1
    if (silent > SILENT_TICKS) session?.close()
    const { latency, dropped, freezes } = figures.stats(info)
    session?.send({ kind: 'report', body: { sentAt: Date.now(), latency, frames, dropped, freezes } })
    // Paused in the background it takes the least.
    if (showing && (!paused || !visible)) adapt()
    changed()
  }
  function onevent(event: PlaybackEvent) {
    switch (event.kind) {
      case 'report':
        return onreport(event.report)
      case 'shown':
        track = event.track
        showing = true
        return changed()
      case 'needkey':
        return session?.send({ kind: 'keyRequest', body: { track: event.track } })
      case 'undecodable':
        console.warn(`rung ${event.track}: ${event.reason}`)
        return quality.failed(event.track)
    }
  }

  const connect = async () => {
    const id = crypto.randomUUID()
    const attach = async () => (await playback()).attach(id)
    const { signal } = abort
    return openSession({
      network,
      target,
      track: asked,
      id,
      worker,
      attach,
      rtcConfiguration,
      signal,
      onmessage,
    })
  }
  const onfailure = (error: MillraceError) => {
    trouble = error
    changed()
  }
  const run = async () => {
    while (!abort.signal.aborted) {
      const opened = await pRetry(() => connect().catch(thrown => Promise.reject(toError(thrown))), {
        ...RETRIES,
        signal: abort.signal,
        onFailedAttempt: ({ error }) => onfailure(toError(error)),
        shouldRetry: ({ error }) => !FINAL.includes(toError(error).code),
      })
      session = opened
      met = true
      silent = 0
      updateSound()
      changed()
      const reason = await opened.ended
      session = undefined
      showing = false
      if (ending !== undefined) return finish('ended', { reason: ending })
      onfailure(toError(reason ?? new Error('The link to the streamer is gone.')))
    }
  }
  run().catch(thrown => {
    if (over !== undefined) return
    const error = toError(thrown)
    const done = error.code === 'ended' || (error.code === 'not-found' && met)
    finish(done ? 'ended' : 'failed', wordsOf(error))
  })

  onWorkerFailure(worker, ({ message }) => {
    if (over === undefined) finish('failed', { reason: `${message} Load the page again.` })
  })

  const setPaused = (next: boolean) => {
    paused = next
    void playback().then(it => it.setPaused(next))
    changed()
  }

  return {
    snapshot: () => ({
      ...state(),
      info,
      rungs: quality.rungs(),
      track,
      quality: quality.selected(),
      paused,
      muted: muted || sound?.running() === false,
      volume,
      at: info && shownAt !== undefined ? info.epoch + shownAt / 1000 : undefined,
      timeline: undefined,
      cues: cues.at(shownAt),
      captioned: cues.has('caption'),
      recognised: cues.has('object'),
      stats: figures.stats(info),
    }),
    onchange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    select(next) {
      quality.select(next)
      adapt()
      changed()
    },
    setMuted(next) {
      muted = next
      updateSound()
      changed()
    },
    setVolume(next) {
      volume = Math.min(1, Math.max(0, next))
      sound?.setVolume(volume)
      changed()
    },
    pause: () => setPaused(true),
    play: () => setPaused(false),
    jumpToLive: () => void playback().then(it => it.jumpToLive()),
    // What is over comes no more this way.
    seek() {},
    setVisible(next) {
      visible = next
    },
    close() {
      listeners.clear()
      finish('ended', {})
      height.close()
      sound?.close()
      void playback()
        .then(it => it.close())
        .finally(() => worker.terminate())
    },
  }
}

/** @param trouble what the last try ended with. @param met the streamer was there before */
function searching(trouble: MillraceError | undefined, met: boolean): Standing {
  if (trouble?.code === 'peer-lost') return { state: 'away', reason: AWAY, docs: trouble.docs }
  return { state: met ? 'reconnecting' : 'connecting', ...(trouble ? wordsOf(trouble) : NO_WORDS) }
}

function wordsOf({ message, hint, docs }: MillraceError): Words {
  return { reason: [message, hint].filter(Boolean).join(' '), docs }
}
