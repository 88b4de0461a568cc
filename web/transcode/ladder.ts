import { startDecoder } from '../codec/decoder.ts'
import { createKeyGate } from '../codec/keygate.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { createAllowance } from './allowance.ts'
import { createProgress } from './progress.ts'
import { type Rung, startRung } from './rung.ts'
import { createSources } from './sources.ts'
import type { Ladder, LadderOptions, LadderSink } from './types.ts'

/**
 * Decodes a source once and encodes each frame for every rung; the encoders scale. Where that falls behind real
 * time, a rung whose encoder is full skips frames. Of a lead-in nothing is encoded. The first error ends the ladder:
 * `onerror` is called once, with MillraceError unsupported, bad-input or internal.
 */
export function startLadder({ source, renditions, segmentMs }: LadderOptions, sink: LadderSink): Ladder {
  const gate = createKeyGate(sink.onneedkey)
  const progress = createProgress(source.framerate)
  const sources = createSources()
  const allowance = createAllowance()
  /** End of the newest lead-in, µs. */
  let begin = Number.NEGATIVE_INFINITY
  let resting = false
  let skipped = 0
  let closed = false

  const rungs: Rung[] = renditions.map(rendition =>
    startRung(
      { rendition, framerate: source.framerate, segmentMs, sources },
      { onchunk: sink.onchunk, onreceipt: sink.onreceipt, onroom: () => decoder.feed(), onerror: fail },
    ),
  )
  const hasRoom = () => rungs.every(rung => rung.hasRoom())
  const decoder = startDecoder(source, { onframe, hasRoom, isHeld, onerror: fail })

  function onframe(frame: VideoFrame) {
    if (closed) return
    const leadsIn = frame.timestamp <= begin
    if (leadsIn) resting = true
    if (leadsIn || isUnpaid(frame) || encode(frame)) progress.done(performance.now())
    else skipped += 1
  }

  /** The first pay may come after the first frames: they wait for it, as a take-over must not lose them. */
  function isHeld({ timestamp }: Chunk): boolean {
    return timestamp > begin && allowance.isNone() && !mayGoOn()
  }

  function mayGoOn(): boolean {
    return allowance.admit(sum(rungs.map(rung => rung.next())), performance.now())
  }

  /** What nobody pays for is left out of all rungs alike. */
  function isUnpaid(frame: VideoFrame): boolean {
    if (mayGoOn()) return false
    for (const rung of rungs) rung.skip(frame)
    return true
  }

  /** False when a rung had to skip it. */
  function encode(frame: VideoFrame): boolean {
    const hurry = decoder.behind()
    // Who is handed the work here has none of the frames before.
    if (resting) for (const rung of rungs) rung.requestKey()
    resting = false
    return rungs.map(rung => rung.encode(frame, hurry)).every(Boolean)
  }

  function fail(error: Error) {
    if (closed) return
    close()
    sink.onerror(error)
  }

  function close() {
    closed = true
    decoder.close()
    for (const rung of rungs) rung.close()
  }

  return {
    close,
    push(chunk, lost) {
      if (closed) return
      progress.came(performance.now())
      sources.came(chunk, performance.now())
      if (chunk.leadIn) begin = Math.max(begin, chunk.timestamp)
      if (gate.admit(chunk, lost) && decoder.push(chunk) === false) gate.shut()
    },
    setBitrates(bitrates) {
      if (closed) return
      for (const rung of rungs) {
        const bitrate = bitrates.get(rung.track)
        if (bitrate !== undefined) rung.setBitrate(bitrate)
      }
    },
    setAllowance(pixels) {
      allowance.set(pixels)
      decoder.feed()
    },
    requestKey(track) {
      rungs.find(rung => rung.track === track)?.requestKey()
    },
    async flush() {
      gate.shut()
      await decoder.flush()
      await Promise.all(rungs.map(rung => rung.flush()))
    },
    stats() {
      const now = performance.now()
      const encoding = Math.max(0, ...rungs.map(rung => rung.queue()))
      return {
        framerate: progress.framerate(now),
        queue: decoder.queue() + encoding,
        skipped,
        realtime: progress.realtime(now),
        pixels: sum(rungs.map(rung => rung.pixels())),
        unpaid: allowance.unpaid(),
      }
    },
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
