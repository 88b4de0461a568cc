import { IMAGINE_WORDS, type Slot } from '../protocol/imaginewords.ts'
import { compose, PLACES, type Placed } from './compose.ts'
import { enlarge } from './enlarge.ts'
import { findModel, loadModel, type OnProgress } from './load.ts'
import type { Pixels } from './picture.ts'
import { startChance } from './random.ts'
import { openSession, type Session, type Tensor } from './session.ts'

/** Draws pictures of words; lives in a Worker. */
export type Imagine = {
  /**
   * @param slots what a text says, as readWords gives it
   * @param seed whole number of 32 bits: another one is another picture
   * @param onprogress share that is done
   * @returns IMAGINE_SIDE wide and high; on one machine the same for the same words and seed
   * @throws MillraceError bad-model
   */
  imagine(slots: readonly Slot[], seed: number, onprogress?: OnProgress): Promise<Pixels>
  close(): Promise<void>
}

/** Of the picture that comes of it. */
export const IMAGINE_SIDE = 128
/** Of the net's picture, which is made twice as large. */
const SIDE = 64
/** So often the net is asked, with ever less noise. */
const STEPS = 10
/** Of the grid in which the net is told where things are. */
const CELLS = 16
/** Waves about a thing by which a place near it is told, by its size. */
const WAVES = [2, 5]
const MODEL = 'imagine'
const ENLARGE = 'enlarge'

/**
 * Downloads the models if need be, checks them, and makes them ready.
 * @param onprogress share of the download
 * @throws MillraceError bad-model
 */
export async function openImagine(onprogress: OnProgress = () => {}): Promise<Imagine> {
  const models = [findModel(MODEL), findModel(ENLARGE)] as const
  const total = models[0].bytes + models[1].bytes
  const net = await openSession(
    models[0],
    await loadModel(models[0], share => onprogress((share * models[0].bytes) / total)),
  )
  const larger = await openSession(models[1], await loadModel(models[1])).catch(async error => {
    await net.close()
    throw error
  })
  onprogress(1)
  return {
    imagine: startImagine(net, larger),
    async close() {
      await Promise.all([net.close(), larger.close()])
    },
  }
}

/** @param larger the net that makes pictures twice as large */
export function startImagine(net: Session, larger: Session): Imagine['imagine'] {
  return async (slots, seed, onprogress = () => {}) => {
    const { whole, placed } = compose(slots, seed)
    const said = {
      whole: { data: marks([whole]), shape: [1, IMAGINE_WORDS.length] },
      slots: {
        data: marks(Array.from({ length: PLACES }, (_, index) => placed[index]?.words ?? [])),
        shape: [1, PLACES, IMAGINE_WORDS.length],
      },
      around: aroundOf(placed),
    }
    const chance = startChance(seed ^ 0x5bd1e995)
    let picture = Float32Array.from({ length: 3 * SIDE * SIDE }, chance.normal)
    for (let step = 0; step < STEPS; step += 1) {
      const share = step / STEPS
      const { output } = await net.run({
        ...said,
        picture: { data: picture, shape: [1, 3, SIDE, SIDE] },
        share: { data: Float32Array.of(share), shape: [1, 1] },
      })
      if (output === undefined) throw new Error('The model has no output "output".')
      const way = 1 / STEPS / (1 - share)
      picture = picture.map((value, index) => value + ((output.data[index] as number) - value) * way)
      onprogress((step + 1) / STEPS)
    }
    return enlarge(larger, toPixels(picture))
  }
}

/** A row for each list of words, 1 where a word is in it. */
function marks(lists: readonly (readonly string[])[]): Float32Array {
  const data = new Float32Array(lists.length * IMAGINE_WORDS.length)
  for (const [row, words] of lists.entries())
    for (const word of words) data[row * IMAGINE_WORDS.length + IMAGINE_WORDS.indexOf(word)] = 1
  return data
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

/** From planes of -1 to 1. */
function toPixels(planes: Float32Array): Pixels {
  const area = SIDE * SIDE
  const data = new Uint8ClampedArray(area * 4).fill(255)
  for (let index = 0; index < area; index += 1)
    for (let colour = 0; colour < 3; colour += 1)
      data[index * 4 + colour] = ((planes[colour * area + index] as number) + 1) * 127.5
  return { width: SIDE, height: SIDE, data }
}
