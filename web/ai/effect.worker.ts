import { expose, transfer } from 'comlink'
import type { Portrait } from '../avatar/types.ts'
import { type Effect, openEffect, openPortrait, type Wanted } from './effect.ts'
import type { OnProgress } from './load.ts'

let effect: Effect | undefined

const worker = {
  async open(wanted: Wanted | Portrait, onprogress: OnProgress): Promise<void> {
    effect = await ('id' in wanted ? openEffect(wanted, onprogress) : openPortrait(wanted, onprogress))
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
