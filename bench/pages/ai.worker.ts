import { expose } from 'comlink'
import { openEffect } from '../../web/ai/effect.ts'
import type { EffectId } from '../../web/protocol/effects.ts'

/** ms for each frame. */
export type Speed = { times: number[] }

// The runtime asks for as many threads as there are cores.
Object.defineProperty(navigator, 'hardwareConcurrency', { value: Number(self.name) || 1 })

const bench = {
  /** A frame of waves again and again, as after a decoder. */
  async speed(id: EffectId, width: number, height: number, warmUp: number, frames: number): Promise<Speed> {
    const effect = await openEffect(id)
    const luma = Uint8Array.from({ length: width * height * 1.5 }, (_, index) => (index * 7) % 200)
    const frame = new VideoFrame(luma, {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: 0,
    })
    const times: number[] = []
    for (let index = -warmUp; index < frames; index += 1) {
      const began = performance.now()
      const made = await effect.apply(frame, 1)
      made.close()
      if (index >= 0) times.push(performance.now() - began)
    }
    frame.close()
    await effect.close()
    return { times }
  },

  /** What an effect makes of a picture, the given one closed. */
  async apply(id: EffectId, bitmap: ImageBitmap): Promise<ImageBitmap> {
    const effect = await openEffect(id)
    const frame = new VideoFrame(bitmap, { timestamp: 0 })
    bitmap.close()
    const made = await effect.apply(frame, 1)
    const result = await createImageBitmap(made)
    frame.close()
    made.close()
    await effect.close()
    return result
  },
}

export type AiBench = typeof bench

expose(bench)
