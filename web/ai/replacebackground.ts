import { type Backdrop, openBackdrop } from './backdrop.ts'
import { readPixels, toFrame } from './frame.ts'
import { feather, findPeople, layer } from './people.ts'
import type { Pixels } from './picture.ts'
import type { Session } from './session.ts'

/** Surer than before a blurred background: of another one nothing of the room may be left around a person. */
const UNSURE = [0.45, 0.9] as const

/**
 * Puts another background behind the people of a picture.
 * @throws MillraceError bad-input: there is no such background
 */
export async function startReplaceBackground(session: Session, backdrop: Backdrop) {
  const paint = await openBackdrop(backdrop)
  let back: Pixels | undefined
  return async (frame: VideoFrame): Promise<VideoFrame> => {
    const pixels = await readPixels(frame)
    if (back?.width !== pixels.width || back.height !== pixels.height) back = paint(pixels)
    const people = feather(await findPeople(session, pixels))
    return toFrame(layer(pixels, back, people, UNSURE), frame)
  }
}
