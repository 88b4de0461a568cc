import { createMotion, restAt } from '../avatar/motion.ts'
import type { Pose } from '../avatar/types.ts'
import { createCalm } from './calm.ts'
import { measure } from './expression.ts'
import { startTracker } from './facetracker.ts'
import { readPixels, toFrame } from './frame.ts'
import { startGaze } from './gaze.ts'
import type { Pixels, Size } from './picture.ts'
import type { Session } from './session.ts'

/** What finds a face, what follows it, and what finds the irises of its eyes. */
export type FollowNets = readonly [finder: Session, follower: Session, irises: Session]

/** What is shown in place of a picture of this size, in a pose. */
export type CreateScene = (size: Size) => (pose: Pose) => Pick<Pixels, 'data'>

/** Draws an avatar that does what the face in the picture does, instead of the picture; of that nothing is left, at any strength. */
export function startAvatar([finder, follower, irises]: FollowNets, createScene: CreateScene, rest = restAt) {
  const track = startTracker(finder, follower)
  const read = createCalm()
  const look = startGaze(irises)
  const move = createMotion(rest)
  let scene: { draw: ReturnType<CreateScene>; width: number; height: number } | undefined

  return async (frame: VideoFrame): Promise<VideoFrame> => {
    const pixels = await readPixels(frame)
    const { width, height } = pixels
    const mesh = await track(pixels)
    if (scene?.width !== width || scene.height !== height)
      scene = { draw: createScene({ width, height }), width, height }
    const face = read(mesh && measure(mesh, pixels))
    const gaze = await look(pixels, mesh && face && { mesh, blink: face.blink })
    const { data } = scene.draw(move(face && { ...face, gaze }, frame.timestamp))
    return toFrame({ data, width, height }, frame)
  }
}
