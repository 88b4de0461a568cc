/** Pictures between what a frame holds (bytes) and what a net wants (floats, a plane for each colour). */

export type Size = { width: number; height: number }

/** Red, green and blue 0..1, one plane after the other. */
export type Planes = Size & { data: Float32Array }

/** Bytes red, green, blue, alpha of each pixel, row by row. */
export type Pixels = Size & { data: Uint8Array | Uint8ClampedArray }

/**
 * The size at which a net sees a picture: its own, or smaller if it has more pixels than that.
 */
export function innerSize({ width, height }: Size, maxPixels: number): Size {
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * A picture in another size, for a net.
 * @param multiple both sides become whole multiples of it: the last column and row are repeated as needed
 */
export function toPlanes(pixels: Pixels, inner: Size, multiple: number): Planes {
  const width = Math.ceil(inner.width / multiple) * multiple
  const height = Math.ceil(inner.height / multiple) * multiple
  const area = width * height
  const planes = new Float32Array(3 * area)
  const across = taps(pixels.width, inner.width, width)
  const down = taps(pixels.height, inner.height, height)
  const { data } = pixels
  for (let y = 0; y < height; y += 1) {
    const top = at(down.low, y) * pixels.width
    const bottom = at(down.high, y) * pixels.width
    const v = at(down.share, y)
    for (let x = 0; x < width; x += 1) {
      const [left, right, u] = [at(across.low, x), at(across.high, x), at(across.share, x)]
      const to = y * width + x
      for (let colour = 0; colour < 3; colour += 1) {
        const a = at(data, (top + left) * 4 + colour)
        const b = at(data, (top + right) * 4 + colour)
        const c = at(data, (bottom + left) * 4 + colour)
        const d = at(data, (bottom + right) * 4 + colour)
        const above = a + (b - a) * u
        planes[colour * area + to] = (above + (c + (d - c) * u - above) * v) / 255
      }
    }
  }
  return { data: planes, width, height }
}

const at = (array: ArrayLike<number>, index: number) => array[index] as number

/** Between which two samples each of the new ones lies, and how near to the second. */
function taps(from: number, to: number, padded: number) {
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

/**
 * Mixes what a net made into the picture that it was made of.
 * @param made its planes, of which the first `inner` columns and rows are the picture
 * @param strength 0 leaves the picture as it is, 1 replaces it
 */
export function blend(pixels: Pixels, made: Planes, inner: Size, strength: number): Pixels {
  const { width, height } = pixels
  const area = made.width * made.height
  const across = taps(inner.width, width, width)
  const down = taps(inner.height, height, height)
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  const scale = 255 * strength
  for (let y = 0; y < height; y += 1) {
    const top = at(down.low, y) * made.width
    const bottom = at(down.high, y) * made.width
    const v = at(down.share, y)
    for (let x = 0; x < width; x += 1) {
      const [left, right, u] = [at(across.low, x), at(across.high, x), at(across.share, x)]
      const to = (y * width + x) * 4
      for (let colour = 0; colour < 3; colour += 1) {
        const plane = colour * area
        const a = at(made.data, plane + top + left)
        const b = at(made.data, plane + top + right)
        const c = at(made.data, plane + bottom + left)
        const d = at(made.data, plane + bottom + right)
        const above = a + (b - a) * u
        const value = Math.min(1, Math.max(0, above + (c + (d - c) * u - above) * v))
        data[to + colour] = at(pixels.data, to + colour) * (1 - strength) + value * scale
      }
    }
  }
  return { data, width, height }
}
