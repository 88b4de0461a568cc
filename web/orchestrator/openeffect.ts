import { openEffectApart } from '../ai/apart.ts'
import { effectOf } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { OpenEffect } from '../transcode/types.ts'

/** Loads the model of an effect that a gateway has named. @throws MillraceError unsupported, or as `openEffectApart` */
export const openNamedEffect: OpenEffect = async (id, onprogress) => {
  const kind = effectOf(id)
  if (kind === undefined) throw new MillraceError('unsupported', `There is no effect ${id} here.`)
  return openEffectApart(kind.id, onprogress)
}
