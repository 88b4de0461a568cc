import type { Container, FileInfo, Order } from '../../files/types.ts'
import { sizeAfter } from '../../protocol/effects.ts'
import type { FileRendition } from '../../protocol/file.ts'
import {
  type CodecName,
  isMakeable,
  type LadderChoice,
  ladderFor,
  largest,
  pixelRate,
  RUNGS,
} from '../../protocol/ladder.ts'
import { MAX_BITRATE, MIN_BITRATE } from '../../protocol/limits.ts'
import type { Fit, Shape, Turn } from '../../protocol/picture.ts'
import { atQuality, QUALITIES, type Quality } from '../../protocol/quality.ts'
import type { FullEffect } from '../../protocol/schema.ts'
import type { Work } from '../../protocol/select.ts'
import { cropTo, keptSize } from './crop.ts'
import { formatTime, parseTime } from './time.ts'

/** What a person wants made of a file, as the form says it. */
export type Draft = {
  container: Container
  codec: CodecName
  /** Names of sizes. */
  sizes: string[]
  /** kb/s as they were typed, by size; a size that is not there has the usual one. */
  bitrates: Record<string, string>
  /** The same for all sizes, instead of bitrates; not for H.264. */
  quality: Quality | 'bitrate'
  maxFramerate: number
  /** Numbers of the sounds to keep. */
  sounds: number[]
  /** Times as they were typed. */
  from: string
  to: string
  shape: Shape
  fit: Fit
  turn: Turn
  effect: FullEffect | undefined
}

/** What is taken over from one file to the next. */
export type Habits = Pick<Draft, 'container' | 'codec' | 'sizes' | 'maxFramerate' | 'shape' | 'fit'> & {
  sound: boolean
}

/** A copy gains nothing from much more than its source has. */
const MOST_OF_SOURCE = 2

/** A file that has none of the usual sizes is made in its own. */
export function draftFor(info: FileInfo, { sound, sizes, ...habits }: Habits): Draft {
  const { video, sounds } = info
  const draft = {
    ...habits,
    bitrates: {},
    quality: 'bitrate' as const,
    sounds: sound ? sounds.map(({ number }) => number) : [],
    from: formatTime(0),
    to: formatTime(video.end - video.start),
    turn: 0 as const,
    effect: undefined,
  }
  const names = sizesFor(info, draft).map(({ name }) => name)
  const fitting = sizes.filter(name => names.includes(name))
  return { ...draft, sizes: fitting.length > 0 ? fitting : names.slice(-1) }
}

/** Every size that a file can be made in, smallest first, at its usual bitrate: the rungs within it, and its own; of one that is enlarged those above it. */
export function sizesFor(
  { video }: FileInfo,
  draft: Omit<Draft, 'bitrates' | 'quality' | 'sizes'>,
): FileRendition[] {
  const { codec, maxFramerate, shape, fit, turn, effect } = draft
  const kept = keptSize(video, cropTo(video, shape, fit, turn))
  const made = sizeAfter(effect?.id, kept)
  const picture = { ...made, framerate: video.framerate }
  const choice: Omit<LadderChoice, 'rungs'> = { codec, maxFramerate, segmentMs: 1000 }
  const all = ladderFor(picture, { ...choice, rungs: RUNGS.map(({ name }) => name) })
  const [own] = ladderFor(picture, { ...choice, rungs: [] })
  if (own !== undefined && isMakeable(own) && !all.some(({ name }) => name === own.name)) all.push(own)
  const isOf = ({ width }: { width: number }) => made.width === kept.width || width > kept.width
  return all.filter(isOf).map((rendition, index) => ({
    ...(rendition as FileRendition),
    track: index + 1,
    bitrate: clamp(Math.min(rendition.bitrate, MOST_OF_SOURCE * video.bitrate)),
  }))
}

export type Problem = { at: 'sizes' | 'bitrates' | 'trim'; text: string }

/** What a draft orders, or what is wrong with it. */
export function orderFrom(info: FileInfo, draft: Draft): { order: Order } | { problem: Problem } {
  const { container, sounds, shape, fit, turn, effect } = draft
  const chosen = sizesFor(info, draft).filter(({ name }) => draft.sizes.includes(name))
  if (chosen.length === 0) return wrong('sizes', 'Choose at least one size.')
  const renditions: FileRendition[] = []
  const quality = qualityOf(draft)
  for (const [index, rendition] of chosen.entries()) {
    if (quality !== 'bitrate') {
      renditions.push({ ...atQuality(rendition, QUALITIES[quality]), track: index + 1 })
      continue
    }
    const bitrate = bitrateFrom(draft.bitrates[rendition.name], rendition.bitrate)
    if (bitrate === undefined) {
      return wrong('bitrates', `Write the bitrate of ${rendition.name} in kb/s, from 50 to 50,000.`)
    }
    renditions.push({ ...rendition, track: index + 1, bitrate })
  }
  const { start, end } = info.video
  const [from, to] = [parseTime(draft.from), parseTime(draft.to)]
  if (from === undefined || to === undefined) return wrong('trim', 'Write times such as 1:02.5 or 0:30.')
  if (from >= to) return wrong('trim', 'The end has to be behind the beginning.')
  if (start + from >= end) return wrong('trim', `The video is only ${formatTime(end - start)} long.`)
  // What was not touched, or lies beyond, is no cut.
  const isWhole = from === 0 && to >= parseWhole(info)
  const crop = cropTo(info.video, shape, fit, turn)
  return {
    order: {
      ...{ renditions, container, sounds },
      ...(isWhole ? {} : { trim: { start: start + from, end: to >= parseWhole(info) ? end : start + to } }),
      ...(crop === undefined ? {} : { crop }),
      ...(turn === 0 ? {} : { turn }),
      ...(effect && { effect }),
    },
  }
}

/** What is chosen; H.264 has a bitrate whatever was chosen before. */
export function qualityOf({ codec, quality }: Pick<Draft, 'codec' | 'quality'>): Draft['quality'] {
  return codec === 'h264' ? 'bitrate' : quality
}

/** What an order asks of an orchestrator in a second of video. */
export function workOf({ video }: FileInfo, { renditions, effect }: Order): Work {
  const rate = (of: Order['renditions']) => pixelRate(of, video.framerate)
  return {
    codec: renditions[0]?.codec ?? 'h264',
    pixelRate: rate(renditions),
    effect: effect && { id: effect.id, pixelRate: rate([largest(renditions)]) },
  }
}

/** Frames per second, seconds and bytes of what an order makes, as far as it can be known. */
export function weightOf({ video }: FileInfo, { renditions, trim }: Order) {
  const start = Math.max(video.start, trim?.start ?? video.start)
  const seconds = (Math.min(video.end, trim?.end ?? video.end) - start) / 1e6
  const bits = renditions.reduce((sum, { bitrate }) => sum + bitrate, 0) * seconds
  return { seconds, framerate: video.framerate, bytes: bits / 8 }
}

/** The length as the form shows it: rounded, it may be above or below. */
function parseWhole({ video }: FileInfo): number {
  return parseTime(formatTime(video.end - video.start)) as number
}

function bitrateFrom(typed: string | undefined, usual: number): number | undefined {
  if (typed === undefined || typed.trim() === '') return usual
  const bitrate = Number(typed) * 1000
  return bitrate >= MIN_BITRATE && bitrate <= MAX_BITRATE ? Math.round(bitrate) : undefined
}

function clamp(bitrate: number): number {
  return Math.round(Math.min(MAX_BITRATE, Math.max(MIN_BITRATE, bitrate)))
}

function wrong(at: Problem['at'], text: string): { problem: Problem } {
  return { problem: { at, text } }
}
