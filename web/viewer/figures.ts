import type { StreamInfo } from '../protocol/schema.ts'
import type { PlaybackReport } from './playback.ts'
import { createSkew } from './skew.ts'
import type { PlayerStats } from './types.ts'

/** Reports over which the share of dropped frames is taken: about two seconds. */
const DROP_REPORTS = 7

/** What is known of how playback does: the Worker's reports and the gateway's, put together. */
export type Figures = {
  report(report: PlaybackReport): void
  /** What the gateway says of the link, and when it came by this clock, Unix ms. */
  linkReport(report: { now: number; available: number }, cameAt: number): void
  stats(info: StreamInfo | undefined): PlayerStats
  /** Share of the last seconds' frames that were not shown, 0..1. */
  droppedShare(): number
  /** Frames that wait for the decoder. */
  queue(): number
  /** Bits per second that the link gives; 0 until the gateway has said so. */
  available(): number
}

export function createFigures(): Figures {
  const skew = createSkew()
  const reports: PlaybackReport[] = []
  let available = 0

  const newest = () => reports.at(-1)
  /** 0 until the clocks are aligned and a frame is shown. */
  const latency = (info: StreamInfo | undefined) => {
    const report = newest()
    const ahead = skew.value()
    if (report?.shown === undefined || ahead === undefined || info === undefined) return 0
    return report.age + ahead - info.epoch
  }

  return {
    report(report) {
      reports.push(report)
      if (reports.length > DROP_REPORTS) reports.shift()
    },
    linkReport(report, cameAt) {
      skew.sample(report.now, cameAt, newest()?.link?.rtt ?? 0)
      available = report.available
    },
    stats(info) {
      const { shown, link, ...report } = newest() ?? NOTHING
      const rung = info?.renditions.findIndex(({ track }) => track === shown?.track) ?? -1
      return {
        latency: latency(info),
        buffer: report.buffer,
        framerate: report.framerate,
        bitrate: report.bitrate,
        available,
        rtt: link?.rtt ?? 0,
        loss: link?.loss ?? 0,
        frames: report.frames,
        dropped: report.dropped,
        freezes: report.freezes,
        carrier: link?.carrier,
        width: shown?.width ?? 0,
        height: shown?.height ?? 0,
        codec: info?.codecs[rung] ?? '',
        audioOffset: report.audioOffset,
      }
    },
    droppedShare() {
      const [oldest] = reports
      const report = newest()
      if (oldest === undefined || report === undefined) return 0
      const dropped = report.dropped - oldest.dropped
      return dropped / Math.max(1, dropped + report.frames - oldest.frames)
    },
    queue: () => newest()?.queue ?? 0,
    available: () => available,
  }
}

const NOTHING: PlaybackReport = {
  shown: undefined,
  age: 0,
  buffer: 0,
  framerate: 0,
  bitrate: 0,
  frames: 0,
  dropped: 0,
  freezes: 0,
  queue: 0,
  audioOffset: 0,
  link: undefined,
}
