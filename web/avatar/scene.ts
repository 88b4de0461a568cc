import { drawFox } from './fox.ts'
import type { Canvas } from './pen.ts'
import type { Pose } from './types.ts'

type Size = { width: number; height: number }

/** Half the width of the avatar's head for that of a face from forehead to chin, and its bounds, of the picture's shorter side. */
const MEASURE = 0.62
const [SMALLEST, LARGEST] = [0.2, 0.28]
/** From the head's middle to the tips of the ears, and to the side, in its measure: so much stays in the picture. */
const [ABOVE, BESIDE, BELOW] = [1.85, 1.4, 1.1]
/** Farther a head is not turned: from behind there is nothing to be seen. */
const MOST_TURNED = 0.8

/** Draws the avatar, and nothing else, onto the whole of a canvas. */
export function createScene(size: Size): (pose: Pose) => ImageData {
  const { width, height } = size
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true }) as Canvas
  const background = drawBackground(size)
  return pose => {
    const shorter = Math.min(width, height)
    const measure = inside((MEASURE * pose.size * height) / shorter, SMALLEST, LARGEST) * shorter
    context.drawImage(background, 0, 0)
    context.save()
    context.translate(
      inside(pose.x * width, BESIDE * measure, width - BESIDE * measure),
      inside(pose.y * height, ABOVE * measure, height - BELOW * measure),
    )
    context.scale(measure, measure)
    drawFox(context, { ...pose, yaw: inside(pose.yaw, -MOST_TURNED, MOST_TURNED) })
    context.restore()
    return context.getImageData(0, 0, width, height)
  }
}

function drawBackground({ width, height }: Size): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true }) as Canvas
  const [x, y] = [width / 2, height * 0.42]
  const glow = context.createRadialGradient(x, y, 0, x, y, Math.hypot(width, height) * 0.6)
  glow.addColorStop(0, '#8fd3d1')
  glow.addColorStop(0.55, '#3f8f9f')
  glow.addColorStop(1, '#1d4a66')
  context.fillStyle = glow
  context.fillRect(0, 0, width, height)
  return canvas
}

function inside(value: number, least: number, most: number): number {
  return least > most ? (least + most) / 2 : Math.min(most, Math.max(least, value))
}
