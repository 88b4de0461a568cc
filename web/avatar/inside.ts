import type { Pixels } from './raster.ts'

type Colour = readonly [red: number, green: number, blue: number]

/** In a face's measure: how far teeth are seen below the lip, and how high all of it is. */
const TEETH = 0.045
const HIGH = 0.5

/**
 * What is seen in an opened mouth, where its picture has none: dark, with a row of teeth at the upper edge, in the colours of its face.
 * @param width of the mouth @param scale the face's measure, pixels
 */
export function drawInside(width: number, scale: number, lips: Colour, skin: Colour): Pixels {
  const size = { width: Math.max(2, Math.ceil(width)), height: Math.max(2, Math.ceil(HIGH * scale)) }
  const data = new Uint8ClampedArray(size.width * size.height * 4).fill(255)
  const light = Math.max(...skin)
  for (let row = 0; row < size.height; row += 1) {
    for (let column = 0; column < size.width; column += 1) {
      const across = (2 * column) / (size.width - 1) - 1
      const down = row / scale
      const lit = 1 - 0.85 * across ** 2
      // Below the teeth it is darkest; the tongue is in the light again.
      const dark = 0.16 + 0.28 * Math.min(1, Math.max(0, (down - TEETH) / 0.3))
      const tooth = Math.min(1, Math.max(0, (TEETH * (1 - 0.5 * across ** 2) - down) * scale + 0.5))
      const bright = 0.55 + 0.3 * Math.min(1, down / TEETH)
      for (const [colour, value] of lips.entries()) {
        const white = 0.6 * light + 0.4 * (skin[colour] as number)
        const of = tooth * white * bright * lit + (1 - tooth) * value * dark * (0.4 + 0.6 * lit)
        data[(row * size.width + column) * 4 + colour] = of
      }
    }
  }
  return { data, ...size }
}
