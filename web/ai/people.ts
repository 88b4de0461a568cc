import { mixRows, type Pixels, taps, toPlanes } from './picture.ts'
import type { Session } from './session.ts'

/** Height and width of what the net looks at, whatever the picture's shape. */
const SIDE = 256

/** What is less sure is background, what is surer is a person. */
export type Unsure = readonly [low: number, high: number]

/** @returns how surely it is a person, 0..1, of SIDE rows and columns */
export async function findPeople(session: Session, pixels: Pixels): Promise<Float32Array> {
  const input = toPlanes(pixels, { width: SIDE, height: SIDE }, 1)
  const { output } = await session.run({ input: { data: input.data, shape: [1, 3, SIDE, SIDE] } })
  if (output === undefined) throw new Error('The model has no output "output".')
  return output.data as Float32Array
}

/** The same without specks and corners: each with a part of those around it. */
export function feather(people: Float32Array): Float32Array {
  const rows = people.map((sure, at) => {
    const left = at % SIDE === 0 ? sure : (people[at - 1] as number)
    const right = (at + 1) % SIDE === 0 ? sure : (people[at + 1] as number)
    return (left + 2 * sure + right) / 4
  })
  return rows.map((sure, at) => ((rows[at - SIDE] ?? sure) + 2 * sure + (rows[at + SIDE] ?? sure)) / 4)
}

/** Puts the people of a picture before another of its size. @param people as `findPeople` says */
export function layer(front: Pixels, back: Pixels, people: Float32Array, [low, high]: Unsure): Pixels {
  const { width, height } = front
  const across = taps(SIDE, width, width)
  const down = taps(SIDE, height, height)
  const row = new Float32Array(SIDE)
  const data = new Uint8ClampedArray(back.data)
  for (let y = 0; y < height; y += 1) {
    const [above, below] = [down.low[y] as number, down.high[y] as number]
    mixRows(people, above * SIDE, below * SIDE, down.share[y] as number, row)
    for (let x = 0; x < width; x += 1) {
      const left = row[across.low[x] as number] as number
      const sure = left + ((row[across.high[x] as number] as number) - left) * (across.share[x] as number)
      const share = Math.min(1, Math.max(0, (sure - low) / (high - low)))
      const at = (y * width + x) * 4
      for (let colour = at; colour < at + 3; colour += 1) {
        const behind = back.data[colour] as number
        data[colour] = behind + ((front.data[colour] as number) - behind) * share
      }
    }
  }
  return { data, width, height }
}
