import type { Seen } from '../ai/objects.ts'
import type { Chunk } from '../protocol/chunk.ts'
import type { EffectReport, FullEffect, Rendition, UnsignedReceipt, VideoFormat } from '../protocol/schema.ts'

export type LadderOptions = {
  source: VideoFormat
  renditions: Rendition[]
  segmentMs: number
}

/** An effect whose model is ready. The frame that it gives has the timestamp of the one that it takes, which stays open. */
export type OpenedEffect = {
  apply(frame: VideoFrame, strength: number): Promise<VideoFrame>
  close(): Promise<void> | void
}

/** Loads the model of an effect. @param onprogress share of it that is there */
export type OpenEffect = (effect: FullEffect, onprogress: (share: number) => void) => Promise<OpenedEffect>

/** @property weight for how many plain pixels an output pixel with the effect counts */
export type EffectOrdered = { effect: FullEffect; weight: number }

/** Where effects come from, and who is told how they go. */
export type Effects = {
  open: OpenEffect
  /** Share of the model of what was ordered last that is there. */
  onloading(share: number): void
  onapplied(report: EffectReport): void
}

/** What finds things in pictures; frames stay open. */
export type OpenedRecogniser = { look(frame: VideoFrame): Promise<Seen[]>; close(): Promise<void> }

/** Where looks come from, and who is told what they show. */
export type Looking = {
  open(): Promise<OpenedRecogniser>
  /**
   * @param since timestamp of the frame that was looked at, µs
   * @param lasts ms until there is news of it
   */
  onlook(since: number, seen: Seen[], lasts: number): void
  /** Nothing more is found. */
  onerror(thrown: unknown): void
}

export type LadderSink = {
  /** An encoded frame of a rung; its track is the rendition's. */
  onchunk(chunk: Chunk): void
  onreceipt(receipt: UnsignedReceipt): void
  /** The decoder cannot go on without a key frame of the source. */
  onneedkey(): void
  onerror(error: Error): void
}

/** One source decoded once, changed by an effect where one is ordered, encoded once for each rung. Lives in the orchestrator's Worker. */
export type Ladder = {
  push(chunk: Chunk, lost: boolean): void
  /** Bits per second for each track; 0 leaves the rung out until it is raised again. */
  setBitrates(bitrates: Map<number, number>): void
  /** Output pixels that may be made in all; beyond, frames are left out. Without it there is no bound. */
  setAllowance(pixels: number): void
  /** What is to be done to the pictures from a segment's start on, as soon as it can be; undefined: nothing. */
  order(ordered: EffectOrdered | undefined): void
  /** Things in the source's picture are to be found. @param pixels for how many plain ones a look counts; undefined: no more */
  recognise(pixels: number | undefined): void
  /** The next frame of that rung becomes a key. */
  requestKey(track: number): void
  /** Resolves when all that was pushed is out. */
  flush(): Promise<void>
  stats(): LadderStats
  close(): void
}

export type LadderStats = {
  /** The newest frame was a lead-in: another one works. */
  resting: boolean
  /** Frames per second decoded, over the last seconds. */
  framerate: number
  /** Frames that wait for the decoder, the effect and the slowest encoder. */
  queue: number
  /** Frames skipped before the effect or before encoding since the queues were full. */
  skipped: number
  /** Seconds of video done per second; 1 keeps up. */
  realtime: number
  /** Output pixels made so far, width x height x frames, those with an effect counted by their weight, and looks. */
  pixels: number
  /** For how long frames have been left out by now since the allowance is used up, ms. */
  unpaid: number
}

/*
 * transcode/ladder.ts      startLadder(options: LadderOptions, sink: LadderSink, effects?: Effects, looking?: Looking): Ladder
 * transcode/benchmark.ts   runBenchmark(onprogress: (progress: BenchmarkProgress) => void): Promise<Benchmark>    main thread
 */

export type BenchmarkProgress = {
  /** 0..1 */
  done: number
  /** What is being measured, in plain words. */
  doing: string
}

/** What this machine can do, measured. */
export type Benchmark = {
  codecs: CodecBenchmark[]
  gpu: { name: string; software: boolean } | undefined
  /** Derived from the reference ladder, with head room. */
  maxJobs: number
}

export type CodecBenchmark = {
  codec: 'h264' | 'vp9' | 'av1'
  /** Whether it is good enough here to be offered. */
  supported: boolean
  /** Why it is not: the browser has no encoder, the encoder failed, nothing was done in the time given, or frames are held back. */
  unable?: 'missing' | 'failed' | 'slow' | 'late'
  hardware: boolean
  /** Seconds of the reference ladder (1080p30 -> 480p, 720p, 1080p) encoded per second. */
  realtime: number
}
