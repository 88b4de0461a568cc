/** Pictures between what a frame holds (bytes) and what a net wants (floats, a plane for each colour). */

export type Size = { width: number; height: number }

/** Red, green and blue 0..1, one plane after the other. */
export type Planes = Size & { data: Float32Array }

/** Bytes red, green, blue, alpha of each pixel, row by row. */
export type Pixels = Size & { data: Uint8Array | Uint8ClampedArray }

/** The size at which a net sees a picture: its own, or smaller if it has more pixels than that. */
export function innerSize({ width, height }: Size, maxPixels: number): Size {
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * A picture in another size, for a net.
 * @param multiple both sides become whole multiples of it: the last column and row are repeated as needed
 */
export function toPlanes({ data, ...from }: Pixels, inner: Size, multiple: number): Planes {
  const width = Math.ceil(inner.width / multiple) * multiple
  const height = Math.ceil(inner.height / multiple) * multiple
  const area = width * height
  const planes = new Float32Array(3 * area)
  const across = taps(from.width, inner.width, width)
  const down = taps(from.height, inner.height, height)
  const length = from.width * 4
  const row = new Float32Array(length)
  for (let y = 0; y < height; y += 1) {
    mixRows(
      data,
      (down.low[y] as number) * length,
      (down.high[y] as number) * length,
      down.share[y] as number,
      row,
    )
    for (let x = 0; x < width; x += 1) {
      const left = (across.low[x] as number) * 4
      const right = (across.high[x] as number) * 4
      const share = (across.share[x] as number) / 255
      const rest = 1 / 255 - share
      const to = y * width + x
      planes[to] = (row[left] as number) * rest + (row[right] as number) * share
      planes[area + to] = (row[left + 1] as number) * rest + (row[right + 1] as number) * share
      planes[2 * area + to] = (row[left + 2] as number) * rest + (row[right + 2] as number) * share
    }
  }
  return { data: planes, width, height }
}

/**
 * Mixes what a net made into the picture that it was made of.
 * @param made its planes, of which the first `inner` columns and rows are the picture
 * @param strength 0 leaves the picture as it is, 1 replaces it
 */
export function blend(
  { data: old, width, height }: Pixels,
  made: Planes,
  inner: Size,
  strength: number,
): Pixels {
  const across = taps(inner.width, width, width)
  const down = taps(inner.height, height, height)
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  const row = new Float32Array(inner.width)
  for (let colour = 0; colour < 3; colour += 1) {
    const plane = colour * made.width * made.height
    for (let y = 0; y < height; y += 1) {
      const top = plane + (down.low[y] as number) * made.width
      const bottom = plane + (down.high[y] as number) * made.width
      mixRows(made.data, top, bottom, down.share[y] as number, row)
      for (let x = 0; x < width; x += 1) {
        const left = row[across.low[x] as number] as number
        const value = left + ((row[across.high[x] as number] as number) - left) * (across.share[x] as number)
        const to = (y * width + x) * 4 + colour
        // Clamped before it is mixed: what a net makes may lie outside 0..1.
        const whole = value < 0 ? 0 : value > 1 ? 255 : value * 255
        data[to] = whole * strength + (old[to] as number) * (1 - strength)
      }
    }
  }
  return { data, width, height }
}

/** Fills a row with what lies between two of an array. */
export function mixRows(
  data: Float32Array | Uint8Array | Uint8ClampedArray,
  top: number,
  bottom: number,
  share: number,
  row: Float32Array,
): void {
  for (let x = 0; x < row.length; x += 1) {
    const above = data[top + x] as number
    row[x] = above + ((data[bottom + x] as number) - above) * share
  }
}

/** Between which two samples each of the new ones lies, and how near to the second. */
export function taps(from: number, to: number, padded: number) {
  const low = new Int32Array(padded)
  const high = new Int32Array(padded)
  const share = new Float32Array(padded)
  for (let index = 0; index < padded; index += 1) {
    const exact = Math.min(from - 1, Math.max(0, ((Math.min(index, to - 1) + 0.5) * from) / to - 0.5))
    low[index] = Math.floor(exact)
    high[index] = Math.min(from - 1, Math.floor(exact) + 1)
    share[index] = exact - Math.floor(exact)
  }
  return { low, high, share }
}

/** A square that a net has painted, red, green and blue from -1 to 1. */
export function pixelsOf(planes: Float32Array, side: number): Pixels {
  const area = side * side
  const data = new Uint8ClampedArray(area * 4).fill(255)
  for (let index = 0; index < area; index += 1)
    for (let colour = 0; colour < 3; colour += 1)
      data[index * 4 + colour] = ((planes[colour * area + index] as number) + 1) * 127.5
  return { width: side, height: side, data }
}
