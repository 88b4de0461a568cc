import { createLevel } from './level.ts'
import { EDGE } from './places.ts'
import { createPortrait, type Still } from './portrait.ts'
import type { Pixels } from './raster.ts'
import type { Iris, Portrait, Pose } from './types.ts'

type Size = { width: number; height: number }

/** Beside a picture that is too narrow it is shown once more: in so many columns, darker. */
const BLUR_COLUMNS = 16
const BESIDE = 'rgb(0 0 0 / 35%)'

/**
 * Reads a portrait.
 * @returns what begins to show it, moved as poses say, in a size
 * @throws DOMException it cannot be decoded
 */
export async function createPortraitScene({ picture, mesh, irises }: Portrait) {
  const bitmap = await createImageBitmap(picture)
  return (size: Size): ((pose: Pose) => Pixels) => {
    const level = createLevel()
    const draw = createPortrait(drawStill(bitmap, { mesh, irises }, size))
    return pose => draw(level(pose))
  }
}

/** As high as it is shown; where it is wider, the face is in the middle as far as that goes. */
function drawStill(
  bitmap: ImageBitmap,
  { mesh, irises }: Pick<Still, 'mesh' | 'irises'>,
  { width, height }: Size,
): Still {
  const scale = height / bitmap.height
  const wide = bitmap.width * scale
  const face = EDGE.reduce((sum, point) => sum + (mesh[3 * point] as number), 0) / EDGE.length
  const left =
    wide < width ? (width - wide) / 2 : Math.min(0, Math.max(width - wide, width / 2 - face * scale))
  const context = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D
  context.imageSmoothingQuality = 'high'
  if (wide < width) drawBeside(context, bitmap, { width, height })
  context.drawImage(bitmap, left, 0, wide, height)
  const place = ({ x, y, radius }: Iris): Iris => ({
    x: x * scale + left,
    y: y * scale,
    radius: radius * scale,
  })
  return {
    pixels: context.getImageData(0, 0, width, height),
    mesh: mesh.map((value, index) => value * scale + (index % 3 === 0 ? left : 0)),
    irises: irises && { left: place(irises.left), right: place(irises.right) },
    bounds: { left: Math.max(0, left), top: 0, width: Math.min(width, wide), height },
  }
}

/** Made tiny and enlarged smoothly it is blurred. */
function drawBeside(
  context: OffscreenCanvasRenderingContext2D,
  bitmap: ImageBitmap,
  { width, height }: Size,
): void {
  const rows = Math.max(1, Math.round((BLUR_COLUMNS * height) / width))
  const tiny = new OffscreenCanvas(BLUR_COLUMNS, rows)
  tiny.getContext('2d')?.drawImage(bitmap, 0, 0, BLUR_COLUMNS, rows)
  context.drawImage(tiny, 0, 0, width, height)
  context.fillStyle = BESIDE
  context.fillRect(0, 0, width, height)
}
