import { INSTEAD, MEANT, SILENT } from './imaginesynonyms.ts'
import kinds from './imaginewords.json' with { type: 'json' }
import { MAX_IMAGINE_CHARACTERS } from './limits.ts'

/** Kinds of words that a picture can be described with, and the words of each, in the order that the net learnt. */
export const IMAGINE_KINDS: Readonly<Record<Kind, readonly string[]>> = kinds
type Kind = keyof typeof kinds

/** Of words that belong together, and of things, a picture has so many at most. */
export const IMAGINE_SLOTS = 10

/** All that the net knows; a word's number is its place. */
export const IMAGINE_WORDS: readonly string[] = Object.values(kinds).flat()

/** Words that belong together: `['red', 'boat']`, `['night']`. Known ones only. */
export type Slot = readonly string[]

/** @property instead known words that may be meant; none where nothing comes near */
type Unknown = { word: string; instead: string[] }

/** What a text says of a picture. */
export type Said = {
  /** What is to be in the picture. Empty: nothing is known, the net draws what it likes. */
  slots: Slot[]
  /** Words that are not known. */
  unknown: Unknown[]
  /** Words that are known but left out: a colour of nothing, a second time of day, one thing too many. */
  unused: string[]
  /** The text is longer than it may be; what is beyond was not read. */
  tooLong: boolean
}

const KIND_OF: ReadonlyMap<string, Kind> = new Map(
  Object.entries(kinds).flatMap(([kind, words]) => words.map(word => [word, kind as Kind] as const)),
)
const KNOWN = [...IMAGINE_WORDS, ...MEANT.keys()]
/** Things in the plural are so many, unless it is said how many. */
const SEVERAL = 'many'
/** Letters that may be wrong in a word for it to be taken as another's misspelling. */
const MISSPELT = 2
const PROPOSED = 3

/**
 * Reads what a text says of a picture: colours, numbers and sizes belong to the thing that follows them. Never throws.
 * @param text plain English; what is beyond MAX_IMAGINE_CHARACTERS is not read
 */
export function readWords(text: string): Said {
  const said: Said = { slots: [], unknown: [], unused: [], tooLong: text.length > MAX_IMAGINE_CHARACTERS }
  let waiting: string[] = []
  const words =
    text
      .slice(0, MAX_IMAGINE_CHARACTERS)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  for (const word of words) {
    const meant = meaningOf(word)
    if (meant === undefined) {
      if (said.unknown.every(each => each.word !== word)) said.unknown.push({ word, instead: propose(word) })
      said.unused.push(...waiting.splice(0))
    }
    for (const known of meant ?? [])
      waiting = isAdjective(known) ? wait(said, known, waiting) : take(said, known, waiting)
  }
  said.unused.push(...waiting)
  return said
}

/** @returns what waits for a thing now, of each kind the last */
function wait({ unused }: Said, known: string, waiting: string[]): string[] {
  const same = waiting.filter(each => kindOf(each) === kindOf(known))
  if (known === SEVERAL && same.length > 0) return waiting
  unused.push(...same)
  return [...waiting.filter(each => !same.includes(each)), known]
}

/**
 * Puts a word into the picture, if there is room for it and none of its kind where one alone can be.
 * @returns what waits for a thing now: nothing
 */
function take({ slots, unused }: Said, known: string, waiting: string[]): [] {
  const kind = kindOf(known)
  const isThing = kind === 'thing'
  const taken = slots.some(
    slot => slot.includes(known) || (!isThing && slot.some(each => kindOf(each) === kind)),
  )
  if (taken || slots.length === IMAGINE_SLOTS) unused.push(...waiting, known)
  else if (isThing) slots.push([...waiting, known])
  else {
    slots.push([known])
    unused.push(...waiting)
  }
  return []
}

/** Known words that a word stands for; none where it says nothing, undefined where it is not known. */
function meaningOf(word: string): readonly string[] | undefined {
  const same = lookUp(word)
  if (same !== undefined) return same
  const single = [word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')].find(
    each => each !== word && lookUp(each) !== undefined,
  )
  const one = single === undefined ? undefined : lookUp(single)
  return one?.some(each => kindOf(each) === 'thing') ? [SEVERAL, ...one] : one
}

function lookUp(word: string): readonly string[] | undefined {
  if (KIND_OF.has(word)) return [word]
  return SILENT.has(word) ? [] : MEANT.get(word)
}

function isAdjective(known: string): boolean {
  return ['colour', 'number', 'size'].includes(kindOf(known))
}

function kindOf(known: string): Kind {
  return KIND_OF.get(known) as Kind
}

/** What comes near in meaning, or else in spelling. */
function propose(word: string): string[] {
  const alike = INSTEAD.find(([words]) => words.includes(word) || words.includes(word.replace(/s$/, '')))
  if (alike !== undefined) return [...alike[1]]
  return KNOWN.map(known => ({ known, apart: distance(word, known) }))
    .filter(({ known, apart }) => apart <= Math.min(MISSPELT, known.length / 3))
    .sort((a, b) => a.apart - b.apart)
    .map(({ known }) => known)
    .slice(0, PROPOSED)
}

/** Letters to change, leave out or put in (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
