/** Of a text makes the numbers that the net knows its pieces by: TOKENS of them, whatever is said. */
export type Tokens = (text: string) => Int32Array

/** What the net reads; what is said beyond it is cut off. */
export const TOKENS = 77
/** Pieces never go beyond these: endings, words, single digits, and runs of all other signs. */
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu
const WORD_END = '</w>'

/**
 * CLIP's byte pair encoding: each word's bytes are joined, the most frequent pairs first, as long as any of the pairs is known.
 * @param vocabulary numbers of all pieces
 * @param merges pairs of pieces, a line each
 */
export function startTokens(vocabulary: Readonly<Record<string, number>>, merges: string): Tokens {
  const numbers = new Map(Object.entries(vocabulary))
  const lines = merges.split('\n').filter(line => line !== '' && !line.startsWith('#version'))
  const ranks = new Map(lines.map((pair, rank) => [pair.trimEnd(), rank] as const))
  const numberOf = (piece: string) => {
    const number = numbers.get(piece)
    if (number === undefined) throw new Error(`The vocabulary has no “${piece}”.`)
    return number
  }
  const [start, end] = ['<|startoftext|>', '<|endoftext|>'].map(numberOf) as [number, number]
  return text => {
    const said = text.normalize('NFC').toLowerCase().match(WORDS) ?? []
    const numbers = said.flatMap(word => join(lettersOf(word), ranks).map(numberOf))
    // Where less is said the rest are zeros, as this net learnt it.
    return Int32Array.from({ length: TOKENS }).map((_, at) => {
      const last = Math.min(numbers.length, TOKENS - 2) + 1
      if (at === 0) return start
      return at < last ? (numbers[at - 1] as number) : at === last ? end : 0
    })
  }
}

/** A letter for each byte of a word; the last one says that it is the last. */
function lettersOf(word: string): string[] {
  const letters = [...new TextEncoder().encode(word)].map(byte => LETTERS[byte] as string)
  return [...letters.slice(0, -1), `${letters.at(-1)}${WORD_END}`]
}

function join(letters: string[], ranks: ReadonlyMap<string, number>): string[] {
  let pieces = letters
  for (;;) {
    const pairs = pieces.slice(1).map((piece, at) => ranks.get(`${pieces[at]} ${piece}`) ?? Infinity)
    const first = Math.min(...pairs)
    if (first === Infinity) return pieces
    const joined: string[] = []
    for (let at = 0; at < pieces.length; at += 1) {
      const isPair = ranks.get(`${pieces[at]} ${pieces[at + 1]}`) === first
      joined.push(isPair ? `${pieces[at]}${pieces[++at]}` : (pieces[at] as string))
    }
    pieces = joined
  }
}

/** Bytes that are letters stand for themselves, the others for letters of their own, as GPT-2 has it. */
const LETTERS = lettersOfBytes()

function lettersOfBytes(): string[] {
  const isLetter = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
  let others = 0
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(isLetter(byte) ? byte : 256 + others++),
  )
}
