import { readPixels, toFrame } from './frame.ts'
import { blend, innerSize, toPlanes } from './picture.ts'
import type { Session } from './session.ts'

/** The nets halve a picture twice. */
const MULTIPLE = 4

/** A net that makes a picture of a picture, of the same size. */
export function startStyle(session: Session, mostPixels: number) {
  return async (frame: VideoFrame, strength: number): Promise<VideoFrame> => {
    const pixels = await readPixels(frame)
    const inner = innerSize(pixels, mostPixels)
    const { data, width, height } = toPlanes(pixels, inner, MULTIPLE)
    const { output } = await session.run({ input: { data, shape: [1, 3, height, width] } })
    if (output === undefined) throw new Error('The model has no output "output".')
    return toFrame(blend(pixels, { data: output.data, width, height }, inner, strength), frame)
  }
}
