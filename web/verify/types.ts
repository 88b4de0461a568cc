import type { Chunk } from '../protocol/chunk.ts'
import type { Rect } from '../protocol/crop.ts'
import type { FullEffect, Receipt, Rendition, VideoFormat } from '../protocol/schema.ts'
import type { Measures } from './measure.ts'

/** One segment of one rendition that is looked at, with what it was made of. */
export type Sample = {
  format: VideoFormat
  rendition: Rendition
  segment: number
  segmentMs: number
  /** The source in decode order, from a key on to the end of the segment. */
  source: Chunk[]
  /** What can be shown of the rendition: from a key on, and after each loss from the next one. */
  frames: Chunk[]
  /** As the orchestrator signed it; undefined where it has not come. */
  receipt: Receipt | undefined
  /** What was done to the source before it was encoded, and how large it was made for that; absent: nothing. */
  made?: { effect: FullEffect; size: { width: number; height: number } }
  /** What of the source's picture the rendition shows, black where that reaches beyond; absent: all of it. */
  crop?: Rect
  /** Which colours the source's numbers mean, where it does not say so itself. */
  colorSpace?: VideoColorSpaceInit
}

/** What a look at a sample has found. */
export type Finding = {
  verdict: 'good' | 'cheat' | 'skipped'
  /** Why, in plain words; empty where it is good. */
  reason: string
  measures: Measures | undefined
  /** ms that it took, decoding included. */
  took: number
}

/** How the checks of a stream go, for people. */
export type CheckReport = {
  checked: number
  skipped: number
  /** Why the last one that was skipped was, in plain words. */
  reason: string
  /** Mean ms of one check. */
  took: number
}

/*
 * verify/receipts.ts   createReceipts(renditions, segmentMs, source: Timeline): Receipts   what came held against what was signed
 * verify/sampler.ts    createSampler(options): Sampler                               draws segments and collects them
 * verify/checker.ts    startChecker(): Checker                                       a Worker that looks at samples, one at a time
 */
