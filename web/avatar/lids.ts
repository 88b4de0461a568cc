import type { Mesh } from './axes.ts'
import { EYES } from './places.ts'

/** The net sees the lower lid too high: the eye goes on below it by so much of its height. */
const LOWER_LID = 0.28

/** The same face, with its lower lids where they are. */
export function widened(mesh: Mesh): Mesh {
  const wide = mesh.slice()
  for (const { upper, lower } of Object.values(EYES)) {
    for (const [index, point] of lower.entries()) {
      for (const axis of [0, 1, 2]) {
        const [from = 0, to = 0] = [mesh[3 * (upper[index] as number) + axis], mesh[3 * point + axis]]
        wide[3 * point + axis] = to + LOWER_LID * (to - from)
      }
    }
  }
  return wide
}
