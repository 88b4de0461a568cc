import { expose, transfer } from 'comlink'
import type { Portrait } from '../avatar/types.ts'
import type { EffectId } from '../protocol/effects.ts'
import { type Effect, openEffect, openPortrait } from './effect.ts'
import type { OnProgress } from './load.ts'

let effect: Effect | undefined

const worker = {
  async open(id: EffectId | Portrait, onprogress: OnProgress): Promise<void> {
    effect = await (typeof id === 'string' ? openEffect(id, onprogress) : openPortrait(id, onprogress))
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
