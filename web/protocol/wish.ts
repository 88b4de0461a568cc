import * as v from 'valibot'
import { MillraceError } from './errors.ts'
import { IMAGINE, IMAGINE_ANY, type ImagineId } from './imagine.ts'
import { IMAGINE_WORDS, readWords } from './imaginewords.ts'
import { MAX_IMAGINE_CHARACTERS, MAX_SEED, MAX_WISH_BYTES } from './limits.ts'
import { text, whole } from './schema.ts'

/** What is to be painted: words, and which of their pictures. The same ones are always painted alike. */
export type Wish = { words: string; seed: number }

/** Words that are not known, as many as are named. */
const NAMED = 3
const ALL = `It paints landscapes, of ${IMAGINE_WORDS.length} words and what means the same.`
/** Letters of one that are shown. */
const LONGEST = 20

const wish = v.strictObject({ words: text(MAX_IMAGINE_CHARACTERS), seed: whole(0, MAX_SEED) })

/** @param id of the task: our own net knows some words, the one of any words all @throws MillraceError too-large, bad-input: nobody can paint it */
export function toWish(typed: string, seed: number, id: ImagineId = IMAGINE.id): Wish {
  if (typed.length > MAX_IMAGINE_CHARACTERS) {
    throw new MillraceError('too-large', `The words have more than ${MAX_IMAGINE_CHARACTERS} characters.`, {
      hint: 'Say it in fewer words.',
    })
  }
  const words = typed.trim().replace(/\s+/g, ' ')
  if (words === '') {
    throw new MillraceError('bad-input', 'There are no words.', {
      hint: 'Say what is to be painted, such as “a red house on a hill at sunset”.',
    })
  }
  if (/\p{C}/u.test(words)) {
    throw new MillraceError('bad-input', 'There are characters among the words that cannot be seen.', {
      hint: 'Type the words anew.',
    })
  }
  if (id !== IMAGINE_ANY.id) checkKnown(words)
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new MillraceError('bad-input', `A seed is a whole number from 0 to ${MAX_SEED}.`, {
      hint: 'Choose another one, or none.',
    })
  }
  return { words, seed }
}

function checkKnown(words: string): void {
  const { slots, unknown } = readWords(words)
  if (unknown.length > 0) throw notKnown(unknown)
  if (slots.length === 0) {
    throw new MillraceError('bad-input', 'There is nothing to be painted among the words.', {
      hint: 'Name a place or a thing, such as sea, hills, house or boat.',
    })
  }
}

/** As it goes out: both are in what is signed for. */
export function writeWish({ words, seed }: Wish): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ words, seed }))
}

/** What a peer has sent. @throws MillraceError bad-input: it is no such text; or as `toWish` */
export function readWish(bytes: Uint8Array, id: ImagineId = IMAGINE.id): Wish {
  const { words, seed } = parse(bytes)
  return toWish(words, seed, id)
}

/** A seed that nobody has chosen. */
export function anySeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}

function notKnown(unknown: ReturnType<typeof readWords>['unknown']): MillraceError {
  const named = unknown.slice(0, NAMED)
  const [last = '', ...others] = named.map(({ word }) => `“${shortened(word)}”`).reverse()
  const words = others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`
  const that = named.length === 1 ? 'it' : 'them'
  const instead = [...new Set(named.flatMap(({ instead }) => instead))]
  return new MillraceError('bad-input', `The net does not know ${words}.`, {
    hint:
      instead.length === 0
        ? `Leave ${that} out. ${ALL}`
        : `Leave ${that} out, or try ${eitherOf(instead)} instead.`,
  })
}

function eitherOf(words: string[]): string {
  const [last = '', ...others] = words.toReversed()
  return others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`
}

function shortened(word: string): string {
  return word.length > LONGEST ? `${word.slice(0, LONGEST)}…` : word
}

function parse(bytes: Uint8Array): Wish {
  try {
    if (bytes.byteLength > MAX_WISH_BYTES) throw new Error('It is too long.')
    return v.parse(wish, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch (cause) {
    throw new MillraceError('bad-input', 'These are no words with a seed.', { cause })
  }
}
