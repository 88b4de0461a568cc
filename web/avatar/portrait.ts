import { axesOf, type Mesh } from './axes.ts'
import { createEyes } from './eyes.ts'
import { drawInside } from './inside.ts'
import { CHEEK, LIPS, MOUTH } from './places.ts'
import { createPuppet } from './puppet.ts'
import { drawTriangles, type Pixels } from './raster.ts'
import type { Portrait, Pose } from './types.ts'

/** A picture of a face at rest: its mesh, its eyes, and the part of it that may move. */
export type Still = {
  pixels: Pixels
  mesh: Mesh
  irises: Portrait['irises']
  bounds: { left: number; top: number; width: number; height: number }
}

/** Moves the face of a picture as a pose says. @returns the picture; overwritten by the next call */
export function createPortrait({ pixels, mesh, irises, bounds }: Still): (pose: Pose) => Pixels {
  const puppet = createPuppet(mesh, bounds)
  const { data, width, height } = pixels
  const out = { data: new Uint8ClampedArray(data.length), width, height }
  const inside = createInside(pixels, mesh)
  const eyes = createEyes(pixels, mesh, irises)
  return pose => {
    const to = puppet.move(pose)
    out.data.set(data)
    drawTriangles(out, pixels, puppet.rest, to, puppet.around)
    inside(out, to)
    drawTriangles(out, eyes(pose.gaze), puppet.rest, to, puppet.behind)
    drawTriangles(out, pixels, puppet.rest, to, puppet.face)
    return out
  }
}

/** Draws what is seen between the lips: as much of it as they are apart, so that teeth do not grow. */
function createInside(pixels: Pixels, mesh: Mesh) {
  const { upper, lower } = MOUTH
  const steps = upper.length - 1
  const wide = Math.hypot(...[0, 1].map(axis => at(mesh, upper[0], axis) - at(mesh, upper[10], axis)))
  const picture = drawInside(
    wide,
    axesOf(mesh).scale,
    colourAt(pixels, mesh, LIPS),
    colourAt(pixels, mesh, [CHEEK]),
  )
  const from = new Float32Array(4 * upper.length)
  const to = new Float32Array(4 * upper.length)
  const triangles = Uint16Array.from(
    upper.slice(1).flatMap((_, index) => {
      const [a, b, under, next] = [2 * index, 2 * index + 2, 2 * index + 1, 2 * index + 3]
      return [a, under, b, b, under, next]
    }),
  )
  return (out: Pixels, moved: Float32Array) => {
    for (const [index, point] of upper.entries()) {
      const other = lower[index] as number
      to.set(
        [...moved.subarray(2 * point, 2 * point + 2), ...moved.subarray(2 * other, 2 * other + 2)],
        4 * index,
      )
      const [x = 0, y = 0, low = 0, under = 0] = to.subarray(4 * index)
      const across = (index / steps) * picture.width
      from.set([across, 0, across, Math.hypot(low - x, under - y)], 4 * index)
    }
    drawTriangles(out, picture, from, to, triangles)
  }
}

const at = (mesh: Mesh, point: number, axis: number) => mesh[3 * point + axis] as number

/** The mean colour of some places. */
function colourAt(
  { data, width, height }: Pixels,
  mesh: Mesh,
  points: readonly number[],
): [number, number, number] {
  const inside = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value)))
  const colours = points.map(point => {
    const pixel = inside(at(mesh, point, 1), height) * width + inside(at(mesh, point, 0), width)
    return data.subarray(4 * pixel, 4 * pixel + 3)
  })
  return [0, 1, 2].map(
    colour => colours.reduce((sum, each) => sum + (each[colour] as number), 0) / colours.length,
  ) as [number, number, number]
}
