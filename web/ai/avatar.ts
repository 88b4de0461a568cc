import { createMotion, restAt } from '../avatar/motion.ts'
import type { Pose } from '../avatar/types.ts'
import { createCalm } from './calm.ts'
import { measure } from './expression.ts'
import { startTracker } from './facetracker.ts'
import { readPixels, toFrame } from './frame.ts'
import type { Pixels, Size } from './picture.ts'
import type { Session } from './session.ts'

/** What is shown in place of a picture of this size, in a pose. */
export type CreateScene = (size: Size) => (pose: Pose) => Pick<Pixels, 'data'>

/** Draws an avatar that does what the face in the picture does, instead of the picture; of that nothing is left, at any strength. */
export function startAvatar(finder: Session, follower: Session, createScene: CreateScene, rest = restAt) {
  const track = startTracker(finder, follower)
  const read = createCalm()
  const move = createMotion(rest)
  let scene: { draw: ReturnType<CreateScene>; width: number; height: number } | undefined

  return async (frame: VideoFrame): Promise<VideoFrame> => {
    const pixels = await readPixels(frame)
    const { width, height } = pixels
    const mesh = await track(pixels)
    if (scene?.width !== width || scene.height !== height)
      scene = { draw: createScene({ width, height }), width, height }
    const { data } = scene.draw(move(read(mesh && measure(mesh, pixels)), frame.timestamp))
    return toFrame({ data, width, height }, frame)
  }
}
