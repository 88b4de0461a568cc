import type { Cue } from '../protocol/schema.ts'

/** Two lines of what fits under a picture. */
const MOST = 84
/** Pieces of one utterance. */
const PIECES = 8

/**
 * What was said as captions that fit, each with its share of the time. The same utterance, told again, gets the same ids.
 * @param start µs of the source
 */
export function toCaptions(id: number, text: string, start: number, end: number): Cue[] {
  const pieces = pack(text).slice(0, PIECES)
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0)
  let before = 0
  return pieces.map((text, index) => {
    const at = (characters: number) => Math.round(start + ((end - start) * characters) / total)
    const from = before
    before += text.length
    return {
      kind: 'caption' as const,
      id: (id * PIECES + index) % 2 ** 32,
      ...{ start: at(from), end: at(before), text },
    }
  })
}

function pack(text: string): string[] {
  const pieces: string[] = []
  for (const word of text
    .split(/\s+/)
    .filter(Boolean)
    .map(word => word.slice(0, MOST))) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= MOST)
      pieces[pieces.length - 1] = `${last} ${word}`
    else pieces.push(word)
  }
  return pieces
}
