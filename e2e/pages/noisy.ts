import { openEffect } from '../../web/ai/effect.ts'
import { readI420 } from '../../web/ai/frame.ts'

const [WIDTH, HEIGHT] = [96, 54]
const AREA = WIDTH * HEIGHT
const HALF = AREA / 4
const FRAMES = 12
/** Brightness, blueness, redness of the flat picture below the noise. */
const COLOUR = [60, 110, 140] as const

/** By how much the planes of the last frame differ from the picture without noise, as a standard deviation, and their means. */
export type Cleaned = { errors: number[]; means: number[] }

/** What *Less noise* leaves of a flat picture under noise that is another in each frame. */
export async function clean(format: 'I420' | 'NV12'): Promise<Cleaned> {
  const effect = await openEffect('less-noise')
  let last: Uint8Array = new Uint8Array()
  for (let index = 0; index < FRAMES; index += 1) {
    const frame = new VideoFrame(noisy(format, index), {
      ...{ format, codedWidth: WIDTH, codedHeight: HEIGHT, timestamp: index * 40_000 },
    })
    const made = await effect.apply(frame, 1)
    last = (await readI420(made)).planes
    frame.close()
    made.close()
  }
  await effect.close()
  const planes = [last.subarray(0, AREA), last.subarray(AREA, AREA + HALF), last.subarray(AREA + HALF)]
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return {
    errors: planes.map((plane, index) =>
      Math.sqrt(mean([...plane].map(each => (each - (COLOUR[index] ?? 0)) ** 2))),
    ),
    means: planes.map(plane => mean([...plane])),
  }
}

/** A deviation of about ten. */
function noisy(format: 'I420' | 'NV12', seed: number): Uint8Array {
  let state = seed + 1
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 32 - 0.5) * 35
  }
  const planes = new Uint8Array(AREA + 2 * HALF)
  const chroma = (index: number) => (format === 'NV12' ? index % 2 : Math.floor(index / HALF))
  for (let at = 0; at < planes.length; at += 1)
    planes[at] = (at < AREA ? COLOUR[0] : (COLOUR[1 + chroma(at - AREA)] ?? 0)) + noise()
  return planes
}
