import { expose, transfer } from 'comlink'
import type { EffectId } from '../protocol/effects.ts'
import { type Effect, openEffect } from './effect.ts'

let open: { id: EffectId; effect: Effect } | undefined

const worker = {
  /** A picture with an effect; the given one is used up. @throws MillraceError as `openEffect` and `apply` */
  async apply(picture: ImageBitmap, id: EffectId, strength: number): Promise<ImageBitmap> {
    if (open?.id !== id) {
      await open?.effect.close()
      open = undefined
      open = { id, effect: await openEffect(id) }
    }
    const frame = new VideoFrame(picture, { timestamp: 0 })
    picture.close()
    try {
      const made = await open.effect.apply(frame, strength)
      const shown = await createImageBitmap(made)
      made.close()
      return transfer(shown, [shown])
    } finally {
      frame.close()
    }
  },
}

export type StillWorker = typeof worker

expose(worker)
