import type { EffectId } from '../protocol/effects.ts'
import { openEffect } from './effect.ts'
import type { OnProgress } from './load.ts'

const WIDTH = 640
const HEIGHT = 360
/** WebAssembly is compiled a second time, and better, while it first runs. */
const WARM_UP = 3
const TIMED = 5

/**
 * How fast this machine is at an effect, in a Worker.
 * @returns pixels per second, 0 where it cannot run
 */
export async function measureEffect(id: EffectId, onprogress?: OnProgress): Promise<number> {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 4).map((_, index) => (index % 1021) / 4)
  const frame = new VideoFrame(pixels, {
    format: 'RGBA',
    codedWidth: WIDTH,
    codedHeight: HEIGHT,
    timestamp: 0,
  })
  try {
    const effect = await openEffect(id, onprogress)
    const apply = async () => (await effect.apply(frame, 1)).close()
    for (let index = 0; index < WARM_UP; index += 1) await apply()
    const began = performance.now()
    for (let index = 0; index < TIMED; index += 1) await apply()
    await effect.close()
    return (TIMED * WIDTH * HEIGHT * 1000) / (performance.now() - began)
  } catch {
    return 0
  } finally {
    frame.close()
  }
}
