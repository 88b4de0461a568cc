import type { Mesh } from '../avatar/axes.ts'
import type { Pixels } from './picture.ts'
import type { Tensor } from './session.ts'

/** A square part of a picture, in its pixels, turned by an angle (clockwise, radians); it may reach beyond the picture. */
export type Crop = {
  x: number
  y: number
  side: number
  angle: number
  /** Its left is on the right in the picture. */
  mirrored: boolean
}

/** A crop as nets want it that look at a square of so many pixels: red, green and blue 0..1, black where it reaches beyond the picture. */
export function toInput({ data, width, height }: Pixels, crop: Crop, pixels: number): Tensor {
  const area = pixels * pixels
  const planes = new Float32Array(3 * area)
  const { x, y } = crop
  const [right, down] = stepsOf(crop, pixels)
  for (let row = 0; row < pixels; row += 1) {
    for (let column = 0; column < pixels; column += 1) {
      const [across, below] = [column + 0.5 - pixels / 2, row + 0.5 - pixels / 2]
      const left = x + across * right[0] + below * down[0] - 0.5
      const top = y + across * right[1] + below * down[1] - 0.5
      const [x0, y0] = [Math.floor(left), Math.floor(top)]
      if (!(x0 >= 0 && y0 >= 0 && x0 + 1 < width && y0 + 1 < height)) continue
      const [beside, under] = [left - x0, top - y0]
      const from = (y0 * width + x0) * 4
      for (let colour = 0; colour < 3; colour += 1) {
        const at = from + colour
        const upper = mix(data[at] as number, data[at + 4] as number, beside)
        const lower = mix(data[at + width * 4] as number, data[at + width * 4 + 4] as number, beside)
        planes[colour * area + row * pixels + column] = mix(upper, lower, under) / 255
      }
    }
  }
  return { data: planes, shape: [1, 3, pixels, pixels] }
}

/** Places that such a net has found in a crop, in the picture. */
export function toPicture(found: Float32Array, crop: Crop, pixels: number): Mesh {
  const [right, down] = stepsOf(crop, pixels)
  const mesh = new Float32Array(found.length)
  for (let at = 0; at < found.length; at += 3) {
    const [across, below] = [(found[at] as number) - pixels / 2, (found[at + 1] as number) - pixels / 2]
    mesh[at] = crop.x + across * right[0] + below * down[0]
    mesh[at + 1] = crop.y + across * right[1] + below * down[1]
    mesh[at + 2] = (found[at + 2] as number) * (crop.side / pixels)
  }
  return mesh
}

type Step = [x: number, y: number]

/** The ways in the picture from one of a crop's pixels to the next, along a row and down a column. */
function stepsOf({ side, angle, mirrored }: Crop, pixels: number): [right: Step, down: Step] {
  const step = side / pixels
  const [cos, sin] = [Math.cos(angle) * step, Math.sin(angle) * step]
  const ahead = mirrored ? -1 : 1
  return [
    [ahead * cos, ahead * sin],
    [-sin, cos],
  ]
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share
}
