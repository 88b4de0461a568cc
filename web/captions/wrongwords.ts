/** What is compared of a text: its words, without case and punctuation. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z']+/g) ?? []
}

/** Words of what was said that have to be changed, left out or put in to get what was heard. */
export function wrongWords(said: string[], heard: string[]): number {
  let row = said.map((_, index) => index + 1)
  heard.forEach((word, line) => {
    let corner = line
    let left = line + 1
    row = row.map((above, index) => {
      left = Math.min(above + 1, left + 1, corner + (said[index] === word ? 0 : 1))
      corner = above
      return left
    })
  })
  return row.at(-1) ?? heard.length
}
