import { scaled } from '../codec/scale.ts'
import { frameOf, readPixels, toFrame, toI420 } from './frame.ts'
import { mixRows, type Size, taps } from './picture.ts'

/** What is left of the shorter side at full strength, in points: of 16:9 there are 16 by 9. */
const FEWEST = 9

/** Blurs the whole picture: it is made tiny and enlarged smoothly, which no net is needed for. */
export async function blur(frame: VideoFrame, strength: number): Promise<VideoFrame> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight }
  const side = (Math.min(width, height) / FEWEST) * strength
  if (side < 2) return toFrame(await readPixels(frame), frame)
  const small = await scaled(frame, { width: Math.ceil(width / side), height: Math.ceil(height / side) })
  const pixels = await readPixels(small).finally(() => small.close())
  return frameOf(enlarge(toI420(pixels), pixels, { width, height }), { width, height }, frame)
}

/** Planes as those of `toI420` in another size, mixed of the points around. */
export function enlarge(planes: Uint8ClampedArray, from: Size, to: Size): Uint8ClampedArray<ArrayBuffer> {
  const [oldHalf, newHalf] = [half(from), half(to)]
  const [oldBlue, newBlue] = [area(from), area(to)]
  const made = new Uint8ClampedArray(newBlue + 2 * area(newHalf))
  const put = (old: number, size: Size, at: number, toSize: Size) =>
    enlargePlane(planes.subarray(old, old + area(size)), size, made.subarray(at, at + area(toSize)), toSize)
  put(0, from, 0, to)
  put(oldBlue, oldHalf, newBlue, newHalf)
  put(oldBlue + area(oldHalf), oldHalf, newBlue + area(newHalf), newHalf)
  return made
}

function enlargePlane(plane: Uint8ClampedArray, from: Size, made: Uint8ClampedArray, to: Size): void {
  const across = taps(from.width, to.width, to.width)
  const down = taps(from.height, to.height, to.height)
  const row = new Float32Array(from.width)
  for (let y = 0; y < to.height; y += 1) {
    const [above, below] = [down.low[y] as number, down.high[y] as number]
    mixRows(plane, above * from.width, below * from.width, down.share[y] as number, row)
    for (let x = 0; x < to.width; x += 1) {
      const left = row[across.low[x] as number] as number
      const right = row[across.high[x] as number] as number
      made[y * to.width + x] = left + (right - left) * (across.share[x] as number)
    }
  }
}

const area = ({ width, height }: Size) => width * height

const half = ({ width, height }: Size) => ({ width: Math.ceil(width / 2), height: Math.ceil(height / 2) })
