import type { Said } from './askschema.ts'
import type { Cue } from './schema.ts'

/** What is said in a sound, as cues. */
export function toCues(said: readonly Said[]): Cue[] {
  return said.map(({ start, end, text }, index) => ({
    ...{ kind: 'caption', id: index + 1, start: start * 1000, end: end * 1000, text },
  }))
}

/**
 * Captions as a WebVTT file. Pure.
 * @param segment of an HLS playlist: its times are those of the stream
 */
export function formatVtt(cues: readonly Cue[], segment = false): string {
  const map = segment ? ['X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000'] : []
  const blocks = cues
    .filter(({ text }) => text !== '')
    .toSorted((a, b) => a.start - b.start)
    .map(({ id, start, end, text }) => `${id}\n${time(start)} --> ${time(end)}\n${inert(text)}`)
  return [['WEBVTT', ...map].join('\n'), ...blocks].join('\n\n').concat('\n')
}

/** A blank line would end the cue, and an arrow begin another one. */
function inert(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/\s+/g, ' ')
}

/** e.g. 01:02:03.456 */
function time(us: number): string {
  const ms = Math.max(0, Math.round(us / 1000))
  const part = (value: number, digits: number) => `${Math.floor(value)}`.padStart(digits, '0')
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`
}
