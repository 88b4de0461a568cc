import type { Mesh } from '../avatar/axes.ts'
import type { Crop } from './crop.ts'
import type { Face } from './faces.ts'

/** Room around a face, of its longer side. */
const ROOM = 1.5
/** Corners of the eyes at the temples, in the picture's order: the line between them is level in a crop. */
const LEFT_CORNER = 33
const RIGHT_CORNER = 263

/** Around a face that was found. */
export function cropOf({ x, y, width, height }: Face): Crop {
  return { x, y, side: ROOM * Math.max(width, height), angle: 0, mirrored: false }
}

/** Around a face that was followed to here, upright. */
export function cropAround(mesh: Mesh): Crop {
  const at = (point: number, axis: number) => mesh[point * 3 + axis] as number
  const angle = Math.atan2(at(RIGHT_CORNER, 1) - at(LEFT_CORNER, 1), at(RIGHT_CORNER, 0) - at(LEFT_CORNER, 0))
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const least = [Infinity, Infinity]
  const most = [-Infinity, -Infinity]
  for (let point = 0; point < mesh.length / 3; point += 1) {
    const [x, y] = [at(point, 0), at(point, 1)]
    for (const [axis, value] of [x * cos + y * sin, y * cos - x * sin].entries()) {
      least[axis] = Math.min(least[axis] as number, value)
      most[axis] = Math.max(most[axis] as number, value)
    }
  }
  const [left = 0, top = 0] = least
  const [right = 0, bottom = 0] = most
  const [across, down] = [(left + right) / 2, (top + bottom) / 2]
  return {
    x: across * cos - down * sin,
    y: across * sin + down * cos,
    side: ROOM * Math.max(right - left, bottom - top),
    angle,
    mirrored: false,
  }
}
