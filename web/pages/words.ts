import { formatEther } from '../protocol/amount.ts'
import type { CodecName } from '../protocol/ladder.ts'
import type { Grounds } from '../protocol/select.ts'
import type { CodecBenchmark } from '../transcode/types.ts'
import { milliseconds, percent } from '../ui/format.ts'

/** Codecs as people know them. */
export const CODEC_NAMES: Record<CodecName, string> = { h264: 'H.264', vp9: 'VP9', av1: 'AV1' }

/** What a real-time ratio means for a live stream. */
export function realtimeInWords(ratio: number): string {
  if (ratio >= 1.1) return `${ratio.toFixed(1)}× as fast as live: keeps up`
  if (ratio >= 0.9) return 'just as fast as live: keeps up when little else runs'
  const speed = ratio < 0.1 ? 'less than 0.1×' : `${ratio.toFixed(1)}×`
  return `${speed} as fast as live: a full ladder does not keep up; streams choose it for less, or where nobody is faster`
}

/** Why a codec is not offered. */
export function notOffered(name: string, unable: CodecBenchmark['unable'] = 'missing'): string {
  return {
    missing: `This browser does not encode ${name} at these sizes.`,
    failed: `This browser says that it encodes ${name}, but its encoder failed here.`,
    slow: `Too slow to measure here: not one frame was done in the time given.`,
    late: 'Its encoder here holds frames back for longer than a live stream can wait. Another browser may not.',
  }[unable]
}

/** How a job keeps up, in a word. */
export function pace(realtime: number): { tone: 'good' | 'warn' | 'bad'; text: string } {
  if (realtime >= 0.97) return { tone: 'good', text: 'keeps up' }
  if (realtime >= 0.85) return { tone: 'warn', text: 'a little behind' }
  return { tone: 'bad', text: 'falls behind' }
}

/** Names of WebCodecs' codec strings by how they begin. */
const FAMILIES: [RegExp, string][] = [
  [/^avc/, CODEC_NAMES.h264],
  [/^vp(9|09)/, CODEC_NAMES.vp9],
  [/^av01/, CODEC_NAMES.av1],
  [/^vp8/, 'VP8'],
  [/^(hvc|hev)/, 'HEVC'],
  [/^mp4a\.(69|6B)/i, 'MP3'],
  [/^mp4a/, 'AAC'],
  [/^opus/i, 'Opus'],
  [/^vorbis/i, 'Vorbis'],
  [/^flac/i, 'FLAC'],
  [/^ac-3/, 'AC-3'],
  [/^ec-3/, 'E-AC-3'],
  [/^mp3/, 'MP3'],
  [/^(pcm|ulaw|alaw)/, 'PCM'],
]

/** The source of a job, `1920x1080 avc1.640028`, as people know it: `H.264 1920×1080`. */
export function sourceInWords(source: string): string {
  const [size = '', codec = ''] = source.split(' ')
  return `${codecFamily(codec)} ${size.replace('x', '×')}`
}

/** WebCodecs' codec string, `avc1.640028`, as people know it: `H.264`. */
export function codecFamily(codec: string): string {
  return FAMILIES.find(([beginning]) => beginning.test(codec))?.[1] ?? codec
}

/** A codec named in a message of the network, as people know it. */
export function codecName(codec: string): string {
  return Object.entries(CODEC_NAMES).find(([name]) => name === codec)?.[1] ?? codec
}

/**
 * Why an orchestrator was chosen: `Chosen among 4, 31 % likely: 12 ms away, stake 1,500, 19,870 gwei per hour, score 98 %`.
 * @param pixelRate pixels per second that are paid for
 */
export function choiceInWords(
  { stake, price, rtt, score, probability, among }: Grounds,
  pixelRate: number,
): string {
  const why =
    among === 1 ? 'The only one that can take it' : `Chosen among ${among}, ${percent(probability, 0)} likely`
  const perHour = formatEther(BigInt(Math.round(price * pixelRate * 3600)))
  const facts = [
    rtt === undefined ? [] : `${milliseconds(rtt)} away`,
    stake > 0 ? `stake ${stake.toLocaleString('en', { maximumFractionDigits: 0 })}` : [],
    price > 0 ? `${perHour} per hour` : 'works for nothing',
    `score ${percent(score, 0)}`,
  ]
  return `${why}: ${facts.flat().join(', ')}`
}
