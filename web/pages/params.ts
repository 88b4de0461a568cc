import { CONTAINERS, type Container } from '../files/types.ts'
import { ASKABLE } from '../protocol/ask.ts'
import { backdropOf, REPLACE_BACKGROUND } from '../protocol/backdrops.ts'
import type { CaptionsId } from '../protocol/captions.ts'
import { type EffectId, isMadeAtHome, LIVE_EFFECTS, PORTRAIT, STREAM_EFFECTS } from '../protocol/effects.ts'
import type { Fault } from '../protocol/faults.ts'
import { type ImagineId, isPainted } from '../protocol/imagine.ts'
import { CODECS, type CodecName, RUNGS } from '../protocol/ladder.ts'
import {
  MAX_IMAGINE_CHARACTERS,
  MAX_JOBS,
  MAX_PRICE_PART,
  MAX_SEED,
  MAX_TITLE_LENGTH,
  SEGMENT_MS,
} from '../protocol/limits.ts'
import type { Rules } from '../protocol/moderation.ts'
import type { ObjectsId } from '../protocol/objects.ts'
import { FILE_FRAMERATES, FITS, type Fit, SHAPES, type Shape } from '../protocol/picture.ts'
import type { Effect } from '../protocol/schema.ts'
import { readQuery } from './query.ts'

/** Frame rates that a ladder can be held to; 0 keeps the source's. */
export const FRAMERATES = [0, 30] as const
const SOURCES = ['camera', 'screen', 'file', 'whip'] as const
const DEFAULT_RUNGS = ['480p', '720p', '1080p']
/** Wei per output pixel that is asked for unless another price is named, and beside it for one with an effect. */
const USUAL_PRICE = 60
const USUAL_EFFECT_PRICE = 120
/** Wei for a ms of sound that is written down: about the work of an effect on as many pixels. */
const USUAL_SOUND_PRICE = 30_000
/** Wei for a pixel that is painted from words: its multiply-adds are eight times those of a style. */
const USUAL_IMAGINE_PRICE = 1000
/** Wei for a pixel: at it, one frame of 1080p costs 0.004 ether. */
export const MAX_PRICE = Number(MAX_PRICE_PART)

type Common = {
  relays: string[]
  /** What the address asks for and cannot have, in plain words: the default was taken instead. */
  problems: string[]
}

export type StreamParams = Common & {
  source: 'camera' | 'screen' | 'file' | 'whip'
  file: string
  loop: boolean
  title: string
  rungs: string[]
  codec: CodecName
  segmentMs: 1000 | 2000
  maxFramerate: number
  /**
   * Go live at once. Only a file does, and whoever publishes by the node's WHIP server: a camera or a screen never goes
   * out without a press of the button, and nothing does whose rules cannot be read.
   */
  live: boolean
  /** Wei with which a session is opened by itself where nobody has to be asked: by a headless node or a local chain's test account. */
  budget: bigint | undefined
  /** What is done to the pictures from the start. */
  effect: Effect | undefined
  /** It is made by this page, before anything is sent. */
  home: boolean
  /** Address of a picture with a face, for the effect PORTRAIT; empty: the one that this browser keeps. */
  portrait: string
  /** Address of a picture that the effect REPLACE_BACKGROUND puts behind people; empty: the effect names one of ours. */
  backdrop: string
  /** Write what is said for viewers from the start. */
  captions: boolean
  /** Find things in the picture from the start. */
  objects: boolean
  /** What is done when something is seen. */
  rules: Rules
  /** Keep it in this browser from the start. */
  record: boolean
  /** What is to fail on purpose once it is live. */
  faults: Fault[]
  /** Shows the developer panel. */
  developer: boolean
  /** The most that is paid, whole wei for an output pixel; undefined: any price. */
  maxPrice: number | undefined
  /** Stake that an orchestrator must have, smallest units. */
  minStake: bigint
  /** What counts in the choice of orchestrators. */
  weights: 'default' | 'livepeer'
}

export type FilesParams = Common & {
  /** Address of a file to begin with; empty: none. */
  file: string
  container: Container
  codec: CodecName
  /** Names of sizes. */
  sizes: string[]
  maxFramerate: number
  sound: boolean
  shape: Shape
  fit: Fit
} & Pick<StreamParams, 'budget' | 'maxPrice' | 'minStake' | 'weights'>

export type AskParams = Common & {
  /** Address of a picture or a sound to begin with; empty: none. */
  file: string
  /** What is asked for at first. */
  task: Effect
  /** What is to be painted, for tasks that paint; empty: nothing yet. */
  words: string
  /** Which of its pictures; undefined: any. */
  seed: number | undefined
  /** Ask at once, of the file or the words. */
  start: boolean
} & Pick<StreamParams, 'budget' | 'maxPrice' | 'minStake' | 'weights'>

export type ContributeParams = Common & {
  /** undefined: as many as the benchmark allows. */
  jobs: number | undefined
  start: boolean
  benchmark: boolean
  /** Wei per output pixel; 0 works for nothing. */
  price: number
  /** What is measured and offered from the start. */
  effects: (EffectId | ObjectsId | CaptionsId | ImagineId)[]
  /** Wei per output pixel with an effect, beside its price. */
  effectPrice: number
  /** Wei for a ms of sound that is written down. */
  soundPrice: number
  /** Wei for a pixel that is painted from words, beside its price. */
  imaginePrice: number
}

export type StakeParams = Common & {
  /** Whose details are open at first: an address of an account. */
  orchestrator: string | undefined
}

export type WatchParams = {
  quality: string
  muted: boolean
  /** Over HLS, where the link names an address, although there may be a direct way. */
  hls: boolean
}

/** @param search the part of the address from its `?` on */
export function streamParams(search: string): StreamParams {
  const query = readQuery(search)
  const file = query.text('file', 2048)
  const source = query.one('source', SOURCES, file ? 'file' : 'camera')
  // What is done to a file, or to what is published, is done by orchestrators.
  const canHome = file === '' && source !== 'whip'
  const { effect, backdrop } = withBackdrop(
    query.effect(canHome ? STREAM_EFFECTS : LIVE_EFFECTS),
    query.text('backdrop', 2048),
  )
  const homes = effect?.id === PORTRAIT.id ? ['1'] : canHome ? ['0', '1'] : ['0']
  const rules = query.rules()
  const usualHome = canHome && isMadeAtHome(effect?.id) ? '1' : '0'
  return {
    file,
    source,
    loop: query.flag('loop', false),
    title: query.text('title', MAX_TITLE_LENGTH),
    rungs: query.several(
      'rungs',
      RUNGS.map(rung => rung.name),
      DEFAULT_RUNGS,
    ),
    codec: query.one('codec', CODECS, 'h264'),
    segmentMs: query.number('segment', SEGMENT_MS, 1000),
    maxFramerate: query.number('framerate', FRAMERATES, 0),
    live: query.flag('live', false) && rules !== undefined && (file !== '' || source === 'whip'),
    effect,
    home: query.one('home', homes, usualHome) === '1',
    portrait: query.text('portrait', 2048),
    backdrop,
    captions: query.flag('captions', false),
    objects: query.flag('objects', false),
    rules: rules ?? [],
    record: query.flag('record', false),
    faults: query.faults(),
    developer: query.flag('developer', false),
    budget: query.amount('budget'),
    maxPrice: query.whole('maxprice', MAX_PRICE),
    minStake: query.amount('minstake') ?? 0n,
    weights: query.one('weights', ['default', 'livepeer'] as const, 'default'),
    relays: query.relays(),
    problems: query.problems,
  }
}

/** @param backdrop name of one of ours, or the address of a picture */
function withBackdrop(effect: Effect | undefined, backdrop: string) {
  if (effect?.id !== REPLACE_BACKGROUND || backdrop === '') return { effect, backdrop: '' }
  if (backdropOf(backdrop) === undefined) return { effect, backdrop }
  return { effect: { ...effect, backdrop }, backdrop: '' }
}

/** @param search the part of the address from its `?` on */
export function filesParams(search: string): FilesParams {
  const query = readQuery(search)
  const container = query.one('container', CONTAINERS, 'mp4')
  const codec = query.one('codec', CODECS, container === 'webm' ? 'vp9' : 'h264')
  if (container === 'webm' && codec === 'h264') {
    query.problems.push('WebM cannot hold H.264: VP9 is used.')
  }
  return {
    container,
    file: query.text('file', 2048),
    codec: container === 'webm' && codec === 'h264' ? 'vp9' : codec,
    sizes: query.several(
      'rungs',
      RUNGS.map(rung => rung.name),
      ['720p'],
    ),
    maxFramerate: query.number('framerate', FILE_FRAMERATES, 0),
    sound: query.flag('sound', true),
    shape: query.one('shape', SHAPES, 'all'),
    fit: query.one('fit', FITS, 'crop'),
    budget: query.amount('budget'),
    maxPrice: query.whole('maxprice', MAX_PRICE),
    minStake: query.amount('minstake') ?? 0n,
    weights: query.one('weights', ['default', 'livepeer'] as const, 'default'),
    relays: query.relays(),
    problems: query.problems,
  }
}

/** @param search the part of the address from its `?` on */
export function askParams(search: string): AskParams {
  const query = readQuery(search)
  const file = query.text('file', 2048)
  const id = query.one(
    'task',
    ASKABLE.map(({ id }) => id),
    'style-oil',
  )
  const words = query.text('words', 2 * MAX_IMAGINE_CHARACTERS)
  return {
    file,
    task: { id, strength: query.share('strength', 1) },
    words,
    seed: query.count('seed', MAX_SEED, undefined),
    start: query.flag('start', false) && (isPainted(id) ? words : file) !== '',
    budget: query.amount('budget'),
    maxPrice: query.whole('maxprice', MAX_PRICE),
    minStake: query.amount('minstake') ?? 0n,
    weights: query.one('weights', ['default', 'livepeer'] as const, 'default'),
    relays: query.relays(),
    problems: query.problems,
  }
}

/** @param search the part of the address from its `?` on */
export function contributeParams(search: string): ContributeParams {
  const query = readQuery(search)
  const jobs = query.whole('jobs', MAX_JOBS)
  const benchmark = query.flag('benchmark', true)
  if (!benchmark && jobs === undefined) {
    query.problems.push('“benchmark=0” needs “jobs=” beside it: the benchmark runs.')
  }
  return {
    jobs,
    price: query.count('price', MAX_PRICE, USUAL_PRICE),
    effects: query.effects(),
    effectPrice: query.count('effectprice', MAX_PRICE, USUAL_EFFECT_PRICE),
    soundPrice: query.count('soundprice', MAX_PRICE, USUAL_SOUND_PRICE),
    imaginePrice: query.count('imagineprice', MAX_PRICE, USUAL_IMAGINE_PRICE),
    start: query.flag('start', false),
    benchmark: benchmark || jobs === undefined,
    relays: query.relays(),
    problems: query.problems,
  }
}

/** @param search the part of the address from its `?` on */
export function stakeParams(search: string): StakeParams {
  const query = readQuery(search)
  return { orchestrator: query.account('orchestrator'), relays: query.relays(), problems: query.problems }
}

/** @param search the part of the address from its `?` on; what is behind the `#` is the share link's */
export function watchParams(search: string): WatchParams {
  const query = readQuery(search)
  const quality = query.text('quality', 16)
  return { quality: quality || 'auto', muted: query.flag('muted', false), hls: query.flag('hls', false) }
}
