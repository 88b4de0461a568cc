import { even } from './crop.ts'
import { MAX_HEIGHT, MAX_PICTURE_PIXELS, MAX_WIDTH } from './limits.ts'
import type { Rendition } from './schema.ts'

export const CODECS = ['h264', 'vp9', 'av1'] as const
export type CodecName = (typeof CODECS)[number]

/** Rungs by the length of the picture's shorter side, with bits per second for H.264 at 30 frames per second. */
export const RUNGS = [
  { name: '240p', side: 240, bitrate: 350_000 },
  { name: '360p', side: 360, bitrate: 700_000 },
  { name: '480p', side: 480, bitrate: 1_200_000 },
  { name: '720p', side: 720, bitrate: 2_500_000 },
  { name: '1080p', side: 1080, bitrate: 5_000_000 },
] as const

export type LadderChoice = {
  /** Names out of RUNGS; those above the source are left out. */
  rungs: string[]
  codec: CodecName
  segmentMs: 1000 | 2000
  /** Frames per second; 0 keeps the source's. */
  maxFramerate: number
}

export type Picture = { width: number; height: number; framerate: number }

/** What a codec needs for the picture that H.264 makes of 1 bit: VP9 and AV1 save about a third in real time. */
const THRIFT: Record<CodecName, number> = { h264: 1, vp9: 0.7, av1: 0.65 }

/**
 * The renditions to order for a source: the chosen rungs at or below it, smallest first, in its shape, with even
 * sides. A source that is smaller than every chosen rung gets one rung of its own size.
 */
export function ladderFor(source: Picture, choice: LadderChoice): Rendition[] {
  const side = Math.min(source.width, source.height)
  const fitting = RUNGS.filter(rung => choice.rungs.includes(rung.name) && rung.side <= side)
  const rungs = fitting.length > 0 ? fitting : [{ name: `${side}p`, side, bitrate: bitrateFor(source) }]
  const framerate = Math.min(source.framerate || 30, choice.maxFramerate || Infinity)
  return rungs.map((rung, index) => ({
    track: index + 1,
    name: rung.name,
    codec: choice.codec,
    width: even((source.width * rung.side) / side),
    height: even((source.height * rung.side) / side),
    bitrate: Math.round(rung.bitrate * THRIFT[choice.codec] * paceFactor(framerate)),
    maxFramerate: choice.maxFramerate,
  }))
}

/** Output pixels per second of a ladder: what work is measured and paid in. @param framerate the source's; 0: not known */
export function pixelRate(renditions: readonly Rendition[], framerate: number): number {
  return renditions.reduce((sum, { width, height, maxFramerate }) => {
    return sum + width * height * Math.min(framerate || 30, maxFramerate || Infinity)
  }, 0)
}

/** Names of the rungs that a source of this size can fill. */
export function rungsWithin(source: Pick<Picture, 'width' | 'height'>): string[] {
  const side = Math.min(source.width, source.height)
  return RUNGS.filter(rung => rung.side <= side).map(rung => rung.name)
}

/** Whether a rendition of this size can be ordered. */
export function isMakeable({ width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  return width <= MAX_WIDTH && height <= MAX_HEIGHT && width * height <= MAX_PICTURE_PIXELS
}

/** The rendition with the most pixels. */
export function largest<Picture extends { width: number; height: number }>(
  renditions: readonly Picture[],
): Picture {
  return renditions.reduce((one, other) =>
    one.width * one.height < other.width * other.height ? other : one,
  )
}

/** Bits per second at which a source of this size is sent in H.264. */
export function bitrateFor(source: Picture): number {
  const side = Math.min(source.width, source.height)
  const above = RUNGS.find(rung => rung.side >= side)
  const top = RUNGS[RUNGS.length - 1] as (typeof RUNGS)[number]
  const bitrate = above?.bitrate ?? top.bitrate * (side / top.side)
  return Math.round(bitrate * paceFactor(source.framerate || 30))
}

/** Twice the frames cost about half as much again: neighbours in time are alike. */
function paceFactor(framerate: number): number {
  return framerate > 30 ? 1 + (Math.min(framerate, 60) - 30) / 60 : 1
}

type Level = { id: string; size: number; rate: number }

/** ITU-T H.264, table A-1: macroblocks per frame and per second. */
const H264: Level[] = [
  { id: '1e', size: 1620, rate: 40_500 },
  { id: '1f', size: 3600, rate: 108_000 },
  { id: '20', size: 5120, rate: 216_000 },
  { id: '28', size: 8192, rate: 245_760 },
  { id: '2a', size: 8704, rate: 522_240 },
  { id: '33', size: 36_864, rate: 983_040 },
  { id: '34', size: 36_864, rate: 2_073_600 },
]

/** VP9 levels (webmproject.org/vp9/levels): luma samples per frame and per second. */
const VP9: Level[] = [
  { id: '21', size: 245_760, rate: 9_216_000 },
  { id: '30', size: 552_960, rate: 20_736_000 },
  { id: '31', size: 983_040, rate: 36_864_000 },
  { id: '40', size: 2_228_224, rate: 83_558_400 },
  { id: '41', size: 2_228_224, rate: 160_432_128 },
  { id: '50', size: 8_912_896, rate: 311_951_360 },
  { id: '51', size: 8_912_896, rate: 588_251_136 },
]

/** AV1 bitstream specification, annex A.3: luma samples per frame and shown per second. */
const AV1: Level[] = [
  { id: '01', size: 278_784, rate: 8_363_520 },
  { id: '04', size: 665_856, rate: 19_975_680 },
  { id: '05', size: 1_065_024, rate: 31_950_720 },
  { id: '08', size: 2_359_296, rate: 70_778_880 },
  { id: '09', size: 2_359_296, rate: 141_557_760 },
  { id: '12', size: 8_912_896, rate: 267_386_880 },
  { id: '13', size: 8_912_896, rate: 534_773_760 },
]

/**
 * The WebCodecs codec string for pictures of this size and pace: H.264 High, VP9 profile 0, AV1 Main, 8 bit,
 * at the lowest level that allows them (the highest listed one beyond).
 */
export function codecString(codec: CodecName, { width, height, framerate }: Picture): string {
  const pace = framerate || 30
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16)
  if (codec === 'h264') return `avc1.6400${levelOf(H264, macroblocks, pace)}`
  if (codec === 'vp9') return `vp09.00.${levelOf(VP9, width * height, pace)}.08`
  return `av01.0.${levelOf(AV1, width * height, pace)}M.08`
}

function levelOf(levels: Level[], size: number, framerate: number): string {
  const level = levels.find(({ size: most, rate }) => size <= most && size * framerate <= rate)
  return (level ?? levels.at(-1))?.id ?? ''
}
