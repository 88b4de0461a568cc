import { readPixels, toFrame } from './frame.ts'
import { mixRows, type Pixels, taps, toPlanes } from './picture.ts'
import type { Session } from './session.ts'
import { soften } from './soften.ts'

/** Height and width of what the net looks at, whatever the picture's shape. */
const SIDE = 256
/** Squares that become one at full strength, as a share of the picture's shorter side. */
const COARSEST = 1 / 20
/** What is less sure is background, what is surer is a person. */
const UNSURE = [0.25, 0.75] as const

/** Blurs what is not a person. */
export function startBlurBackground(session: Session) {
  return async (frame: VideoFrame, strength: number): Promise<VideoFrame> => {
    const pixels = await readPixels(frame)
    const input = toPlanes(pixels, { width: SIDE, height: SIDE }, 1)
    const { output } = await session.run({ input: { data: input.data, shape: [1, 3, SIDE, SIDE] } })
    if (output === undefined) throw new Error('The model has no output "output".')
    const side = Math.round(Math.min(pixels.width, pixels.height) * COARSEST * strength)
    if (side < 2) return toFrame(pixels, frame)
    return toFrame(layer(pixels, soften(pixels, side), output.data), frame)
  }
}

/** Puts the people of a picture before another. @param people how surely it is a person, 0..1 */
export function layer(front: Pixels, back: Pixels, people: Float32Array): Pixels {
  const { width, height } = front
  const across = taps(SIDE, width, width)
  const down = taps(SIDE, height, height)
  const row = new Float32Array(SIDE)
  const data = new Uint8ClampedArray(back.data)
  const [low, high] = UNSURE
  for (let y = 0; y < height; y += 1) {
    const [above, below] = [down.low[y] as number, down.high[y] as number]
    mixRows(people, above * SIDE, below * SIDE, down.share[y] as number, row)
    for (let x = 0; x < width; x += 1) {
      const left = row[across.low[x] as number] as number
      const sure = left + ((row[across.high[x] as number] as number) - left) * (across.share[x] as number)
      const share = Math.min(1, Math.max(0, (sure - low) / (high - low)))
      const at = (y * width + x) * 4
      for (let colour = at; colour < at + 3; colour += 1) {
        const behind = back.data[colour] as number
        data[colour] = behind + ((front.data[colour] as number) - behind) * share
      }
    }
  }
  return { data, width, height }
}
