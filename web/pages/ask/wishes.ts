import { type MillraceError, toError } from '../../protocol/errors.ts'
import type { ImagineId } from '../../protocol/imagine.ts'
import { anySeed, toWish, type Wish } from '../../protocol/wish.ts'

/** What a person has typed. @param seed empty: any @throws MillraceError as `toWish` */
export function typedWish(words: string, seed: string, id: ImagineId): Wish {
  const typed = seed.trim()
  const number = typed === '' ? anySeed() : /^\d{1,15}$/.test(typed) ? Number(typed) : Number.NaN
  return toWish(words, number, id)
}

/** Why it cannot be painted; undefined: it can. */
export function faultOf(words: string, seed: string, id: ImagineId): MillraceError | undefined {
  try {
    typedWish(words, seed, id)
    return undefined
  } catch (thrown) {
    return toError(thrown)
  }
}
