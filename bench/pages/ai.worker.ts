import { expose } from 'comlink'
import { openEffect } from '../../web/ai/effect.ts'
import type { EffectId } from '../../web/protocol/effects.ts'

const WARM_UP = 3

const bench = {
  /** Milliseconds for a frame of this picture, of each of some frames one after another. */
  async time(
    id: EffectId,
    picture: string,
    width: number,
    height: number,
    frames: number,
  ): Promise<number[]> {
    const effect = await openEffect(id)
    const bitmap = await createImageBitmap(await (await fetch(picture)).blob(), {
      resizeWidth: width,
      resizeHeight: height,
    })
    const frame = new VideoFrame(bitmap, { timestamp: 0 })
    const times: number[] = []
    for (let index = -WARM_UP; index < frames; index += 1) {
      const began = performance.now()
      const made = await effect.apply(frame, 1)
      made.close()
      if (index >= 0) times.push(performance.now() - began)
    }
    frame.close()
    await effect.close()
    return times
  },

  /** What an effect makes of a picture, as a PNG. */
  async apply(id: EffectId, picture: string, width: number, height: number): Promise<Uint8Array> {
    const effect = await openEffect(id)
    const bitmap = await createImageBitmap(await (await fetch(picture)).blob(), {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
    })
    const frame = new VideoFrame(bitmap, { timestamp: 0 })
    const made = await effect.apply(frame, 1)
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.drawImage(made, 0, 0)
    frame.close()
    made.close()
    await effect.close()
    return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())
  },
}

export type AiBench = typeof bench

expose(bench)
