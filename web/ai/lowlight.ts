import { frameOf, readI420 } from './frame.ts'
import { createCleaner } from './lessnoise.ts'
import { mixRows, type Size, taps } from './picture.ts'

/**
 * How bright a picture is to be on the whole, 0 black, 1 white, by the mean of logarithms: a bright window counts for
 * little (Reinhard and others, Photographic tone reproduction, 2002). Brighter ones stay as they are.
 */
const BRIGHT = 0.35
/** What is darker counts as this. */
const DARKEST = 0.001
/** Dark parts are lifted by the power of at least this, and by no more than so many times. */
const LEAST_POWER = 0.45
const MOST_GAIN = 4
/** What is brighter than nearly all of a picture becomes white, if it is at least so bright. */
const LEAST_WHITE = 0.35
const NEARLY_ALL = 0.98
/** Parts whose light is judged together, along the longer side. */
const PARTS = 24
/** Of what the newest frame says about the light so much counts: nothing flickers. */
const NEW = 0.1
/** Colours of a dark picture are mostly noise: they are lifted less than the light. */
const MOST_COLOUR = 3

/** Takes the noise off dark pictures and lifts what is dark in them; a bright window stays as it is. */
export function startLowLight() {
  const clean = createCleaner()
  let light: Light | undefined
  return async (frame: VideoFrame, strength: number): Promise<VideoFrame> => {
    const read = await readI420(frame)
    const { planes, width, height, colorSpace } = read
    clean(read, strength)
    const range = rangeOf(colorSpace)
    light = follow(light, lightOf(planes.subarray(0, width * height), { width, height }, range))
    lift(planes, { width, height }, range, gainsOf(light, strength))
    return frameOf(planes, read, frame, colorSpace)
  }
}

/** What is told of each part of a picture, row by row. */
type Parts = Size & { data: Float32Array }

/** How bright each part is, 0 black, 1 white; and what nearly all of the picture is darker than. */
export type Light = Parts & { white: number }

/** How much black is lifted more than white in each part, 1 as much; and what becomes white. */
export type Gains = Parts & { white: number }

/** What a plane of brightness says for black, and how much more for white. */
export type Range = { black: number; span: number }

export function rangeOf({ fullRange }: VideoColorSpaceInit): Range {
  return fullRange ? { black: 0, span: 255 } : { black: 16, span: 219 }
}

/** Brightness of a picture's parts, smoothed over those around. */
export function lightOf(luma: Uint8Array, { width, height }: Size, { black, span }: Range): Light {
  const side = Math.max(1, Math.ceil(Math.max(width, height) / PARTS))
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)]
  const data = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      let [sum, count] = [0, 0]
      for (let y = row * side; y < Math.min(height, (row + 1) * side); y += 2)
        for (let x = column * side; x < Math.min(width, (column + 1) * side); x += 2) {
          sum += luma[y * width + x] as number
          count += 1
        }
      data[row * columns + column] = Math.min(1, Math.max(0, (sum / count - black) / span))
    }
  return { ...smooth({ data, width: columns, height: rows }), white: whiteOf(luma, { black, span }) }
}

function whiteOf(luma: Uint8Array, { black, span }: Range): number {
  const counts = new Uint32Array(256)
  for (const value of luma) counts[value] = (counts[value] as number) + 1
  let value = 0
  for (let darker = counts[0] as number; darker < luma.length * NEARLY_ALL && value < 255; ) {
    value += 1
    darker += counts[value] as number
  }
  return Math.min(1, Math.max(LEAST_WHITE, (value - black) / span))
}

/** Each part as the mean of itself and those around; what lies beyond the border does not count. */
function smooth({ data, width, height }: Parts): Parts {
  const made = data.map((_, at) => {
    const [column, row] = [at % width, Math.floor(at / width)]
    let [sum, count] = [0, 0]
    for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1)
      for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
        sum += data[y * width + x] as number
        count += 1
      }
    return sum / count
  })
  return { data: made, width, height }
}

function follow(old: Light | undefined, { data, width, height, white }: Light): Light {
  if (old?.width !== width || old.height !== height) return { data, width, height, white }
  const near = (before: number, now: number) => before + (now - before) * NEW
  const parts = old.data.map((value, at) => near(value, data[at] as number))
  return { data: parts, width, height, white: near(old.white, white) }
}

/** @param strength 0: nothing is lifted */
export function gainsOf({ data, width, height, white }: Light, strength: number): Gains {
  const logarithms = data.reduce((sum, value) => sum + Math.log(Math.max(DARKEST, value)), 0)
  const mean = Math.exp(logarithms / data.length)
  if (mean >= BRIGHT) return { data: data.map(() => 1), width, height, white: 1 }
  const power = Math.max(LEAST_POWER, Math.log(BRIGHT) / Math.log(mean / white))
  // With which `lift` makes of a part's light that to the power.
  const gain = (value: number) => {
    const from = Math.min(1 - DARKEST, Math.max(DARKEST, value / white))
    const to = from ** power
    return Math.min(MOST_GAIN, Math.max(1, (to * (1 - from)) / (from * (1 - to))))
  }
  const gains = data.map(value => gain(value) ** strength)
  return { data: gains, width, height, white: white ** strength }
}

/** Lifts all planes in place. @param gains of parts; between their middles it is mixed */
export function lift(
  planes: Uint8Array,
  { width, height }: Size,
  { black, span }: Range,
  gains: Gains,
): void {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }
  const blue = width * height
  const red = blue + half.width * half.height
  const across = taps(gains.width, width, width)
  const down = taps(gains.height, height, height)
  const row = new Float32Array(gains.width)
  for (let y = 0; y < height; y += 1) {
    const [above, below] = [down.low[y] as number, down.high[y] as number]
    mixRows(gains.data, above * gains.width, below * gains.width, down.share[y] as number, row)
    for (let x = 0; x < width; x += 1) {
      const left = row[across.low[x] as number] as number
      const gain = left + ((row[across.high[x] as number] as number) - left) * (across.share[x] as number)
      const at = y * width + x
      const old = ((planes[at] as number) - black) / span
      const times = gain / (gains.white + Math.max(0, old) * (gain - 1))
      planes[at] = Math.min(255, Math.max(0, Math.round(black + span * old * times)))
      if (y % 2 === 1 || x % 2 === 1) continue
      const colour = (y / 2) * half.width + x / 2
      const more = Math.min(MOST_COLOUR, times)
      for (const plane of [blue, red]) {
        const value = 128 + ((planes[plane + colour] as number) - 128) * more
        planes[plane + colour] = Math.min(255, Math.max(0, Math.round(value)))
      }
    }
  }
}
