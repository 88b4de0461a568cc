import { IMAGINE_KINDS } from '../protocol/imaginewords.ts'
import { HORIZON, type Layout, type Placed } from './compose.ts'
import { type Chance, startChance } from './random.ts'

/** Where a thing is at a time, s, from the beginning of a clip. */
type Path = (thing: Placed, time: number) => Placed

/** Where things are at a time, in the order of the layout, and how much of each word is in its light. */
export type Moment = { placed: Placed[]; light: Partial<Record<string, number>> }

/** The seed of a layout decides where things are; this, how they move: both by chance of their own. */
const OTHERWISE = 0x6d6f7665
/** What moves by itself, and how far across the picture it comes in a second, in pictures. */
const PACES: Partial<Record<string, [number, number]>> = {
  boat: [0.05, 0.075],
  birds: [0.07, 0.1],
  balloon: [0.02, 0.035],
  sheep: [0.012, 0.02],
}
const CLOUDS: [number, number] = [0.012, 0.022]
/** Up or down, pictures a second. */
const RISE = { balloon: 0.012, sun: 0.012, moon: 0.009 }
/** No thing goes further out of the picture than this, of its size: the net has seen none that is half cut off at the side. */
const EDGE = 0.3
/** A boat and a flock go up and down by so much, in their sizes, in so many seconds. */
const BOB = { by: 0.035, every: 2.2 }
/** What the light of a time of day is on its way to, and how much of that way a clip is. */
const LATER: Partial<Record<string, [string, number]>> = {
  dawn: ['day', 0.45],
  day: ['sunset', 0.25],
  sunset: ['night', 0.3],
  night: ['dawn', 0.25],
}
/** Camera that comes nearer or goes aside, of what stands at the lower edge, a second. */
const CAMERA = { push: 0.03, pan: 0.022 }

/**
 * How what is composed moves: things that float, fly or walk go across, each at a pace of its own; clouds drift with one
 * wind; the sun and the moon sink or rise; where nothing goes anywhere a slow camera does.
 * The order of things stays what it is in the beginning, so that none jumps before another.
 * @param length of the clip, s: all is in the middle of its way at half of it
 * @returns what is at a time, s
 */
export function motionOf({ whole, placed }: Layout, seed: number, length: number): (time: number) => Moment {
  const chance = startChance((seed ^ OTHERWISE) >>> 0)
  const wind = (chance.next() < 0.5 ? -1 : 1) * chance.between(...CLOUDS)
  const camera = cameraOf(chance)
  const goes = placed.some(({ words }) => words.some(word => PACES[word] !== undefined))
  const paths = placed.map(({ words }): Path => {
    const name = words.find(word => word === 'cloudy' || IMAGINE_KINDS.thing.includes(word)) ?? ''
    if (name === 'cloudy') return across(wind)
    if (name === 'sun' || name === 'moon') return up(isRising(name, whole) ? RISE[name] : -RISE[name])
    const pace = PACES[name]
    if (pace === undefined) return goes ? still : camera
    const walk = across((chance.next() < 0.5 ? -1 : 1) * chance.between(...pace))
    if (name === 'balloon') return both(walk, up(RISE.balloon))
    return name === 'sheep' ? walk : both(walk, bob(chance.next()))
  })
  return time => ({
    placed: placed.map((thing, index) => within((paths[index] as Path)(thing, time - length / 2))),
    light: lightAt(whole, time / length),
  })
}

/** @param share of the clip that is over */
function lightAt(whole: readonly string[], share: number): Moment['light'] {
  const now = whole.find(word => LATER[word] !== undefined)
  const [later, most] = (now !== undefined && LATER[now]) || []
  if (now === undefined || later === undefined || most === undefined) return {}
  return { [now]: 1 - most * share, [later]: most * share }
}

const still: Path = thing => thing

function across(pace: number): Path {
  return (thing, time) => ({ ...thing, x: thing.x + pace * time })
}

function up(pace: number): Path {
  return (thing, time) => ({ ...thing, y: thing.y - pace * time })
}

function bob(phase: number): Path {
  const turn = 2 * Math.PI
  return (thing, time) => ({
    ...thing,
    y: thing.y + BOB.by * thing.size * Math.sin(turn * (time / BOB.every + phase)),
  })
}

function both(one: Path, other: Path): Path {
  return (thing, time) => other(one(thing, time), time)
}

function isRising(name: 'sun' | 'moon', whole: readonly string[]): boolean {
  return name === 'moon' || whole.includes('dawn')
}

/** What is near moves more than what is far, and the ground, which fills all, not at all. */
function cameraOf(chance: Chance): Path {
  const way = chance.pick(['push', 'left', 'right'])
  const nearness = ({ y }: Placed) => 0.35 + 0.65 * Math.max(0, (y - HORIZON) / (1 - HORIZON))
  const isGround = ({ words }: Placed) =>
    words.some(word => IMAGINE_KINDS.ground.includes(word) && word !== 'river')
  return (thing, time) => {
    if (isGround(thing)) return thing
    const by = nearness(thing) * time
    if (way !== 'push') return { ...thing, x: thing.x + (way === 'left' ? 1 : -1) * CAMERA.pan * by }
    const closer = 1 + CAMERA.push * by
    return {
      ...thing,
      x: 0.5 + (thing.x - 0.5) * closer,
      y: HORIZON + (thing.y - HORIZON) * closer,
      size: thing.size * closer,
    }
  }
}

function within(thing: Placed): Placed {
  const edge = EDGE * thing.size
  return { ...thing, x: Math.min(1 + edge, Math.max(-edge, thing.x)) }
}
