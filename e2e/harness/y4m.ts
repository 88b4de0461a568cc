import type { Part } from '../pages/desk.ts'

/**
 * A second of moving pattern as YUV4MPEG2, the format that Chromium's fake camera plays in a loop.
 * @param width even @param height even
 */
export function fakeCamera(width: number, height: number, frames: number): Buffer {
  const chroma = Buffer.alloc((width * height) / 2, 128)
  const pictures = Array.from({ length: frames }, (_, frame) => {
    const luma = Buffer.alloc(width * height)
    for (let index = 0; index < luma.length; index += 1) {
      const x = index % width
      const y = Math.floor(index / width)
      luma[index] = 16 + ((x + y + frame * 6) % 200)
    }
    return Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  })
  return Buffer.concat([Buffer.from(head(width, height, 30)), ...pictures])
}

/** The same of a drawing that stands still, a few times a second. */
export function fakeStill(width: number, height: number, parts: readonly Part[]): Buffer {
  const planes = [0, 1, 2].map(plane => {
    const [wide, high] = plane === 0 ? [width, height] : [width / 2, height / 2]
    const data = Buffer.alloc(wide * high)
    for (const [left, top, partWidth, partHeight, colour] of parts) {
      const [from, to] = [Math.round(left * wide), Math.round((left + partWidth) * wide)]
      const bottom = Math.round((top + partHeight) * high)
      const value = yuv(colour)[plane] ?? 0
      for (let y = Math.round(top * high); y < bottom; y += 1)
        data.fill(value, y * wide + from, y * wide + to)
    }
    return data
  })
  return Buffer.concat([Buffer.from(`${head(width, height, 10)}FRAME\n`), ...planes])
}

function head(width: number, height: number, framerate: number): string {
  return `YUV4MPEG2 W${width} H${height} F${framerate}:1 Ip A1:1 C420jpeg\n`
}

/** @param colour as `#rrggbb` */
function yuv(colour: string): number[] {
  const [red, green, blue] = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  const luma = 0.299 * red + 0.587 * green + 0.114 * blue
  return [16 + luma * 0.86, 128 + (blue - luma) * 0.496, 128 + (red - luma) * 0.627].map(Math.round)
}
