import { startDecoder } from '../codec/decoder.ts'
import { createKeyGate } from '../codec/keygate.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { MillraceError } from '../protocol/errors.ts'
import { largest } from '../protocol/ladder.ts'
import { createAllowance } from './allowance.ts'
import { createEffectStage, type Done } from './effectstage.ts'
import { createLooker } from './looker.ts'
import { createProgress } from './progress.ts'
import { type Rung, startRung } from './rung.ts'
import { createSources } from './sources.ts'
import type { Effects, Ladder, LadderOptions, LadderSink, Looking } from './types.ts'

const NO_EFFECTS: Effects = {
  open: () => Promise.reject(new MillraceError('unsupported', 'There are no effects here.')),
  onloading() {},
  onapplied() {},
}

const NO_LOOKING: Looking = {
  open: () => Promise.reject(new MillraceError('unsupported', 'Nothing is recognised here.')),
  onlook() {},
  onerror() {},
}

/**
 * Decodes a source once and encodes each frame for every rung; the encoders scale. Where that falls behind real
 * time, frames are skipped before the effect, and by a rung whose encoder is full. Of a lead-in nothing is encoded. The
 * first error ends the ladder: `onerror` is called once, with MillraceError unsupported, bad-input, internal, or what
 * the effect throws.
 */
export function startLadder(
  { source, renditions, segmentMs }: LadderOptions,
  sink: LadderSink,
  effects: Effects = NO_EFFECTS,
  looking: Looking = NO_LOOKING,
): Ladder {
  const gate = createKeyGate(sink.onneedkey)
  const progress = createProgress(source.framerate)
  const sources = createSources()
  const allowance = createAllowance()
  const looker = createLooker(looking)
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
  const stage = createEffectStage(
    { ...effects, size: largest(renditions), segmentMs },
    {
      take,
      encode,
      drop(timestamp) {
        skipped += 1
        for (const rung of rungs) rung.skip(timestamp)
      },
      onroom: () => decoder.feed(),
      onerror: fail,
    },
  )
  const hasRoom = () => stage.hasRoom() && rungs.every(rung => rung.hasRoom())
  const decoder = startDecoder(source, { onframe, hasRoom, isHeld, onerror: fail })

  function onframe(frame: VideoFrame) {
    if (!closed) stage.push(frame)
  }

  /** False when nothing is to be made of it. */
  function take(frame: VideoFrame): boolean {
    const { timestamp } = frame
    const leadsIn = timestamp <= begin
    if (leadsIn) resting = true
    if (!leadsIn && mayGoOn()) {
      looker.offer(frame)
      return true
    }
    // What nobody pays for is left out of all rungs alike.
    if (!leadsIn) for (const rung of rungs) rung.skip(timestamp)
    progress.done(performance.now())
    return false
  }

  /** The first pay may come after the first frames: they wait for it, as a take-over must not lose them. */
  function isHeld({ timestamp }: Chunk): boolean {
    return timestamp > begin && allowance.isNone() && !mayGoOn()
  }

  function mayGoOn(): boolean {
    return allowance.admit(sum(rungs.map(rung => rung.next())) + looker.pixels(), performance.now())
  }

  function encode(frame: VideoFrame, done: Done) {
    const hurry = decoder.behind()
    // Who is handed the work here has none of the frames before.
    if (resting) for (const rung of rungs) rung.requestKey()
    resting = false
    if (rungs.map(rung => rung.encode(frame, hurry, done)).every(Boolean)) progress.done(performance.now())
    else skipped += 1
  }

  function fail(error: Error) {
    if (closed) return
    close()
    sink.onerror(error)
  }

  function close() {
    closed = true
    decoder.close()
    stage.close()
    looker.close()
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
    order: stage.order,
    recognise: looker.set,
    requestKey(track) {
      rungs.find(rung => rung.track === track)?.requestKey()
    },
    async flush() {
      gate.shut()
      await decoder.flush()
      await stage.flush()
      await Promise.all(rungs.map(rung => rung.flush()))
    },
    stats() {
      const now = performance.now()
      const encoding = Math.max(0, ...rungs.map(rung => rung.queue()))
      return {
        resting,
        framerate: progress.framerate(now),
        queue: decoder.queue() + stage.queue() + encoding,
        skipped,
        realtime: progress.realtime(now),
        pixels: sum(rungs.map(rung => rung.pixels())) + looker.pixels(),
        unpaid: allowance.unpaid(),
      }
    },
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
