import { distinct, type Face, overlap, readFaces, toInput, type View, viewsOf } from './faces.ts'
import { readPixels, toFrame } from './frame.ts'
import { hide } from './mosaic.ts'
import type { Session } from './session.ts'

/** Frames for which a face stays hidden where it was found last: a net misses one now and then. */
const HOLD = 12

/** Hides all faces. A frame is looked at as a whole, and one of its parts more closely, in turn; of the first all are. */
export function startBlurFaces(session: Session) {
  let held: (Face & { frames: number })[] = []
  let turn = 0

  const look = async (pixels: Awaited<ReturnType<typeof readPixels>>, view: View) =>
    readFaces(await session.run({ input: toInput(pixels, view) }), view)

  return async (frame: VideoFrame, strength: number): Promise<VideoFrame> => {
    const pixels = await readPixels(frame)
    const [whole, ...parts] = viewsOf(pixels)
    const found = await look(pixels, whole)
    for (const [index, part] of parts.entries()) {
      if (turn === 0 || turn % parts.length === index) found.push(...(await look(pixels, part)))
    }
    turn += 1
    const faces = distinct(found)
    const missed = held.filter(old => old.frames > 0 && faces.every(face => overlap(face, old) === 0))
    held = [
      ...faces.map(face => ({ ...face, frames: HOLD })),
      ...missed.map(face => ({ ...face, frames: face.frames - 1 })),
    ]
    if (strength > 0) for (const face of held) hide(pixels, face, strength)
    return toFrame(pixels, frame)
  }
}
