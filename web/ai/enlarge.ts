import { readPixels, toFrame } from './frame.ts'
import type { Pixels, Size } from './picture.ts'
import type { Session, Tensor } from './session.ts'

/** Height and width of the parts that are enlarged one after another: memory is for one of them. */
const PART = 384
/** So far around a pixel the net looks at. */
const MARGIN = 6

/** A rectangle of a picture. */
type Part = Size & { left: number; top: number }

/** A net that makes a picture twice as wide and high; how strong is not asked. */
export function startEnlarge(session: Session) {
  return async (frame: VideoFrame): Promise<VideoFrame> => {
    const made = await enlarge(session, await readPixels(frame))
    const { timestamp, duration, displayWidth, displayHeight } = frame
    return toFrame(made, {
      ...{ timestamp, duration },
      displayWidth: 2 * displayWidth,
      displayHeight: 2 * displayHeight,
    })
  }
}

/** A picture twice as wide and high. */
export async function enlarge(session: Session, pixels: Pixels): Promise<Pixels> {
  const size = { width: 2 * pixels.width, height: 2 * pixels.height }
  const made = { ...size, data: new Uint8ClampedArray(size.width * size.height * 4) }
  for (const part of partsOf(pixels)) {
    const { output } = await session.run({ input: partPlanes(pixels, part) })
    if (output === undefined) throw new Error('The model has no output "output".')
    put(made, part, output)
  }
  return made
}

/** A picture in parts that fill it, about as large as each other. */
export function partsOf({ width, height }: Size): Part[] {
  const across = cut(width)
  return cut(height).flatMap(([top, bottom]) =>
    across.map(([left, right]) => ({ left, top, width: right - left, height: bottom - top })),
  )
}

function cut(length: number): [from: number, to: number][] {
  const count = Math.ceil(length / PART)
  const at = (index: number) => Math.round((index * length) / count)
  return Array.from({ length: count }, (_, index) => [at(index), at(index + 1)])
}

/** A part and what is around it, 0..1; beyond the picture its edge goes on. */
export function partPlanes({ data, width, height }: Pixels, part: Part): Tensor {
  const columns = part.width + 2 * MARGIN
  const rows = part.height + 2 * MARGIN
  const planes = new Float32Array(3 * rows * columns)
  const within = (at: number, length: number) => Math.min(length - 1, Math.max(0, at))
  for (let y = 0; y < rows; y += 1) {
    const row = within(part.top + y - MARGIN, height) * width
    for (let x = 0; x < columns; x += 1) {
      const from = (row + within(part.left + x - MARGIN, width)) * 4
      const to = y * columns + x
      planes[to] = (data[from] as number) / 255
      planes[rows * columns + to] = (data[from + 1] as number) / 255
      planes[2 * rows * columns + to] = (data[from + 2] as number) / 255
    }
  }
  return { data: planes, shape: [1, 3, rows, columns] }
}

/** Writes what the net made of a part, without what was around it, where it belongs. */
export function put({ data, width }: Pixels, part: Part, { data: planes, shape }: Tensor): void {
  const [, , rows = 0, columns = 0] = shape
  const area = rows * columns
  for (let y = 0; y < 2 * part.height; y += 1) {
    let from = (y + 2 * MARGIN) * columns + 2 * MARGIN
    let to = ((2 * part.top + y) * width + 2 * part.left) * 4
    for (let x = 0; x < 2 * part.width; x += 1, from += 1, to += 4) {
      data[to] = (planes[from] as number) * 255
      data[to + 1] = (planes[area + from] as number) * 255
      data[to + 2] = (planes[2 * area + from] as number) * 255
      data[to + 3] = 255
    }
  }
}
