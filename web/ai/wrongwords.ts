/** What is compared of a text: its words, without case and punctuation. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z']+/g) ?? []
}

/** Words of what was said that have to be changed, left out or put in to get what was heard. */
export function wrongWords(said: string[], heard: string[]): number {
  const first = said.map((_, index) => index + 1)
  const last = heard.reduce((row, word, line) => next(row, said, word, line), first)
  return last.at(-1) ?? heard.length
}

/** The same, where what was heard goes on before and behind what was said. */
export function wrongWordsIn(said: string[], heard: string[]): number {
  let row = said.map((_, index) => index + 1)
  let least = said.length
  for (const word of heard) {
    row = next(row, said, word)
    least = Math.min(least, row.at(-1) ?? 0)
  }
  return least
}

/**
 * One more word was heard.
 * @param row words that are wrong up to each that was said @param before words that were heard before count
 */
function next(row: readonly number[], said: string[], word: string, before?: number): number[] {
  let corner = before ?? 0
  let left = before === undefined ? 0 : before + 1
  return row.map((above, index) => {
    left = Math.min(above + 1, left + 1, corner + (said[index] === word ? 0 : 1))
    corner = above
    return left
  })
}
