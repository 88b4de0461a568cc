import { readPixels, toFrame } from './frame.ts'
import { findPeople, layer } from './people.ts'
import type { Session } from './session.ts'
import { soften } from './soften.ts'

/** Squares that become one at full strength, as a share of the picture's shorter side. */
const COARSEST = 1 / 20
const UNSURE = [0.25, 0.75] as const

/** Blurs what is not a person. */
export function startBlurBackground(session: Session) {
  return async (frame: VideoFrame, strength: number): Promise<VideoFrame> => {
    const pixels = await readPixels(frame)
    const side = Math.round(Math.min(pixels.width, pixels.height) * COARSEST * strength)
    if (side < 2) return toFrame(pixels, frame)
    const people = await findPeople(session, pixels)
    return toFrame(layer(pixels, soften(pixels, side), people, UNSURE), frame)
  }
}
