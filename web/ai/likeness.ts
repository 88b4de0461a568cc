import type { Mesh } from '../avatar/axes.ts'
import type { Iris, Portrait } from '../avatar/types.ts'
import { toJpeg } from '../codec/jpeg.ts'
import { openFollowNets } from './effect.ts'
import { measure } from './expression.ts'
import { startTracker } from './facetracker.ts'
import { findIris } from './iris.ts'
import type { Pixels, Size } from './picture.ts'

type Part = Size & { left: number; top: number }

/** A face is looked for in no more than so many pixels along the longer side. */
const LOOKED_AT = 1280
/** What is kept of a picture: so many of its face's heights, and no wider than a camera's picture is. */
const FACES = 2.7
const SHAPE = 16 / 9
/** A stream's source has no more rows than this. */
const MOST_ROWS = 720

/**
 * Finds the face of a picture, and keeps what is around it.
 * @returns undefined: there is none @throws MillraceError bad-model
 */
export async function findPortrait(picture: ImageBitmap): Promise<Portrait | undefined> {
  const scale = Math.min(1, LOOKED_AT / Math.max(picture.width, picture.height))
  const pixels = pixelsOf(picture, scale)
  const face = await findFace(pixels)
  if (face === undefined) return undefined
  const { mesh, irises } = face
  const { left, top, width, height } = partAround(mesh, pixels)
  const [x, y, wide, high] = [left, top, width, height].map(value => Math.round(value / scale)) as Four
  const part = await createImageBitmap(picture, x, y, wide, high)
  const smaller = Math.min(1, MOST_ROWS / high)
  const size = { width: Math.round(wide * smaller), height: Math.round(high * smaller) }
  const bytes = await toJpeg(part, size).finally(() => part.close())
  const resized = size.height / height
  const iris = ({ x, y, radius }: Iris): Iris => ({
    ...{ x: (x - left) * resized, y: (y - top) * resized },
    radius: radius * resized,
  })
  return {
    picture: new Blob([bytes], { type: 'image/jpeg' }),
    mesh: moved(mesh, { left, top }, resized),
    irises: { left: iris(irises.left), right: iris(irises.right) },
    picked: Date.now(),
  }
}

type Four = [number, number, number, number]

type Face = { mesh: Mesh; irises: { left: Iris; right: Iris } }

async function findFace(pixels: Pixels): Promise<Face | undefined> {
  const nets = await openFollowNets()
  const [finder, follower, irises] = nets
  try {
    const track = startTracker(finder, follower)
    // The second look is at the face itself, upright.
    const mesh = (await track(pixels)) && (await track(pixels))
    if (mesh === undefined) return undefined
    const iris = (side: 'left' | 'right') => findIris(irises, pixels, mesh, side)
    return { mesh, irises: { left: await iris('left'), right: await iris('right') } }
  } finally {
    await Promise.all(nets.map(net => net.close()))
  }
}

/** What of a picture is kept, for a face in it. */
function partAround(mesh: Mesh, whole: Size): Part {
  const { x, y, size } = measure(mesh, whole)
  const height = Math.min(whole.height, FACES * size * whole.height)
  const width = Math.min(whole.width, SHAPE * height)
  const begin = (middle: number, length: number, most: number) =>
    Math.max(0, Math.min(most - length, middle - length / 2))
  return {
    ...{ width, height },
    left: begin(x * whole.width, width, whole.width),
    top: begin(y * whole.height, height, whole.height),
  }
}

function moved(mesh: Mesh, { left, top }: Pick<Part, 'left' | 'top'>, scale: number): Mesh {
  return mesh.map((value, index) => (value - ([left, top, 0][index % 3] as number)) * scale)
}

function pixelsOf(picture: ImageBitmap, scale: number): Pixels {
  const [width, height] = [picture.width, picture.height].map(side =>
    Math.max(1, Math.round(side * scale)),
  ) as [number, number]
  const context = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}
