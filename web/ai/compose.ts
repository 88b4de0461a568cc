import { IMAGINE_KINDS, type Slot } from '../protocol/imaginewords.ts'
import tables from './imaginescenes.json' with { type: 'json' }
import { type Chance, startChance } from './random.ts'

/** A thing, by its words, with its foot or middle at a place and a size, all in pictures. */
export type Placed = { words: readonly string[]; x: number; y: number; size: number }

/** What is said of the whole picture, and where each thing is. */
export type Layout = { whole: string[]; placed: Placed[] }

type Thing = {
  name: string
  colour?: string | undefined
  number?: string | undefined
  size?: string | undefined
}
/** The words of a picture: one of each kind, and things. */
type Scene = Record<'time' | 'weather' | 'season' | 'ground' | 'backdrop', string | undefined> & {
  things: Thing[]
}

/** Things at most; what comes after them is left out. */
export const PLACES = tables.slots
const HEIGHTS: Partial<Record<string, number>> = tables.heights
const DEPTHS: Partial<Record<string, number>> = tables.depths
/** Of things that stand. */
const NEAR = 6
const FITTING: Partial<Record<string, string[]>> = tables.fitting
/** Share of the picture above it. */
export const HORIZON = 0.5625
/** Points of the painter's canvas, in which heights are. */
const CANVAS = 256
const SEVERAL: Partial<Record<string, number>> = { two: 2, three: 3, many: 5 }
const FLOATING: Partial<Record<string, [number, number]>> = {
  sea: [0.08, 0.32],
  lake: [0.16, 0.3],
  beach: [0.05, 0.11],
  river: [0.15, 0.32],
}
const STANDING: Partial<Record<string, [number, number]>> = {
  sea: [0.1, 0.24],
  lake: [0.045, 0.06],
  beach: [0.26, 0.35],
}

/**
 * Where everything is in a picture: chance decides what the words leave open, in the way of the scenes that the net learnt from
 * (models/nets/scenes.py).
 */
export function compose(slots: readonly Slot[], seed: number): Layout {
  const chance = startChance(seed)
  const scene = complete(slots, chance)
  const { ground = '', backdrop } = scene
  const whole = [scene.time, scene.weather, scene.season, ground, backdrop].filter(word => word !== undefined)
  const placed: Placed[] = [{ words: [ground], x: 0.5, y: HORIZON, size: 0.5 }, ...farAway(backdrop, chance)]
  const bands = bandsOf(scene, chance)
  placed.push(...bands.placed)
  for (const thing of scene.things) {
    if (WHOLE.includes(thing.name)) whole.push(...named(thing))
    else placed.push(...inTheSky(thing, scene, chance))
  }
  placed.push(...onTheGround(scene, bands.river, chance))
  const clouds =
    scene.weather === 'clear'
      ? Math.floor(chance.next() * 3)
      : (tables.clouds[scene.weather as keyof typeof tables.clouds] ?? 0)
  for (let index = 0; index < clouds; index += 1) {
    const [x, y] = [chance.next(), chance.between(0.06, 0.6) * HORIZON]
    placed.push({ words: ['cloudy'], x, y, size: chance.between(0.15, 0.28) })
  }
  return { whole, placed: placed.slice(0, PLACES) }
}

/** By this things are painted one over another: what is far first, and of what stands what is higher up. */
export function depthOf({ words, y }: Placed): number {
  const depth = (word: string) => DEPTHS[word] ?? (HEIGHTS[word] === undefined ? 0 : NEAR)
  return 10 * words.reduce((sum, word) => sum + depth(word), 0) + y
}

const WHOLE = ['stars', 'aurora', 'sky']

/** What is not said is chosen so that it fits: a snowman stands in snow, stars shine at night. */
function complete(slots: readonly Slot[], chance: Chance): Scene {
  const said = (kind: keyof typeof IMAGINE_KINDS) =>
    slots.flat().find(word => IMAGINE_KINDS[kind].includes(word))
  const things = slots.flatMap((slot): Thing[] => {
    const of = (kind: keyof typeof IMAGINE_KINDS) => slot.find(word => IMAGINE_KINDS[kind].includes(word))
    const name = of('thing')
    return name === undefined ? [] : [{ name, colour: of('colour'), number: of('number'), size: of('size') }]
  })
  const has = (...names: string[]) => things.some(({ name }) => names.includes(name))
  const dark = has('stars', 'aurora') || (has('moon') && !has('sun'))
  const time = said('time') ?? (dark ? 'night' : chance.pick(['dawn', 'day', 'sunset'], [1, 4, 1]))
  const winter = said('season') === 'winter' || has('snowman', 'igloo')
  const lies = ({ name }: Thing) => HEIGHTS[name] !== undefined || name === 'path'
  const fits = IMAGINE_KINDS.ground.filter(ground =>
    things.every(thing => !lies(thing) || FITTING[ground]?.includes(thing.name)),
  )
  const ground = said('ground') ?? (winter ? 'snow' : chance.pick(fits.length > 0 ? fits : ['meadow']))
  const summery = ['desert', 'beach', 'sea'].includes(ground)
  const season =
    said('season') ??
    (ground === 'snow' ? 'winter' : summery ? 'summer' : chance.pick(['spring', 'summer'], [1, 3]))
  const weather = said('weather') ?? 'clear'
  const backdrop = said('backdrop') ?? chance.pick([undefined, 'hills', 'mountains', 'forest'], [3, 1, 2, 1])
  if (time === 'night' && weather === 'clear') {
    if (!has('stars')) things.push({ name: 'stars' })
    if (!has('moon', 'aurora') && chance.next() < 0.5) things.push({ name: 'moon' })
  } else if (weather === 'clear' && !has('sun', 'moon', 'rainbow') && chance.next() < 0.5)
    things.push({ name: 'sun' })
  return { time, weather, season, ground, backdrop, things }
}

function named({ name, colour }: Thing): string[] {
  return colour === undefined ? [name] : [name, colour]
}

function sized({ size }: Thing, chance: Chance): number {
  if (size === 'big') return 1.45
  return size === 'small' ? 0.66 : chance.between(0.93, 1.07)
}

function farAway(backdrop: string | undefined, chance: Chance): Placed[] {
  const y = HORIZON
  if (backdrop === 'volcano')
    return [{ words: [backdrop], x: chance.between(0.3, 0.7), y, size: chance.between(0.33, 0.41) }]
  if (backdrop !== 'mountains') return []
  const row = (count: number, tall: number) =>
    Array.from({ length: count }, (_, index) => ({
      words: [backdrop],
      x: (index + chance.between(0.2, 0.8)) / count,
      y,
      size: tall * chance.between(0.75, 1.1),
    }))
  return [...row(2, 0.38), ...row(3, 0.26)]
}

/** River and path, by four places on each; and where across the river is, by the share of the way from the horizon. */
function bandsOf({ ground, things }: Scene, chance: Chance) {
  const placed: Placed[] = []
  let river: ((share: number) => number) | undefined
  const land = !['sea', 'lake', 'beach'].includes(ground as string)
  for (const name of ['river', 'path']) {
    if (name !== ground && !(land && things.some(thing => thing.name === name))) continue
    const [start, end, bend] = [
      chance.between(0.3, 0.7),
      chance.between(0.25, 0.75),
      chance.between(-0.2, 0.2),
    ]
    const across = (share: number) => start + (end - start) * share + bend * Math.sin(share * Math.PI * 1.5)
    for (const share of [0.1, 0.35, 0.65, 0.95]) {
      const y = HORIZON + (1 - HORIZON) * share
      placed.push({ words: [name], x: across(share), y, size: 0.03 + 0.17 * share })
    }
    if (name === 'river') river = across
  }
  return { placed, river }
}

function inTheSky(thing: Thing, { time }: Scene, chance: Chance): Placed[] {
  const { name, number } = thing
  if (name === 'sun' || name === 'moon') {
    const size = 0.2 * sized(thing, chance)
    const low = name === 'sun' && (time === 'dawn' || time === 'sunset')
    const y = low ? HORIZON - chance.between(0.05, 0.5) * size : chance.between(0.16, 0.45) * HORIZON
    return [{ words: named(thing), x: chance.between(0.15, 0.85), y, size }]
  }
  const x = chance.between(0.3, 0.7)
  if (name === 'rainbow') return [{ words: [name], x, y: HORIZON + 0.08, size: chance.between(0.4, 0.48) }]
  if (name !== 'birds') return []
  const words = number === undefined ? [name] : [name, number]
  return [{ words, x, y: chance.between(0.25, 0.5) * HORIZON, size: 0.16 }]
}

/** Each in a column of its own, out of the river. */
function onTheGround(
  { ground = '', things }: Scene,
  river: ((share: number) => number) | undefined,
  chance: Chance,
): Placed[] {
  const each = things
    .filter(({ name }) => HEIGHTS[name] !== undefined)
    .flatMap(thing => {
      const count = SEVERAL[thing.number ?? ''] ?? 1
      return Array.from({ length: count }, () => ({ thing, count }))
    })
  const columns = chance.shuffle(each.map((_, index) => index))
  return each.map(({ thing, count }, index) => {
    const { name } = thing
    const flies = name === 'balloon'
    let x = ((columns[index] as number) + chance.between(0.3, 0.7)) / each.length
    const range = (name === 'boat' ? FLOATING[ground] : undefined) ?? STANDING[ground] ?? [0.1, 0.35]
    const y = flies ? chance.between(0.5, 0.95) * HORIZON : HORIZON + chance.between(...range)
    const share = (y - HORIZON) / (1 - HORIZON)
    if (river !== undefined) {
      const middle = river(share)
      if (name === 'boat') x = middle
      else if (Math.abs(x - middle) < 0.18 && !flies) x += x > middle ? 0.24 : -0.24
    }
    const near = flies ? 1 : 0.82 + 0.36 * share
    const crowd = [0, 1.12, 0.92, 0.8][count] ?? 0.64
    const size = ((HEIGHTS[name] as number) / CANVAS) * near * crowd * sized(thing, chance)
    return { words: named(thing), x: Math.min(0.94, Math.max(0.06, x)), y, size }
  })
}
