import { type EffectId, sizeAfter } from '../protocol/effects.ts'
import { LOOK_SIDE, OBJECTS, type ObjectsId } from '../protocol/objects.ts'
import { openEffect } from './effect.ts'
import type { OnProgress } from './load.ts'
import { openRecogniser } from './recogniser.ts'

const WIDTH = 640
const HEIGHT = 360
/** WebAssembly is compiled a second time, and better, while it first runs. */
const WARM_UP = 3
const TIMED = 5

/**
 * How fast this machine is at an effect, or at finding things, in a Worker.
 * @returns pixels per second that come of it, of looks those that are looked at; 0 where it cannot run
 */
export async function measureEffect(id: EffectId | ObjectsId, onprogress?: OnProgress): Promise<number> {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 4).map((_, index) => (index % 1021) / 4)
  const frame = new VideoFrame(pixels, {
    format: 'RGBA',
    codedWidth: WIDTH,
    codedHeight: HEIGHT,
    timestamp: 0,
  })
  try {
    const { run, area, close } =
      id === OBJECTS.id ? await openLooks(onprogress) : await openFrames(id, onprogress)
    for (let index = 0; index < WARM_UP; index += 1) await run(frame)
    const began = performance.now()
    for (let index = 0; index < TIMED; index += 1) await run(frame)
    const took = performance.now() - began
    await close()
    return (TIMED * area * 1000) / took
  } catch {
    return 0
  } finally {
    frame.close()
  }
}

async function openFrames(id: EffectId, onprogress: OnProgress | undefined) {
  const effect = await openEffect(id, onprogress)
  const run = async (frame: VideoFrame) => (await effect.apply(frame, 1)).close()
  const { width, height } = sizeAfter(id, { width: WIDTH, height: HEIGHT })
  return { run, area: width * height, close: effect.close }
}

async function openLooks(onprogress: OnProgress | undefined) {
  const { look, close } = await openRecogniser(onprogress)
  return { run: look, area: LOOK_SIDE ** 2, close }
}
