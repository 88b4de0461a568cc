import { createKeyGate } from '../../codec/keygate.ts'
import type { Chunk } from '../../protocol/chunk.ts'
import type { AudioFormat, VideoFormat } from '../../protocol/schema.ts'
import { createAlignment } from '../align.ts'
import { isPassable } from '../film.ts'
import { type Picture, startPicture } from '../picture.ts'
import { startSound } from '../sound.ts'
import type { SourceOptions, WhipFrame, WhipInput } from '../types.ts'
import { formatOf, PROBE_US } from './format.ts'
import { readAccessUnit, type Sps } from './h264.ts'
import { createRtpClock, opusDuration } from './rtp.ts'
import { createSequence, type Received } from './sequence.ts'

/** A publisher that has not answered a request for a key frame within this time does not know how, ms. */
const ANSWER_MS = 2000
const VIDEO_RATE = 90_000
const OPUS = { codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 }

/** What one publisher sends. */
export type Session = {
  setBitrate(bitrate: number): void
  requestKey(): void
  /** It goes on with its next key frame, as if it began. */
  rest(): void
  passthrough(): boolean
  skipped(): number
  close(): void
}

export type SessionHandlers = {
  /** Times are µs of performance.now(), and become µs of the stream, which rise. */
  place(time: number): number
  /** The same for sound; below 0 before there is a picture. */
  placeSound(time: number): number
  onformat(format: { video: VideoFormat; audio: AudioFormat | undefined }): void
  onchunk(chunk: Chunk): void
  onerror(error: Error): void
}

export function startSession(
  { video, sound }: Required<Pick<WhipInput, 'sound'>> & { video: MessagePort },
  options: SourceOptions,
  handlers: SessionHandlers,
): Session {
  const { place, placeSound, onformat, onchunk, onerror } = handlers
  const toTime = createRtpClock(VIDEO_RATE)
  const align = createAlignment()
  const sequence = createSequence(take)
  const gate = createKeyGate(askForKey)
  const heard = sound && startSound(OPUS, options.segmentMs, { onchunk, onerror })
  let sps: Sps | undefined
  /** The first frames, by which the format is known. */
  let probe: Received[] = []
  let picture: Picture | undefined
  let { bitrate } = options
  /** From the publisher's clock to this one's, µs. */
  let offset = 0
  let askedAt: number | undefined

  function askForKey() {
    askedAt ??= performance.now()
    video.postMessage('key')
  }

  function take(frame: Received, lost: boolean) {
    offset = align(frame.timestamp, frame.arrival * 1000) - frame.timestamp
    if (!gate.admit(frame, lost)) return
    if (frame.key) askedAt = undefined
    if (frame.sps !== undefined && !isSame(frame.sps, sps)) rest()
    sps = frame.sps ?? sps
    if (picture !== undefined) return pass(frame)
    probe.push(frame)
    if (frame.timestamp - (probe[0]?.timestamp ?? 0) >= PROBE_US) begin()
  }

  function begin() {
    if (sps === undefined) return
    const frames = probe.splice(0)
    const format = formatOf(sps, frames)
    const stamped = frames.map(frame => [frame, place(frame.timestamp + offset)] as const)
    picture = startPicture(
      { format, turn: { rotation: 0, flip: false }, passable: isPassable(format) },
      { ...options, bitrate },
      { onformat: video => onformat({ video, audio: heard?.format }), onchunk, onerror },
    )
    for (const [frame, timestamp] of stamped) push(frame, timestamp)
  }

  function pass(frame: Received) {
    push(frame, place(frame.timestamp + offset))
  }

  function push({ key, data }: Received, timestamp: number) {
    picture?.push({ kind: 'video', key, timestamp, duration: 0, data })
  }

  function rest() {
    picture?.close()
    picture = undefined
    probe = []
  }

  video.onmessage = ({ data: { timestamp, data } }: MessageEvent<WhipFrame>) => {
    const bytes = new Uint8Array(data)
    const unit = readAccessUnit(bytes, sps)
    const arrival = performance.now()
    sequence.push({ ...unit, timestamp: toTime(timestamp), arrival, data: bytes })
  }
  if (sound !== undefined && heard !== undefined) listen(sound, placeSound, heard.push)

  return {
    rest() {
      rest()
      gate.shut()
    },
    setBitrate(bitsPerSecond) {
      bitrate = bitsPerSecond
      picture?.setBitrate(bitrate)
    },
    requestKey() {
      const isIgnored = askedAt !== undefined && performance.now() - askedAt > ANSWER_MS
      if (isIgnored || picture?.passthrough() === false) picture?.requestKey()
      else if (askedAt === undefined) askForKey()
    },
    passthrough: () => picture?.passthrough() ?? false,
    skipped: () => picture?.skipped() ?? 0,
    close() {
      rest()
      heard?.close()
      video.close()
      sound?.close()
    },
  }
}

/** Packets of Opus, each on the stream's clock. */
function listen(
  port: MessagePort,
  place: SessionHandlers['placeSound'],
  push: ReturnType<typeof startSound>['push'],
): void {
  const toTime = createRtpClock(OPUS.sampleRate)
  const align = createAlignment()
  let newest = Number.NEGATIVE_INFINITY
  port.onmessage = ({ data: { timestamp, data } }: MessageEvent<WhipFrame>) => {
    const time = toTime(timestamp)
    // One that was overtaken comes too late to be heard.
    if (data.byteLength === 0 || time <= newest) return
    newest = time
    const bytes = new Uint8Array(data)
    const at = place(align(time, performance.now() * 1000))
    if (at >= 0) push({ kind: 'sound', key: true, timestamp: at, duration: opusDuration(bytes), data: bytes })
  }
}

function isSame(one: Sps, other: Sps | undefined): boolean {
  return one.codec === other?.codec && one.width === other.width && one.height === other.height
}
