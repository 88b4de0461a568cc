import type { Size } from '../protocol/crop.ts'
import { detailOf } from './detail.ts'
import { lateOf } from './late.ts'
import { GAINS, type Pair } from './pair.ts'
import { COLUMNS, type Picture, ROWS } from './picture.ts'
import { average, clamped } from './sums.ts'

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
  /** How far it has gone from its own time to a neighbour's: 0 not at all, 1 it is that one. */
  late: number
  /** How far its first picture has gone that way, a key. */
  begun: number
  /** Of what the source's fine edges lose where it is blown up, the share that is there; how much that is, levels. */
  detail: number
  sharp: number
  /** Colour of the rendition by that of the source, the source's RMS colour and their RMS difference, levels. */
  colour: number
  colourful: number
  tint: number
  /** What the rendition shows where it has to be black, at the most, levels. */
  glow: number
}

/** Side of a block, in cells, and how far blocks are apart. */
const BLOCK = 6
const STEP = 3
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
  const fitted = adjust(pairs, clamped(gain, GAINS))
  const errors = fitted.map(({ wanted, given }) => Math.sqrt(square(wanted, given)))
  return {
    gain,
    contrast,
    error: average(errors),
    worst: Math.max(...errors),
    ...stainOf(fitted),
    ...motionOf(fitted),
    ...lateOf(pairs),
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
