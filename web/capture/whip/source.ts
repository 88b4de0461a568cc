import { type Chunk, SOURCE_TRACK } from '../../protocol/chunk.ts'
import { createMeter } from '../../protocol/meter.ts'
import type { LiveInput, Source, SourceOptions, SourceSink, WhipInput } from '../types.ts'
import { type Session, startSession } from './session.ts'

/** When nothing has come for so long the publisher is gone, or its way here, ms. */
const IDLE_MS = 3000
const LOOK_MS = 250

/**
 * What publishers send by WHIP, one after another, as one live source: untouched as long as it may be, on one clock.
 * While nobody sends anything it waits.
 */
export function startWhip(input: WhipInput, options: SourceOptions, sink: SourceSink): Source {
  const meter = createMeter()
  let session: Session | undefined
  /** performance.now() of timestamp 0, µs. */
  let start: number | undefined
  let newest = -1
  let heardAt = 0
  let idle = true
  let stopped = false
  let bitrate = options.bitrate

  const timer = setInterval(() => {
    if (!idle && performance.now() - heardAt > IDLE_MS) rest('The publisher has gone silent.')
  }, LOOK_MS)

  function stop() {
    stopped = true
    clearInterval(timer)
    session?.close()
  }

  /** The next one may do better. */
  function turnAway(error: Error) {
    session?.close()
    session = undefined
    if (!stopped) rest(`What was published cannot be used. ${error.message}`)
  }

  function rest(reason: string) {
    idle = true
    session?.rest()
    sink.onidle?.(`${reason} It goes on as soon as somebody publishes.`)
  }

  function onchunk(chunk: Chunk) {
    if (stopped) return
    if (chunk.track === SOURCE_TRACK) {
      heardAt = performance.now()
      meter.add(heardAt, chunk.data.byteLength)
    }
    sink.onchunk(chunk)
  }

  function open({ video, sound }: WhipInput) {
    session?.close()
    session = undefined
    rest(video === undefined ? 'Waiting for a publisher.' : 'The publisher connects.')
    if (video === undefined) return
    session = startSession(
      { video, sound },
      { ...options, bitrate },
      {
        place(time) {
          start ??= time
          newest = Math.max(newest + 1, Math.round(time - start))
          return newest
        },
        placeSound: time => (start === undefined ? -1 : Math.round(time - start)),
        onformat(format) {
          idle = false
          heardAt = performance.now()
          sink.onformat({ ...format, epoch: performance.timeOrigin + (start ?? 0) / 1000 })
        },
        onchunk,
        onerror: turnAway,
      },
    )
  }
  open(input)

  return {
    stop,
    setBitrate(bitsPerSecond) {
      bitrate = bitsPerSecond
      session?.setBitrate(bitrate)
    },
    requestKey: () => session?.requestKey(),
    replace(next: LiveInput) {
      if (next.kind === 'whip' && !stopped) open(next)
    },
    veil: () => {},
    stats: () => ({
      framerate: meter.framerate(performance.now()),
      bitrate: meter.bitrate(performance.now()),
      skipped: session?.skipped() ?? 0,
      passthrough: session?.passthrough() ?? false,
      veil: undefined,
      notice: '',
    }),
  }
}
