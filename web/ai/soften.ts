import { blend, type Pixels, type Planes } from './picture.ts'

/** A picture without its detail: the means of squares, smoothed and enlarged. @param side of a square, in pixels */
export function soften(pixels: Pixels, side: number): Pixels {
  const small = smooth(reduce(pixels, side))
  return blend(pixels, small, small, 1)
}

function reduce({ data, width, height }: Pixels, side: number): Planes {
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)]
  const area = columns * rows
  const sums = new Float32Array(3 * area)
  const counts = new Float32Array(area)
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / side) * columns
    for (let x = 0; x < width; x += 1) {
      const cell = row + Math.floor(x / side)
      const from = (y * width + x) * 4
      counts[cell] = (counts[cell] as number) + 255
      for (let colour = 0; colour < 3; colour += 1)
        sums[colour * area + cell] = (sums[colour * area + cell] as number) + (data[from + colour] as number)
    }
  }
  return {
    data: sums.map((sum, index) => sum / (counts[index % area] as number)),
    width: columns,
    height: rows,
  }
}

/** Each cell with a part of those around it, which are repeated beyond the border. */
function smooth({ data, width, height }: Planes): Planes {
  const to = new Float32Array(data.length)
  const clamp = (value: number, limit: number) => Math.min(limit - 1, Math.max(0, value))
  for (let index = 0; index < data.length; index += 1) {
    const plane = index - (index % (width * height))
    const [x, y] = [index % width, Math.floor((index - plane) / width)]
    let sum = 0
    for (let dy = -1; dy <= 1; dy += 1)
      for (let dx = -1; dx <= 1; dx += 1) {
        const weight = (2 - Math.abs(dx)) * (2 - Math.abs(dy))
        sum += weight * (data[plane + clamp(y + dy, height) * width + clamp(x + dx, width)] as number)
      }
    to[index] = sum / 16
  }
  return { data: to, width, height }
}
