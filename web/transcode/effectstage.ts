import { scaled } from '../codec/scale.ts'
import { isSameKind } from '../protocol/effects.ts'
import { type MillraceError, toError } from '../protocol/errors.ts'
import type { Effect } from '../protocol/schema.ts'
import { segmentOf } from '../protocol/segment.ts'
import type { EffectOrdered, Effects, OpenedEffect } from './types.ts'

/** Frames that wait for the effect, the one in work among them: more would only be later. */
const AHEAD = 2

/** What was done to a frame, and for how many plain pixels each of its counts. */
export type Done = { effect: Effect | undefined; weight: number }
const NOTHING: Done = { effect: undefined, weight: 1 }

export type StageOptions = Effects & {
  /** Of the largest rendition: pictures are made as small before the effect. */
  size: { width: number; height: number }
  segmentMs: number
}

export type StageSink = {
  /** Whether something is to be made of this frame; what else is to be done with it is done then. */
  take(frame: VideoFrame): boolean
  /** Frames in order, closed after the call. */
  encode(frame: VideoFrame, done: Done): void
  /** There was no time for the frame with this timestamp, µs; in order with the others. */
  drop(timestamp: number): void
  onroom(): void
  onerror(error: MillraceError): void
}

/**
 * What is done to frames between the decoder and the encoders. An order comes into force at the start of a segment, when
 * its model is ready; until then what was done goes on. Without an effect frames go through at once.
 */
export type EffectStage = {
  order(ordered: EffectOrdered | undefined): void
  /** The caller closes the frame. */
  push(frame: VideoFrame): void
  hasRoom(): boolean
  /** Frames that wait. */
  queue(): number
  /** Resolves when none does. */
  flush(): Promise<void>
  close(): void
}

type Running = EffectOrdered & { opened: OpenedEffect }

export function createEffectStage(options: StageOptions, sink: StageSink): EffectStage {
  const { open, onloading, onapplied, size, segmentMs } = options
  const waiting: { timestamp: number; frame: VideoFrame | undefined }[] = []
  const held = new Set<OpenedEffect>()
  let running: Running | undefined
  /** Takes the place of what runs at the next start of a segment. */
  let next: { running: Running | undefined } | undefined
  let newest: EffectOrdered | undefined
  let segment = -1
  let busy = false
  let idle = Promise.withResolvers<void>()
  let closed = false

  const fail = (thrown: unknown) => {
    if (!closed) sink.onerror(toError(thrown))
  }

  const closeUnused = () => {
    for (const opened of held) {
      if (!closed && (opened === running?.opened || opened === next?.running?.opened)) continue
      held.delete(opened)
      void opened.close()
    }
  }

  const schedule = (successor: Running | undefined) => {
    next = { running: successor }
    closeUnused()
  }

  const load = async (ordered: EffectOrdered) => {
    const isWanted = () => newest === ordered && !closed
    const opened = await open(ordered.effect, share => {
      if (isWanted()) onloading(share)
    })
    held.add(opened)
    if (isWanted()) schedule({ ...ordered, opened })
    else closeUnused()
  }

  const begin = (timestamp: number) => {
    const current = segmentOf(timestamp, segmentMs)
    if (current === segment) return
    segment = current
    if (next === undefined) return
    running = next.running
    next = undefined
    closeUnused()
    onapplied({ since: segment, ...(running && { effect: running.effect }) })
  }

  const make = async (frame: VideoFrame) => {
    if (!sink.take(frame)) return
    begin(frame.timestamp)
    if (running === undefined) return sink.encode(frame, NOTHING)
    const { opened, effect } = running
    const done = running
    const small = await scaled(frame, size)
    const made = await opened.apply(small, effect.strength).finally(() => small.close())
    if (!closed) sink.encode(made, done)
    made.close()
  }

  const work = async () => {
    busy = true
    for (let [first] = waiting; first !== undefined && !closed; [first] = waiting) {
      if (first.frame === undefined) sink.drop(first.timestamp)
      else await make(first.frame)
      first.frame?.close()
      waiting.shift()
      sink.onroom()
    }
    busy = false
    idle.resolve()
    idle = Promise.withResolvers()
  }

  const hasRoom = () => waiting.length < AHEAD
  /** Nothing waits, and nothing is done to the frame of this time. */
  const isPlain = (timestamp: number) => {
    const starts = next?.running !== undefined && segmentOf(timestamp, segmentMs) !== segment
    return !busy && running === undefined && !starts
  }

  return {
    hasRoom,
    queue: () => waiting.length,
    order(ordered) {
      newest = ordered
      const known = [next?.running, running].find(each => isSameKind(each?.effect, ordered?.effect))
      if (ordered === undefined) schedule(undefined)
      else if (known !== undefined) schedule({ ...ordered, opened: known.opened })
      else load(ordered).catch(fail)
    },
    push(frame) {
      if (isPlain(frame.timestamp)) {
        if (!sink.take(frame)) return
        begin(frame.timestamp)
        sink.encode(frame, NOTHING)
        return
      }
      waiting.push({ timestamp: frame.timestamp, frame: hasRoom() ? frame.clone() : undefined })
      if (!busy) work().catch(fail)
    },
    async flush() {
      if (busy) await idle.promise
    },
    close() {
      closed = true
      for (const { frame } of waiting.splice(0)) frame?.close()
      closeUnused()
      idle.resolve()
    },
  }
}
