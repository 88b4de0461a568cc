import type { Pose } from './types.ts'

/** How much of the way to what is seen the usual way to hold a head goes with a picture. */
const DRIFT = 0.004

/** Turns and nods beside how a head is usually held: a camera may stand lower than it, or beside. */
export function createLevel(): (pose: Pose) => Pose {
  let usual: Pick<Pose, 'yaw' | 'pitch'> | undefined
  return pose => {
    const { yaw, pitch } = usual ?? pose
    usual = { yaw: yaw + DRIFT * (pose.yaw - yaw), pitch: pitch + DRIFT * (pose.pitch - pitch) }
    return { ...pose, yaw: pose.yaw - yaw, pitch: pose.pitch - pitch }
  }
}
