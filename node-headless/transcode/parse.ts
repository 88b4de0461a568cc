import { MAX_BITRATE, MIN_BITRATE } from '../../web/protocol/limits.ts'
import { COARSEST_QUALITY, QUALITIES, type Quality } from '../../web/protocol/quality.ts'

/** Seconds of the video; what is not said is not cut off. */
export type Trim = { start?: number; end?: number }

const UNITS: Record<string, number> = { '': 1, k: 1e3, m: 1e6 }

/** Bits per second out of `2500000`, `900k` or `2.5M`; undefined for anything else, or what no encoder is asked for. */
export function parseBitrate(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,9}(?:\.\d{1,6})?)([km]?)$/i.exec(text) ?? []
  const bits = Math.round(Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN))
  return bits >= MIN_BITRATE && bits <= MAX_BITRATE ? bits : undefined
}

/** 0, the best, to 63 out of `high`, `medium`, `low` or such a number; undefined for anything else. */
export function parseQuality(text: string): number | undefined {
  if (Object.hasOwn(QUALITIES, text)) return QUALITIES[text as Quality]
  return /^\d{1,2}$/.test(text) && Number(text) <= COARSEST_QUALITY ? Number(text) : undefined
}

/** The range out of `10-25.5`, `1:30-` or `-0:45`; undefined for anything else, or where nothing is left. */
export function parseTrim(text: string): Trim | undefined {
  const [, from = '', to = ''] = /^([\d:.]*)-([\d:.]*)$/.exec(text) ?? []
  const [start, end] = [parseTime(from), parseTime(to)]
  if (Number.isNaN(start) || Number.isNaN(end) || (start === undefined && end === undefined)) return undefined
  if (end !== undefined && end <= (start ?? 0)) return undefined
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) }
}

/** Seconds out of `75.5`, `1:15.5` or `0:01:15.5`; undefined if it is empty. */
function parseTime(text: string): number | undefined {
  if (text === '') return undefined
  if (!/^(\d{1,3}:)?(\d{1,3}:)?\d{1,6}(\.\d{1,6})?$/.test(text)) return Number.NaN
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}
