import { cropped } from '../codec/crop.ts'
import { decodeAll } from '../codec/decodeall.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { placeOf, type Rect, type Size } from '../protocol/crop.ts'
import { effectOf } from '../protocol/effects.ts'
import { toError } from '../protocol/errors.ts'
import { codecString } from '../protocol/ladder.ts'
import type { Rendition } from '../protocol/schema.ts'
import { aimAt } from './aim.ts'
import { type Change, changeOf } from './effect.ts'
import { filledBy } from './filled.ts'
import { judge } from './judge.ts'
import { type Measures, measure } from './measure.ts'
import { fineGrid, type Picture, pictureOf } from './picture.ts'
import type { Finding, Sample } from './types.ts'

/** Frames that are looked at where an effect has to be applied to them first: each run of a model costs tens of milliseconds. */
const EFFECT_FRAMES = 8
const REMEMBERS = 'What this effect does depends on earlier frames, so it cannot be done again to compare it.'
/** Frames whose fine detail is looked at. */
const FINE_FRAMES = 3
const RECLAIMED = 'The browser has taken the decoder away.'

/**
 * Decodes a rendition's segment and the source's at the same times, and compares all pictures. What this browser
 * cannot decode or read is skipped; a rendition that cannot be decoded although its codec can be is a cheat.
 */
export async function check(sample: Sample): Promise<Finding> {
  const began = performance.now()
  const found = (verdict: Finding['verdict'], reason: string, measures?: Measures): Finding => {
    return { verdict, reason, measures, took: performance.now() - began }
  }
  const { format, rendition, source, frames, crop, colorSpace, made } = sample
  if (made && effectOf(made.effect.id)?.remembers) return found('skipped', REMEMBERS)
  const config = await decoderFor(rendition, format.framerate)
  if (config === undefined) return found('skipped', `This browser cannot decode ${rendition.codec}.`)

  const times = frames.map(({ timestamp }) => timestamp)
  const { width, height } = format
  const aim = aimAt(placeOf({ width, height, crop }), rendition)
  const glance = {
    times: new Set(made ? evenly(times, EFFECT_FRAMES) : times),
    fine: fineGrid({ width: rendition.width * aim.shown.width, height: rendition.height * aim.shown.height }),
  }
  let change: Change | undefined
  try {
    change = made && (await changeOf(made))
  } catch (thrown) {
    return found('skipped', `The effect cannot be applied here. ${toError(thrown).message}`)
  }
  const { codec, description } = format
  const whole = { codec, ...(description && { description }), ...(colorSpace && { colorSpace }) }
  const part = crop && ((frame: VideoFrame) => cropped(frame, { width, height, crop }))
  const original = await lookAgain(whole, source, { ...glance, aim: aim.source, black: [], part, change })
  if (original === 'reclaimed') return found('skipped', RECLAIMED)
  if (original === undefined) return found('skipped', 'The source could not be decoded.')
  if (original.frames === 0) return found('skipped', 'The source is not kept from its key on.')
  const shown = await lookAgain(config, frames, { ...glance, aim: aim.shown, black: aim.bars })
  if (shown === 'reclaimed') return found('skipped', RECLAIMED)
  if (shown === undefined) return found('cheat', 'Its frames cannot be decoded.')
  if (shown.frames < glance.times.size) return found('cheat', 'Some of its frames show nothing.')

  const odd = shown.pictures.find(
    ({ width, height }) => width !== rendition.width || height !== rendition.height,
  )
  if (odd !== undefined) {
    const [is, ordered] = [odd, rendition].map(({ width, height }) => `${width} × ${height}`)
    return found('cheat', `Its pictures are ${is}, not ${ordered}.`)
  }
  const measures = measure(original.pictures, shown.pictures, glance.fine)
  if (measures === undefined) return found('skipped', 'This browser does not let the pictures be read.')
  const reason = judge(measures, filledBy(sample))
  return reason === undefined ? found('good', '', measures) : found('cheat', reason, measures)
}

/** Once more where the browser has taken the decoder away, as it does where there are many: no fault of the frames. */
async function lookAgain(config: VideoDecoderConfig, chunks: Chunk[], glance: Glance) {
  const once = await look(config, chunks, glance)
  return once === 'reclaimed' ? look(config, chunks, glance) : once
}

type Glance = {
  times: Set<number>
  fine: Size
  /** What is compared of what remains of a frame, and what of it has to be black. */
  aim: Rect
  black: Rect[]
  part?: ((frame: VideoFrame) => VideoFrame) | undefined
  change?: Change | undefined
}

/** Pictures of the frames at some times; undefined where it cannot be decoded. */
async function look(config: VideoDecoderConfig, chunks: Chunk[], glance: Glance) {
  const { times, fine, aim, black, part, change } = glance
  const every = Math.ceil(times.size / FINE_FRAMES)
  const closely = new Set([...times].filter((_, index) => index % every === every >> 1))
  const pictures: Picture[] = []
  let frames = 0
  try {
    await decodeAll(config, chunks, async frame => {
      if (!times.has(frame.timestamp)) return
      frames += 1
      const seen = part === undefined ? frame : part(frame)
      const view = change === undefined ? seen : await change(seen)
      const picture = await pictureOf(view, closely.has(frame.timestamp) ? fine : undefined, aim, black)
      for (const own of new Set([seen, view])) if (own !== frame) own.close()
      if (picture !== undefined) pictures.push(picture)
    })
  } catch (thrown) {
    return thrown instanceof Error && thrown.name === 'QuotaExceededError' ? 'reclaimed' : undefined
  }
  return { pictures, frames }
}

/** In software where that can be: a hardware decoder that is taken by others is no proof of anything. */
async function decoderFor(rendition: Rendition, framerate: number): Promise<VideoDecoderConfig | undefined> {
  const codec = codecString(rendition.codec, { ...rendition, framerate: rendition.maxFramerate || framerate })
  for (const hardwareAcceleration of ['prefer-software', 'no-preference'] as const) {
    const { supported, config } = await VideoDecoder.isConfigSupported({ codec, hardwareAcceleration })
    if (supported) return config
  }
  return undefined
}

/** So many of all, evenly spread. */
function evenly<T>(all: readonly T[], most: number): T[] {
  const every = Math.max(1, all.length / most)
  return all.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every))
}
