import { expose, transfer } from 'comlink'
import type { EffectId } from '../protocol/effects.ts'
import { type Effect, openEffect } from './effect.ts'
import type { OnProgress } from './load.ts'

let effect: Effect | undefined

const worker = {
  async open(id: EffectId, onprogress: OnProgress): Promise<void> {
    effect = await openEffect(id, onprogress)
  },
  /** The given frame is used up. */
  async apply(frame: VideoFrame, strength: number): Promise<VideoFrame> {
    if (effect === undefined) throw new Error('No effect is open.')
    const made = await effect.apply(frame, strength).finally(() => frame.close())
    return transfer(made, [made])
  },
}

export type EffectWorker = typeof worker

expose(worker)
