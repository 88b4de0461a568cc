import type { BackdropId } from '../protocol/backdrops.ts'
import { innerSize, type Planes, type Size } from './picture.ts'
import { startChance } from './random.ts'

type Colour = readonly [number, number, number]
/** @param x from the middle, to the right @param y from the top; both in heights of the picture */
type Paint = (x: number, y: number) => Colour

const SCENES: Record<BackdropId, () => Paint> = { studio, window, lights, hills }

/** Rows that are painted; more are mixed of them, as nothing in them is sharper. */
const MOST_ROWS = 360

/** Backgrounds of our own, soft as behind a lens: the same on every machine, in the shape of any picture. */
export function paintScenery(id: BackdropId, of: Size): Planes {
  const paint = SCENES[id]()
  const { width, height } = innerSize(of, (MOST_ROWS ** 2 * of.width) / of.height)
  const area = width * height
  const data = new Float32Array(3 * area)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = paint((x + 0.5 - width / 2) / height, (y + 0.5) / height)
      for (let index = 0; index < 3; index += 1)
        data[index * area + y * width + x] = (colour[index] as number) / 255
    }
  }
  return { data, width, height }
}

/** A wall in the light of one lamp, and the floor before it. */
function studio(): Paint {
  return (x, y) => {
    const lamp = Math.exp(-((x + 0.25) ** 2) / 0.5 - (y - 0.3) ** 2 / 0.28)
    const wall = mix([52, 60, 72], [158, 168, 178], lamp)
    const floor = mix([44, 48, 56], [120, 124, 130], Math.exp(-((x + 0.15) ** 2) / 0.6) * (1.35 - y))
    return mix(wall, floor, smooth(0.82, 0.96, y))
  }
}

/** A warm wall, on which the sun throws the shape of a window. */
function window(): Paint {
  return (x, y) => {
    const wall = mix([226, 205, 182], [176, 146, 122], smooth(-0.9, 1, 0.6 * x + 0.8 * (y - 0.4)))
    const [across, up] = [x - 0.35 * (y - 0.5), y + 0.18 * x]
    const pane = (middle: number) => edge(across - middle, 0.15)
    const rows = edge(up - 0.29, 0.15) + edge(up - 0.64, 0.15)
    const sun = Math.min(1, (pane(-0.48) + pane(-0.14) + pane(0.2)) * rows)
    const fade = 1 - smooth(-0.2, 0.75, x)
    return mix(wall, [255, 240, 214], 0.62 * sun * (0.35 + 0.65 * fade))
  }
}

/** 1 within so far of the middle, 0 outside, soft between. */
const edge = (from: number, half: number) => 1 - smooth(half - 0.022, half + 0.022, Math.abs(from))

type Light = { x: number; y: number; radius: number; colour: Colour; strength: number }

const LAMPS: Colour[] = [
  [255, 176, 92],
  [255, 208, 140],
  [250, 132, 92],
  [120, 170, 235],
  [236, 120, 160],
]

/** Lights of a town at night, far out of focus. */
function lights(): Paint {
  const chance = startChance(7)
  const town = Array.from({ length: 58 }, (): Light => {
    const radius = chance.between(0.022, 0.075)
    return {
      ...{
        x: chance.between(-1.3, 1.3),
        y: 0.6 + chance.between(-1, 1) * chance.between(0.05, 0.42),
        radius,
      },
      ...{ colour: chance.pick(LAMPS, [4, 4, 2, 2, 1]), strength: chance.between(0.16, 0.5) },
    }
  })
  return (x, y) => {
    const sky = mix([14, 18, 38], [58, 44, 66], smooth(0, 0.62, y))
    const ground = mix([46, 34, 48], [16, 14, 24], smooth(0.62, 1, y))
    const colour = [...mix(sky, ground, smooth(0.55, 0.72, y))] as [number, number, number]
    for (const { x: left, y: top, radius, colour: lamp, strength } of town) {
      const from = Math.hypot(x - left, y - top) / radius
      if (from > 1.15) continue
      const much = strength * (1 - smooth(0.9, 1.12, from)) * (0.75 + 0.25 * from)
      for (let index = 0; index < 3; index += 1)
        colour[index] = (colour[index] as number) + much * (lamp[index] as number)
    }
    return colour
  }
}

/** Ranges of hills in the morning, the farther the paler. */
function hills(): Paint {
  const ranges = [0.52, 0.61, 0.71, 0.83, 0.96].map((top, index) => ({ top, index, far: 1 - index / 4 }))
  return (x, y) => {
    const sun = Math.exp(-((x - 0.32) ** 2 + (y - 0.34) ** 2) / 0.09)
    const sky = mix([150, 190, 216], [250, 222, 190], smooth(0, 0.58, y))
    let colour = mix(sky, [255, 244, 220], 0.85 * sun)
    for (const { top, index, far } of ranges) {
      const rise = 0.05 * Math.sin(2.3 * x * (1 + 0.3 * index) + 1.9 * index + 0.6)
      const ridge = top - rise - 0.022 * Math.sin(6.1 * x + 2.7 * index)
      const blur = 0.006 + 0.012 * (1 - far)
      const mist = 0.55 * smooth(0, 0.22, y - ridge) * (0.35 + 0.65 * far)
      const hill = mix(mix([58, 92, 84], [186, 198, 200], far), [232, 226, 212], mist)
      colour = mix(colour, hill, smooth(ridge - blur, ridge + blur, y))
    }
    return colour
  }
}

/** 0 below, 1 above, and without a corner between. */
function smooth(low: number, high: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)))
  return share * share * (3 - 2 * share)
}

function mix(one: Colour, other: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => one[index] + (other[index] - one[index]) * share
  return [part(0), part(1), part(2)]
}
