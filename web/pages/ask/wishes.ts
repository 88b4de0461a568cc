import { type MillraceError, toError } from '../../protocol/errors.ts'
import { anySeed, toWish, type Wish } from '../../protocol/wish.ts'

/** What a person has typed. @param seed empty: any @throws MillraceError as `toWish` */
export function typedWish(words: string, seed: string): Wish {
  const typed = seed.trim()
  return toWish(words, typed === '' ? anySeed() : /^\d{1,15}$/.test(typed) ? Number(typed) : Number.NaN)
}

/** Why it cannot be painted; undefined: it can. */
export function faultOf(words: string, seed: string): MillraceError | undefined {
  try {
    typedWish(words, seed)
    return undefined
  } catch (thrown) {
    return toError(thrown)
  }
}
