import { type Effect as Opened, openEffect } from '../ai/effect.ts'
import { scaled } from '../codec/scale.ts'
import { effectOf } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { Sample } from './types.ts'

/** Kept open from one look to the next. */
let open: { id: string; effect: Opened } | undefined

/** Makes of a frame what the orchestrator should have made of it; the caller closes both. */
export type Change = (frame: VideoFrame) => Promise<VideoFrame>

/**
 * Readies the effect that a sample was made with, on this machine.
 * @throws MillraceError what speaks against that, as `openEffect`
 */
export async function changeOf({ effect, size }: NonNullable<Sample['made']>): Promise<Change> {
  const kind = effectOf(effect.id)
  if (kind === undefined) throw new MillraceError('unsupported', 'This page does not know it.')
  if (open?.id !== kind.id) {
    await open?.effect.close()
    open = undefined
    open = { id: kind.id, effect: await openEffect(kind.id) }
  }
  const { effect: opened } = open
  return async frame => {
    const small = await scaled(frame, size)
    return opened.apply(small, effect.strength).finally(() => small.close())
  }
}
