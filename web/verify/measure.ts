import type { Size } from '../protocol/crop.ts'
import { COLUMNS, type Picture, ROWS } from './picture.ts'

/**
 * How a rendition's pictures differ from those of its source at the same times. Lumas are compared on a small grid of
 * cells, after one brightness and contrast has been fitted for all: what encoding costs vanishes in the means of cells,
 * what is drawn over a picture does not. Levels are of 255.
 */
export type Measures = {
  /** Of the rendition to that of the source; what is no picture of it is near 0 or below. */
  gain: number
  /** Standard deviation of the source's cells, levels: without contrast, gain says nothing. */
  contrast: number
  /** RMS difference of cells, levels: mean of all pictures and the worst one. */
  error: number
  worst: number
  /** Largest lasting difference of a block of cells, levels, and its ratio to that of all blocks: a logo, a mask. */
  stain: number
  relief: number
  /** RMS change of cells over half the time, levels, and how much of it the rendition has. */
  movement: number
  motion: number
  /** How much nearer it is to a neighbour in time than to its own: -1 not at all, 1 it is that one. */
  late: number
  /** Share of the source's strong fine edges that is there, and on how many samples that rests. */
  detail: number
  edges: number
  /** Colour of the rendition by that of the source, the source's RMS colour and their RMS difference, levels. */
  colour: number
  colourful: number
  tint: number
  /** What the rendition shows where it has to be black, at the most, levels. */
  glow: number
}

/** Neighbours in time that are looked at, frames. */
const NEIGHBOURS = 12
/**
 * To be told apart, they must differ by so much, mean square of levels, and by so much of what the rendition is off:
 * starved encoders lag behind what moves.
 */
const LEAST_APART = 1
const APART = 0.4
/** Shorter side of a rendition, below which nobody blows up smaller ones. */
const LEAST_FINE = 300
/** Fourth difference of neighbouring samples that makes a strong edge, levels. */
const EDGE = 60
/** Side of a block, in cells, and how far blocks are apart. */
const BLOCK = 6
const STEP = 3
/** A player's or encoder's range of brightness is fitted up to here; beyond, it is no range of any standard. */
const GAINS = [0.75, 1.35] as const

type Pair = { source: Picture; rendition: Picture }
/** Lumas of what is wanted and what is given. */
type Couple = readonly [Float32Array, Float32Array]
/** Lumas of a pair, the source's as the fitted rendition should have it. */
type Fitted = { wanted: Float32Array; given: Float32Array }

/** @returns undefined where there is no pair of pictures of the same time */
export function measure(sources: Picture[], renditions: Picture[], fine: Size): Measures | undefined {
  const pairs = renditions.flatMap(rendition => {
    const source = sources.find(({ timestamp }) => timestamp === rendition.timestamp)
    return source === undefined ? [] : [{ source, rendition }]
  })
  if (pairs.length === 0) return undefined
  const { gain, contrast } = gainOf(pairs)
  const fitted = adjust(pairs, within(gain))
  const errors = fitted.map(({ wanted, given }) => Math.sqrt(square(wanted, given)))
  return {
    gain,
    contrast,
    error: average(errors),
    worst: Math.max(...errors),
    ...stainOf(fitted),
    ...motionOf(fitted),
    late: lateOf(pairs),
    ...detailOf(pairs, fine),
    ...colourOf(pairs),
    glow: Math.max(...renditions.map(({ glow }) => glow)),
  }
}

function gainOf(pairs: Pair[]) {
  const both = pairs.map(({ source, rendition }) => [centred(source.luma), centred(rendition.luma)] as const)
  const own = total(both, ([source]) => product(source, source))
  const shared = total(both, ([source, rendition]) => product(source, rendition))
  return { gain: own > 0 ? shared / own : 1, contrast: Math.sqrt(own / (pairs.length * COLUMNS * ROWS)) }
}

function adjust(pairs: Pair[], gain: number): Fitted[] {
  const offset = average(
    pairs.map(({ source, rendition }) => average(rendition.luma) - gain * average(source.luma)),
  )
  return pairs.map(({ source, rendition }) => ({
    wanted: source.luma.map(value => gain * value + offset),
    given: rendition.luma,
  }))
}

function within(gain: number): number {
  return Math.min(GAINS[1], Math.max(GAINS[0], gain))
}

function stainOf(fitted: Fitted[]) {
  const lasting = new Float32Array(COLUMNS * ROWS)
  for (const { wanted, given } of fitted) {
    for (let cell = 0; cell < lasting.length; cell += 1) {
      lasting[cell] = at(lasting, cell) + (at(given, cell) - at(wanted, cell)) / fitted.length
    }
  }
  const blocks = blocksOf(lasting)
  const stain = blocks.reduce((most, block) => Math.max(most, Math.abs(block)), 0)
  return { stain, relief: stain / (Math.sqrt(product(blocks, blocks) / blocks.length) + 0.3) }
}

/** Means of blocks that overlap by half. */
function blocksOf(cells: Float32Array): Float32Array {
  const across = Math.floor((COLUMNS - BLOCK) / STEP) + 1
  const down = Math.floor((ROWS - BLOCK) / STEP) + 1
  return Float32Array.from({ length: across * down }, (_, block) => {
    const [left, top] = [(block % across) * STEP, Math.floor(block / across) * STEP]
    let sum = 0
    for (let y = top; y < top + BLOCK; y += 1) {
      for (let x = left; x < left + BLOCK; x += 1) sum += at(cells, y * COLUMNS + x)
    }
    return sum / BLOCK ** 2
  })
}

function motionOf(fitted: Fitted[]) {
  const gap = Math.max(1, fitted.length >> 1)
  const changes = fitted.slice(gap).map((now, index) => {
    const before = fitted[index] as Fitted
    return [difference(now.wanted, before.wanted), difference(now.given, before.given)] as const
  })
  const own = total(changes, ([wanted]) => product(wanted, wanted))
  const shared = total(changes, ([wanted, given]) => product(wanted, given))
  const movement = Math.sqrt(own / (Math.max(1, changes.length) * COLUMNS * ROWS))
  return { movement, motion: own > 0 ? shared / own : 1 }
}

/**
 * Whether the source of another time fits better, each with a brightness and contrast of its own: one fitted to
 * pictures of the wrong time would hide a part of how wrong they are.
 */
function lateOf(pairs: Pair[]): number {
  let late = -1
  for (let by = -NEIGHBOURS; by <= NEIGHBOURS; by += 1) {
    const both = pairs.flatMap(({ source, rendition }, index) => {
      const other = pairs[index + by]?.source
      return other === undefined || by === 0
        ? []
        : [{ given: rendition.luma, own: source.luma, other: other.luma }]
    })
    if (both.length < 3) continue
    const apart = misfit(both.map(({ own, other }) => [other, own]))
    const off = misfit(both.map(({ given, own }) => [own, given]))
    if (apart < Math.max(LEAST_APART, off * APART)) continue
    late = Math.max(late, (off - misfit(both.map(({ given, other }) => [other, given]))) / apart)
  }
  return late
}

/** Mean square difference of wanted and given cells after one brightness and contrast has been fitted for all. */
function misfit(couples: Couple[]): number {
  const each = couples.map(([wanted, given]) => {
    const [one, other] = [average(wanted), average(given)]
    return { one, other, own: mean(wanted, wanted), shared: mean(wanted, given), all: mean(given, given) }
  })
  const spread = total(each, ({ one, own }) => own - one * one)
  const gain = spread > 0 ? within(total(each, ({ one, other, shared }) => shared - one * other) / spread) : 1
  const offset = average(each.map(({ one, other }) => other - gain * one))
  const off = ({ own, shared, all }: (typeof each)[number]) => all - 2 * gain * shared + gain * gain * own
  return average(each.map(off)) - offset * offset
}

function mean(a: Float32Array, b: Float32Array): number {
  return product(a, b) / a.length
}

function detailOf(pairs: Pair[], { width, height }: Size) {
  let [own, shared, edges] = [0, 0, 0]
  if (Math.min(width, height) < LEAST_FINE) return { detail: 1, edges }
  for (const { source, rendition } of pairs) {
    if (source.fine === undefined || rendition.fine === undefined) continue
    for (let y = 2; y < height - 2; y += 1) {
      for (let x = 2; x < width - 2; x += 1) {
        for (const step of [1, width]) {
          const wanted = edge(source.fine, y * width + x, step)
          if (Math.abs(wanted) < EDGE) continue
          own += wanted * wanted
          shared += wanted * edge(rendition.fine, y * width + x, step)
          edges += 1
        }
      }
    }
  }
  return { detail: own > 0 ? shared / own : 1, edges }
}

/** Fourth difference of samples in a row: of a picture that was made larger there is next to nothing so fine. */
function edge(samples: Float32Array, index: number, step: number): number {
  const near = at(samples, index - step) + at(samples, index + step)
  const far = at(samples, index - 2 * step) + at(samples, index + 2 * step)
  return 6 * at(samples, index) - 4 * near + far
}

function colourOf(pairs: Pair[]) {
  let [own, shared, apart, count] = [0, 0, 0, 0]
  for (const { source, rendition } of pairs) {
    const wanted = source.chroma.map(value => value - 128)
    const given = rendition.chroma.map(value => value - 128)
    own += product(wanted, wanted)
    shared += product(wanted, given)
    apart += square(wanted, given) * wanted.length
    count += wanted.length
  }
  return {
    colour: own > 0 ? shared / own : 1,
    colourful: Math.sqrt(own / count),
    tint: Math.sqrt(apart / count),
  }
}

function total<Item>(items: Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0)
}

function at(values: Float32Array, index: number): number {
  return values[index] as number
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += at(a, index) * at(b, index)
  return sum
}

function square(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += (at(a, index) - at(b, index)) ** 2
  return sum / a.length
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => value - at(b, index))
}

function centred(values: Float32Array): Float32Array {
  const mean = average(values)
  return values.map(value => value - mean)
}

function average(values: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < values.length; index += 1) sum += values[index] as number
  return sum / values.length
}
