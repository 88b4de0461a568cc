import { openEffectApart } from '../ai/apart.ts'
import { effectOf } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { OpenEffect } from '../transcode/types.ts'

/** Loads the model of an effect that a gateway has named. @throws MillraceError unsupported, or as `openEffectApart` */
export const openNamedEffect: OpenEffect = async (effect, onprogress) => {
  const kind = effectOf(effect.id)
  if (kind === undefined) throw new MillraceError('unsupported', `There is no effect ${effect.id} here.`)
  return openEffectApart({ ...effect, id: kind.id }, onprogress)
}
