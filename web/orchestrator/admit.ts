import { ASKABLE, askPixels } from '../protocol/ask.ts'
import type { AskRequest } from '../protocol/askschema.ts'
import { type EffectKind, effectWeight, isPayable, sizeAfter } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import { codecString } from '../protocol/ladder.ts'
import { MAX_LADDER_PIXELS } from '../protocol/limits.ts'
import { lookPixels, OBJECTS } from '../protocol/objects.ts'
import type { EffectOffer, EffectOrder, Price, RecogniseOrder, Rendition } from '../protocol/schema.ts'
import type { Benchmark } from '../transcode/types.ts'

/** What is asked for, live or of a file. */
export type Wanted = {
  source: {
    codec: string
    width: number
    height: number
    framerate?: number
    description?: Uint8Array<ArrayBuffer>
  }
  renditions: (Rendition & { quantizer?: number })[]
  effect?: EffectOrder
}

export type Load = {
  /** Jobs and requests. */
  running: number
  maxJobs: number
  paused: boolean
}

/**
 * Whether this orchestrator takes a job; returns if so.
 * @throws MillraceError paused, busy or unsupported, with the reason that the gateway is told
 */
export async function admit(request: Wanted, load: Load, benchmark: Benchmark): Promise<void> {
  checkPlace(load)
  const offered = benchmark.codecs.filter(({ supported }) => supported).map(({ codec }) => codec)
  const missing = request.renditions.find(({ codec }) => !offered.includes(codec))
  if (missing !== undefined) {
    throw new MillraceError('unsupported', `This orchestrator does not encode ${missing.codec}.`)
  }
  checkSizes(request)
  await checkDecoder(request)
  for (const rendition of request.renditions) {
    const picture = {
      width: rendition.width,
      height: rendition.height,
      framerate: request.source.framerate ?? 0,
    }
    const config = {
      codec: codecString(rendition.codec, picture),
      ...picture,
      bitrate: rendition.bitrate,
    }
    const { supported } = await VideoEncoder.isConfigSupported(config)
    if (!supported)
      throw new MillraceError('unsupported', `This orchestrator cannot encode ${rendition.name}.`)
    if (rendition.quantizer !== undefined) await checkQuality(rendition, config)
  }
}

/** Some browsers' encoders only keep to a bit rate. */
async function checkQuality({ codec }: Rendition, config: VideoEncoderConfig): Promise<void> {
  const { supported } = await VideoEncoder.isConfigSupported({
    ...config,
    bitrateMode: 'quantizer',
    hardwareAcceleration: 'prefer-software',
  })
  if (supported) return
  throw new MillraceError('unsupported', `This orchestrator makes ${codec} to a bit rate, not to a quality.`)
}

/** @throws MillraceError paused or busy */
export function checkPlace({ paused, running, maxJobs }: Load): void {
  if (paused) throw new MillraceError('paused', 'This orchestrator finishes its jobs and takes no new ones.')
  if (running < maxJobs) return
  const taken =
    maxJobs === 1
      ? 'The only place of this orchestrator is'
      : `All ${maxJobs} places of this orchestrator are`
  throw new MillraceError('busy', `${taken} taken.`)
}

/**
 * A request takes seconds, and a live job may take the only place for hours: one is taken beside all that runs.
 * @param asks requests that run
 * @throws MillraceError paused or busy
 */
export function checkAskPlace(load: Load, asks: number): void {
  checkPlace(asks === 0 ? { ...load, running: 0 } : load)
}

/**
 * For how many plain pixels a request counts; 0: it is done for nothing.
 * @param price of a pixel; undefined: all is done for nothing
 * @throws MillraceError unsupported or too-dear: it is not done here, or not for so little
 */
export function weighAsk(
  request: AskRequest,
  offered: readonly EffectOffer[],
  price: Price | undefined,
): number {
  const { id } = request.task
  const offer = offered.find(each => each.id === id)
  if (offer === undefined || !ASKABLE.some(each => each.id === id)) {
    throw new MillraceError('unsupported', `This orchestrator does not offer ${id} on request.`)
  }
  const pixels = askPixels(request, price, request.price)
  if (pixels >= askPixels(request, price, offer.price)) return pixels
  throw new MillraceError('too-dear', `This orchestrator does not do ${id} for this price.`)
}

/**
 * For how many plain pixels one with the effect counts; 1 without an effect.
 * @param kinds those that can be done to what is made
 * @param price of the job; undefined: it is done for nothing, and so is the effect
 * @throws MillraceError unsupported or too-dear: it is not done here, or not for so little
 */
export function weighEffect(
  order: EffectOrder | undefined,
  kinds: readonly EffectKind[],
  offered: readonly EffectOffer[],
  price: Price | undefined,
): number {
  const id = order?.effect?.id
  if (order === undefined || id === undefined) return 1
  const offer = offered.find(each => each.id === id)
  if (offer === undefined || !kinds.some(kind => kind.id === id)) {
    throw new MillraceError('unsupported', `This orchestrator does not offer ${id} for this.`)
  }
  const weight = effectWeight(price, order.price)
  if (weight < effectWeight(price, offer.price) || !isPayable(price, order.price)) {
    throw new MillraceError('too-dear', `This orchestrator does not apply ${id} for this price.`)
  }
  return weight
}

/**
 * For how many plain pixels a look for things in the picture counts; undefined where it is not wanted, or not done for
 * so little: work goes on without.
 */
export function weighLook(
  { on, price }: RecogniseOrder,
  offered: readonly EffectOffer[],
  ofPixel: Price | undefined,
): number | undefined {
  const offer = offered.find(({ id }) => id === OBJECTS.id)
  if (!on || offer === undefined) return undefined
  const pixels = lookPixels(ofPixel, price)
  return pixels < lookPixels(ofPixel, offer.price) ? undefined : pixels
}

/**
 * The rungs of a ladder are no larger than its source or what an effect makes of it, but for sides that are made even,
 * and bounded together. Pixels need not be square: one side may be longer.
 */
function checkSizes({ source, effect, renditions }: Wanted): void {
  const most = sizeAfter(effect?.effect?.id, source)
  const larger = renditions.find(({ width, height }) => width > most.width + 1 && height > most.height + 1)
  if (larger !== undefined) {
    throw new MillraceError(
      'unsupported',
      `${larger.name} is larger than the source, which is not done here.`,
    )
  }
  const pixels = renditions.reduce((sum, { width, height }) => sum + width * height, 0)
  if (pixels > MAX_LADDER_PIXELS) {
    throw new MillraceError('unsupported', `A ladder of ${pixels} pixels is more than ${MAX_LADDER_PIXELS}.`)
  }
}

async function checkDecoder({ source }: Wanted): Promise<void> {
  const { supported } = await VideoDecoder.isConfigSupported({
    codec: source.codec,
    codedWidth: source.width,
    codedHeight: source.height,
    ...(source.description === undefined ? {} : { description: source.description }),
  }).catch(() => ({ supported: false }))
  if (!supported) throw new MillraceError('unsupported', `This orchestrator cannot decode ${source.codec}.`)
}
