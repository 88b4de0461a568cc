/** Bytes red, green, blue, alpha of each pixel, row by row. */
export type Pixels = { data: Uint8ClampedArray; width: number; height: number }

/** So far beyond its edges a triangle is drawn: between two of them there is never nothing, pixels. */
const OVER = 0.01

/**
 * Draws triangles of a picture elsewhere. Those that are seen from behind there, whose corners go around clockwise, are left out.
 * @param from where their corners are in the picture, x and y of each @param to where they are drawn
 * @param triangles three corners of each; later ones lie over earlier ones
 */
export function drawTriangles(
  target: Pixels,
  source: Pixels,
  from: Float32Array,
  to: Float32Array,
  triangles: Uint16Array,
): void {
  const [out, of] = [wordsOf(target), wordsOf(source)]
  for (let index = 0; index < triangles.length; index += 3) {
    const a = 2 * (triangles[index] as number)
    const b = 2 * (triangles[index + 1] as number)
    const c = 2 * (triangles[index + 2] as number)
    drawTriangle(out, of, from, to, a, b, c)
  }
}

/** The same with a number for each pixel. */
type Words = { data: Uint32Array; width: number; height: number }

function wordsOf({ data, width, height }: Pixels): Words {
  return { data: new Uint32Array(data.buffer, data.byteOffset, width * height), width, height }
}

function drawTriangle(
  target: Words,
  source: Words,
  from: Float32Array,
  to: Float32Array,
  a: number,
  b: number,
  c: number,
): void {
  const ax = to[a] as number
  const ay = to[a + 1] as number
  const bx = (to[b] as number) - ax
  const by = (to[b + 1] as number) - ay
  const cx = (to[c] as number) - ax
  const cy = (to[c + 1] as number) - ay
  const area = bx * cy - cx * by
  if (!(area < -1e-6)) return
  const u = from[a] as number
  const v = from[a + 1] as number
  const bu = (from[b] as number) - u
  const bv = (from[b + 1] as number) - v
  const cu = (from[c] as number) - u
  const cv = (from[c + 1] as number) - v
  // For each pixel to the right, and down.
  const ux = (bu * cy - cu * by) / area
  const uy = (cu * bx - bu * cx) / area
  const vx = (bv * cy - cv * by) / area
  const vy = (cv * bx - bv * cx) / area
  const top = Math.min(0, by, cy)
  const bottom = Math.max(0, by, cy)
  const last = Math.min(target.height - 1, Math.floor(ay + bottom - 0.5 + OVER))
  for (let row = Math.max(0, Math.ceil(ay + top - 0.5 - OVER)); row <= last; row += 1) {
    const y = Math.min(bottom, Math.max(top, row + 0.5 - ay))
    const one = crossing(0, 0, bx, by, y)
    const two = crossing(bx, by, cx, cy, y)
    const three = crossing(cx, cy, 0, 0, y)
    const left = Math.min(one, two, three)
    const right = Math.max(
      one === Infinity ? left : one,
      two === Infinity ? left : two,
      three === Infinity ? left : three,
    )
    const begin = Math.max(0, Math.ceil(ax + left - 0.5 - OVER))
    const end = Math.min(target.width - 1, Math.floor(ax + right - 0.5 + OVER))
    if (end < begin) continue
    const x = begin + 0.5 - ax
    const down = row + 0.5 - ay
    drawRow(
      target,
      source,
      row * target.width + begin,
      end - begin + 1,
      u + ux * x + uy * down - 0.5,
      v + vx * x + vy * down - 0.5,
      ux,
      vx,
    )
  }
}

/** Where an edge crosses a height; Infinity: nowhere, or along it. */
function crossing(x0: number, y0: number, x1: number, y1: number, y: number): number {
  if (y0 === y1 || (y0 < y1 ? y < y0 || y > y1 : y < y1 || y > y0)) return Infinity
  return x0 + ((x1 - x0) * (y - y0)) / (y1 - y0)
}

/** Mixes each pixel of the four around its place in the source, red and blue at once. */
function drawRow(
  { data: out }: Words,
  { data, width, height }: Words,
  first: number,
  count: number,
  u: number,
  v: number,
  du: number,
  dv: number,
): void {
  const mostU = width - 1
  const mostV = height - 1
  for (let to = first; to < first + count; to += 1) {
    const x = u < 0 ? 0 : u > mostU ? mostU : u
    const y = v < 0 ? 0 : v > mostV ? mostV : v
    const column = x < mostU ? x | 0 : mostU - 1
    const line = y < mostV ? y | 0 : mostV - 1
    const right = ((x - column) * 256 + 0.5) | 0
    const below = ((y - line) * 256 + 0.5) | 0
    const at = line * width + column
    const upper = mix(data[at] as number, data[at + 1] as number, right)
    const lower = mix(data[at + width] as number, data[at + width + 1] as number, right)
    out[to] = mix(upper, lower, below) | 0xff000000
    u += du
    v += dv
  }
}

/** @param share of the second one, 0..256 */
function mix(one: number, other: number, share: number): number {
  const rest = 256 - share
  const redBlue = (Math.imul(one & 0xff00ff, rest) + Math.imul(other & 0xff00ff, share)) >>> 8
  const green = ((one >>> 8) & 0xff) * rest + ((other >>> 8) & 0xff) * share
  return (redBlue & 0xff00ff) | (green & 0xff00)
}
