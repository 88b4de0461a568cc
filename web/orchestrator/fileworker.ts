import { expose, type ProxyMarked, transfer } from 'comlink'
import { scaled } from '../codec/scale.ts'
import { placeOf, sizeWithin } from '../protocol/crop.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { FileOrder, FileRendition, FileSegment, MadeRendition } from '../protocol/file.ts'
import { accountOf } from '../protocol/filereceipt.ts'
import { largest } from '../protocol/ladder.ts'
import { FILE_BEAT_MS } from '../protocol/limits.ts'
import { type Refusal, toRefusal } from '../protocol/messages.ts'
import { createMeter } from '../protocol/meter.ts'
import type { UnsignedReceipt } from '../protocol/schema.ts'
import { createGate } from '../transcode/gate.ts'
import { makeSegment } from '../transcode/segment.ts'
import type { OpenedEffect } from '../transcode/types.ts'
import { openNamedEffect } from './openeffect.ts'

/** How a file job stands. */
export type FileReport = {
  /** Frames of the segment in work that are encoded, in all renditions. */
  done: number
  /** Of all segments so far. */
  frames: number
  /** Output pixels, of all segments so far. */
  pixels: number
  /** For how long work has waited for pay by now, ms. */
  unpaid: number
  /** Frames encoded per second, in all renditions. */
  framerate: number
}

export type FileEvents = {
  /** Every FILE_BEAT_MS, in background tabs too: the page's beats hang on it. */
  ontick(report: FileReport): void
}

/** A rendition, and what is to be signed for it. */
export type Signable = { rendition: MadeRendition; receipt: UnsignedReceipt }

/** What came of a segment, and the output pixels made for it. Errors lose their code on the way between Workers and pages. */
export type Making = { pixels: number } & ({ made: Signable[] } | { failure: Refusal })

const gate = createGate()
const report = { done: 0, frames: 0, pixels: 0 }
const meter = createMeter()
let order: FileOrder | undefined
/** Loaded with the first segment. */
let opened: Promise<OpenedEffect> | undefined
let work: { index: number; abort: AbortController } | undefined

/** What the effect that was ordered does to a picture. */
async function changeFor({ source, effect, renditions }: FileOrder) {
  if (effect === undefined) return undefined
  opened ??= openNamedEffect(effect, () => {})
  const { apply } = await opened
  const size = sizeWithin(largest(renditions), placeOf(source))
  return async (frame: VideoFrame) => {
    const small = await scaled(frame, size)
    return apply(small, effect.strength).finally(() => small.close())
  }
}

async function make(segment: FileSegment, signal: AbortSignal): Promise<Signable[]> {
  const ordered = order as FileOrder
  const began = performance.now()
  let admitted = report.pixels
  const hooks = {
    change: await changeFor(ordered),
    admit(pixels: number) {
      admitted += pixels
      return gate.pass(admitted)
    },
    onmade(pixels: number) {
      report.done += 1
      report.frames += 1
      report.pixels += pixels
      meter.add(performance.now(), 0)
    },
  }
  const made = await makeSegment(ordered, segment, hooks, signal)
  const took = performance.now() - began
  return Promise.all(
    made.map(async (rendition, index) => {
      const account = await accountOf(
        segment,
        ordered.renditions[index] as FileRendition,
        rendition.packets,
        ordered.effect,
      )
      return { rendition, receipt: { ...account, took } }
    }),
  )
}

const worker = {
  start(ordered: FileOrder, events: FileEvents & ProxyMarked): void {
    order = ordered
    setInterval(() => {
      const framerate = meter.framerate(performance.now())
      events.ontick({ ...report, unpaid: gate.unpaid(), framerate })
    }, FILE_BEAT_MS)
  },

  /** One segment at a time. */
  async make(segment: FileSegment): Promise<Making> {
    const abort = new AbortController()
    work = { index: segment.index, abort }
    const before = report.pixels
    report.done = 0
    try {
      const made = await make(segment, abort.signal)
      const buffers = made.flatMap(({ rendition }) => rendition.packets.map(({ data }) => data.buffer))
      return transfer({ made, pixels: report.pixels - before }, buffers as ArrayBuffer[])
    } catch (thrown) {
      return { failure: toRefusal(thrown), pixels: report.pixels - before }
    }
  },

  cancel(index: number): void {
    if (work?.index === index)
      work.abort.abort(new MillraceError('ended', 'The segment is not wanted any more.'))
  },

  setAllowance: gate.setAllowance,
  setShare: gate.setShare,
}

export type FileWorker = typeof worker

expose(worker)
