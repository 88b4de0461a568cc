import type { Mesh } from '../avatar/axes.ts'
import type { Face } from './faces.ts'
import type { Pixels } from './picture.ts'
import type { Tensor } from './session.ts'

/** Height and width of what the net that follows a face looks at. */
const SIDE = 192
/** Room around a face, of its longer side. */
const ROOM = 1.5
/** Corners of the eyes at the temples, in the picture's order: the line between them is level in a crop. */
const LEFT_CORNER = 33
const RIGHT_CORNER = 263

/** A square part of a picture, in its pixels, turned by an angle (clockwise, radians); it may reach beyond the picture. */
export type Crop = { x: number; y: number; side: number; angle: number }

/** Around a face that was found. */
export function cropOf({ x, y, width, height }: Face): Crop {
  return { x, y, side: ROOM * Math.max(width, height), angle: 0 }
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
  }
}

/** A crop as the net wants it: red, green and blue 0..1, black where it reaches beyond the picture. */
export function toInput({ data, width, height }: Pixels, { x, y, side, angle }: Crop): Tensor {
  const area = SIDE * SIDE
  const planes = new Float32Array(3 * area)
  const step = side / SIDE
  const [cos, sin] = [Math.cos(angle) * step, Math.sin(angle) * step]
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const [across, down] = [column + 0.5 - SIDE / 2, row + 0.5 - SIDE / 2]
      const left = x + across * cos - down * sin - 0.5
      const top = y + across * sin + down * cos - 0.5
      const [x0, y0] = [Math.floor(left), Math.floor(top)]
      if (!(x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height)) continue
      const [right, bottom] = [left - x0, top - y0]
      const from = (y0 * width + x0) * 4
      for (let colour = 0; colour < 3; colour += 1) {
        const at = from + colour
        const above = mix(data[at] as number, data[at + 4] as number, right)
        const below = mix(data[at + width * 4] as number, data[at + width * 4 + 4] as number, right)
        planes[colour * area + row * SIDE + column] = mix(above, below, bottom) / 255
      }
    }
  }
  return { data: planes, shape: [1, 3, SIDE, SIDE] }
}

/** Places that the net has found in a crop, in the picture. */
export function toPicture(found: Float32Array, { x, y, side, angle }: Crop): Mesh {
  const step = side / SIDE
  const [cos, sin] = [Math.cos(angle) * step, Math.sin(angle) * step]
  const mesh = new Float32Array(found.length)
  for (let at = 0; at < found.length; at += 3) {
    const [across, down] = [(found[at] as number) - SIDE / 2, (found[at + 1] as number) - SIDE / 2]
    mesh[at] = x + across * cos - down * sin
    mesh[at + 1] = y + across * sin + down * cos
    mesh[at + 2] = (found[at + 2] as number) * step
  }
  return mesh
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share
}
