import { CLIP_FRAMERATE, CLIP_FRAMES, IMAGINE } from '../protocol/imagine.ts'
import { IMAGINE_WORDS, type Slot } from '../protocol/imaginewords.ts'
import { compose, depthOf, type Layout, PLACES, type Placed } from './compose.ts'
import { enlarge } from './enlarge.ts'
import { findModel, loadModel, type OnProgress } from './load.ts'
import { type Moment, motionOf } from './move.ts'
import { type Pixels, pixelsOf } from './picture.ts'
import { openSession, type Session, type Tensor } from './session.ts'

/** Draws pictures of words; lives in a Worker. */
export type Imagine = {
  /**
   * @param slots what a text says, as readWords gives it
   * @param seed whole number of 32 bits: another one is another picture
   * @param onprogress share that is done
   * @returns IMAGINE_SIDE wide and high; the same for the same words and seed; elsewhere colours may differ by 1 of 255
   * @throws MillraceError bad-model
   */
  imagine(slots: readonly Slot[], seed: number, onprogress?: OnProgress): Promise<Pixels>
  /**
   * A clip of the same: what floats, flies or walks moves, or a slow camera does.
   * @returns paints the frame of a number, from 0 up to CLIP_FRAMES; each is the same whichever are painted before @throws MillraceError bad-model
   */
  film(slots: readonly Slot[], seed: number): (frame: number) => Promise<Pixels>
  close(): Promise<void>
}

/** Of the net's picture, which is made twice as large. */
const SIDE = 64
/** Of the grid in which the net is told where things are. */
const CELLS = 16
/** Waves about a thing by which a place near it is told, by its size. */
const WAVES = [2, 5]
/** Points of what a thing looks like, and how far around its foot they are, in its sizes; as in models/nets/imagine.py. */
const LOOK = { high: 24, wide: 32, above: 1.25, below: 0.35, beside: 1.15 }
/** The net, and the one that makes its picture larger. */
export const IMAGINE_MODELS = [findModel(IMAGINE.id), findModel('enlarge')] as const

/**
 * Downloads the models if need be, checks them, and makes them ready.
 * @param onprogress share of the download
 * @throws MillraceError bad-model
 */
export async function openImagine(onprogress: OnProgress = () => {}): Promise<Imagine> {
  const [painter, enlarger] = IMAGINE_MODELS
  const total = painter.bytes + enlarger.bytes
  const net = await openSession(
    painter,
    await loadModel(painter, share => onprogress((share * painter.bytes) / total)),
  )
  const larger = await openSession(enlarger, await loadModel(enlarger)).catch(async error => {
    await net.close()
    throw error
  })
  onprogress(1)
  return {
    ...startImagine(net, larger),
    async close() {
      await Promise.all([net.close(), larger.close()])
    },
  }
}

/** @param larger the net that makes pictures twice as large */
export function startImagine(net: Session, larger: Session): Pick<Imagine, 'imagine' | 'film'> {
  const paint = async ({ whole, placed }: Layout, light: Moment['light'] = {}) => {
    const words = Array.from({ length: PLACES }, (_, index) => placed[index]?.words ?? [])
    const { output } = await net.run({
      whole: { data: lit(marks([whole]), light), shape: [1, IMAGINE_WORDS.length] },
      slots: { data: marks(words), shape: [1, PLACES, IMAGINE_WORDS.length] },
      around: aroundOf(placed),
      ...stretchOf(placed),
    })
    if (output === undefined) throw new Error('The model has no output "output".')
    return enlarge(larger, pixelsOf(output.data, SIDE))
  }
  return {
    async imagine(slots, seed, onprogress = () => {}) {
      onprogress(0)
      const made = await paint(inOrder(compose(slots, seed)))
      onprogress(1)
      return made
    },
    film(slots, seed) {
      const layout = inOrder(compose(slots, seed))
      const momentAt = motionOf(layout, seed, CLIP_FRAMES / CLIP_FRAMERATE)
      return frame => {
        const { placed, light } = momentAt(frame / CLIP_FRAMERATE)
        return paint({ ...layout, placed }, light)
      }
    },
  }
}

/** As they are painted one over another. */
function inOrder({ whole, placed }: Layout): Layout {
  return { whole, placed: placed.toSorted((a, b) => depthOf(a) - depthOf(b)) }
}

/** A row for each list of words, 1 where a word is in it. */
function marks(lists: readonly (readonly string[])[]): Float32Array {
  const data = new Float32Array(lists.length * IMAGINE_WORDS.length)
  for (const [row, words] of lists.entries())
    for (const word of words) data[row * IMAGINE_WORDS.length + IMAGINE_WORDS.indexOf(word)] = 1
  return data
}

/** Some words are in it by a share. */
function lit(row: Float32Array, light: Moment['light']): Float32Array {
  for (const [word, share = 1] of Object.entries(light)) row[IMAGINE_WORDS.indexOf(word)] = share
  return row
}

/** How each cell of the picture lies to each thing: a hill about the thing, and waves in it, down times across. */
export function aroundOf(placed: readonly Placed[]): Tensor {
  const count = 1 + 2 * WAVES.length
  const row = PLACES * count * count
  const data = new Float32Array(CELLS * CELLS * row)
  const along = (place: number, size: number) =>
    Array.from({ length: CELLS }, (_, cell) => {
      const apart = ((cell + 0.5) / CELLS - place) / size
      const hill = Math.exp(-apart * apart)
      return [
        hill,
        ...WAVES.flatMap(speed => [hill * Math.sin(apart * speed), hill * Math.cos(apart * speed)]),
      ]
    })
  for (const [slot, { x, y, size }] of placed.entries()) {
    const [across, down] = [along(x, size), along(y, size)]
    for (let cell = 0; cell < CELLS * CELLS; cell += 1) {
      let at = cell * row + slot * count * count
      for (const a of down[Math.floor(cell / CELLS)] ?? [])
        for (const b of across[cell % CELLS] ?? []) data[at++] = a * b
    }
  }
  return { data, shape: [1, CELLS * CELLS, row] }
}

/** How each row and column of the picture is mixed of those of a thing's look, which is drawn large or small by that. */
export function stretchOf(placed: readonly Placed[]): { down: Tensor; across: Tensor } {
  const down = new Float32Array(PLACES * SIDE * LOOK.high)
  const across = new Float32Array(PLACES * LOOK.wide * SIDE)
  const near = (share: number, points: number, point: number) =>
    Math.max(0, 1 - Math.abs(share * points - 0.5 - point))
  for (const [slot, { x, y, size }] of placed.entries())
    for (let pixel = 0; pixel < SIDE; pixel += 1) {
      const right = ((pixel + 0.5) / SIDE - x) / size
      const below = ((pixel + 0.5) / SIDE - y) / size
      for (let point = 0; point < LOOK.high; point += 1)
        down[(slot * SIDE + pixel) * LOOK.high + point] = near(
          (below + LOOK.above) / (LOOK.above + LOOK.below),
          LOOK.high,
          point,
        )
      for (let point = 0; point < LOOK.wide; point += 1)
        across[(slot * LOOK.wide + point) * SIDE + pixel] = near(
          (right + LOOK.beside) / (2 * LOOK.beside),
          LOOK.wide,
          point,
        )
    }
  return {
    down: { data: down, shape: [PLACES, 1, SIDE, LOOK.high] },
    across: { data: across, shape: [PLACES, 1, LOOK.wide, SIDE] },
  }
}
