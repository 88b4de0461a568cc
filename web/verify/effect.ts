import { type Effect as Opened, openEffect } from '../ai/effect.ts'
import { scaled } from '../codec/scale.ts'
import { effectOf, isSameKind } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { FullEffect } from '../protocol/schema.ts'
import type { Sample } from './types.ts'

/** Kept open from one look to the next. */
let open: { of: FullEffect; effect: Opened } | undefined

/** Makes of a frame what the orchestrator should have made of it; the caller closes both. */
export type Change = (frame: VideoFrame) => Promise<VideoFrame>

/**
 * Readies the effect that a sample was made with, on this machine.
 * @throws MillraceError what speaks against that, as `openEffect`
 */
export async function changeOf({ effect, size }: NonNullable<Sample['made']>): Promise<Change> {
  const kind = effectOf(effect.id)
  if (kind === undefined) throw new MillraceError('unsupported', 'This page does not know it.')
  if (!isSameKind(open?.of, effect)) {
    await open?.effect.close()
    open = undefined
    open = { of: effect, effect: await openEffect({ ...effect, id: kind.id }) }
  }
  const opened = (open as NonNullable<typeof open>).effect
  return async frame => {
    const small = await scaled(frame, size)
    return opened.apply(small, effect.strength).finally(() => small.close())
  }
}
