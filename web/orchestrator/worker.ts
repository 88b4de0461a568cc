import { expose, type ProxyMarked } from 'comlink'
import { openRecogniserApart } from '../ai/apart.ts'
import type { Seen } from '../ai/objects.ts'
import { linkHub } from '../network/link/hub.ts'
import { planBitrates } from '../protocol/budget.ts'
import { SOURCE_TRACK } from '../protocol/chunk.ts'
import { type Code, toError } from '../protocol/errors.ts'
import { FLUSH_PATIENCE_MS, HEARTBEAT_MS } from '../protocol/limits.ts'
import { createMeter } from '../protocol/meter.ts'
import type { EffectReport, UnsignedReceipt } from '../protocol/schema.ts'
import { startLadder } from '../transcode/ladder.ts'
import type { EffectOrdered, Ladder, LadderOptions, LadderStats } from '../transcode/types.ts'
import { openNamedEffect } from './openeffect.ts'

/** What the job's Worker tells the page. */
export type JobEvents = {
  /** Every HEARTBEAT_MS, in background tabs too: the page's heartbeats hang on it. */
  ontick(report: JobReport): void
  onreceipt(receipt: UnsignedReceipt): void
  /** Share of the model of an effect that was ordered that is there. */
  onloading(share: number): void
  onapplied(report: EffectReport): void
  /** Things were looked for in the frame with this timestamp, µs, and there is news of them in so many ms. */
  onlook(since: number, seen: Seen[], lasts: number): void
  /** The decoder needs a key of the source. */
  onneedkey(): void
  onerror(code: Code, message: string): void
}

export type JobReport = LadderStats & {
  /** Encoded bits per second, all rungs. */
  bitrate: number
  /** Encoded frames, all rungs. */
  frames: number
}

const hub = linkHub(self)
let ladder: Ladder | undefined
let tick = () => {}
/** Timestamp of the source frame that came last, in decode order, µs. */
let last: number | undefined
let oncame = () => {}
/** What comes now comes too late: its segments are signed for. */
let flushed = false

const worker = {
  start(link: string, options: LadderOptions, events: JobEvents & ProxyMarked): void {
    const port = hub.port(link)
    const meter = createMeter()
    const targets = options.renditions.map(({ track, bitrate }) => ({ track, bitrate }))
    let plan = new Map(targets.map(({ track, bitrate }) => [track, bitrate]))
    let frames = 0

    const job = startLadder(
      options,
      {
        onchunk(chunk) {
          frames += 1
          meter.add(performance.now(), chunk.data.byteLength)
          port.send(chunk)
        },
        onreceipt: receipt => events.onreceipt(receipt),
        onneedkey: () => events.onneedkey(),
        onerror(thrown) {
          const error = toError(thrown)
          events.onerror(error.code, error.message)
        },
      },
      {
        open: openNamedEffect,
        onloading: share => events.onloading(share),
        onapplied: report => events.onapplied(report),
      },
      {
        open: () => openRecogniserApart(),
        onlook: (since, seen, lasts) => events.onlook(since, seen, lasts),
        onerror: thrown => console.warn(toError(thrown).message),
      },
    )
    ladder = job
    port.onchunk = (chunk, lost) => {
      if (chunk.track !== SOURCE_TRACK || flushed) return
      job.push(chunk, lost)
      last = chunk.timestamp
      oncame()
    }
    port.onstate = ({ available }) => {
      plan = planBitrates(available, targets, plan)
      job.setBitrates(plan)
    }
    tick = () => events.ontick({ ...job.stats(), bitrate: meter.bitrate(performance.now()), frames })
    setInterval(tick, HEARTBEAT_MS)
  },

  setAllowance(pixels: number): void {
    ladder?.setAllowance(pixels)
  },

  order(ordered: EffectOrdered | undefined): void {
    ladder?.order(ordered)
  },

  recognise(pixels: number | undefined): void {
    ladder?.recognise(pixels)
  },

  requestKey(track: number): void {
    ladder?.requestKey(track)
  },

  /** Delivers the rest, and tells of it. @param until timestamp of the last frame in decode order, which is waited for, µs */
  async flush(until = last): Promise<void> {
    const came = new Promise<void>(resolve => {
      oncame = () => {
        if (last === until) resolve()
      }
    })
    oncame()
    await Promise.race([came, new Promise(resolve => setTimeout(resolve, FLUSH_PATIENCE_MS))])
    flushed = true
    await ladder?.flush()
    tick()
  },
}

export type JobWorker = typeof worker

expose(worker)
