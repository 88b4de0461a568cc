import { REPLACE_BACKGROUND } from './backdrops.ts'
import { CAPTIONS } from './captions.ts'
import { isPainted } from './imagine.ts'
import { MAX_EFFECT_WEIGHT, MAX_IMAGINE_WEIGHT, MAX_SOUND_WEIGHT } from './limits.ts'
import type { Effect, EffectOffer, EffectOrder, FullEffect, Offer, Price } from './schema.ts'

type Size = { width: number; height: number }

export type EffectId =
  | 'style-comic'
  | 'style-neon'
  | 'style-oil'
  | 'style-sketch'
  | 'blur'
  | 'blur-background'
  | typeof REPLACE_BACKGROUND
  | 'blur-faces'
  | 'avatar'
  | 'less-noise'
  | 'low-light'
  | 'enlarge'

/** A picture of the streamer's own, moved by their face. */
export type PortraitId = 'portrait'

export type EffectKind<Id = EffectId> = {
  id: Id
  /** To be shown. */
  name: string
  /** Multiply-adds for each pixel that comes of it. */
  macs: number
  /** What it does to a frame depends on those before it. */
  remembers?: true
  /** There is no less of it, whatever the strength. */
  whole?: true
  /** Best made by the streamer's own page, before anything is sent. */
  home?: true
  /** Makes twice the width and height. */
  enlarges?: true
}

/** The whole picture is blurred, so that nothing in it is to be made out; without a net. */
export const BLUR = 'blur'

/** What can be done to pictures, in the order in which it is shown. */
export const EFFECTS: readonly EffectKind[] = [
  { id: 'style-comic', name: 'Comic', macs: 1944 },
  { id: 'style-neon', name: 'Neon', macs: 1944 },
  { id: 'style-oil', name: 'Oil painting', macs: 1944 },
  { id: 'style-sketch', name: 'Pencil', macs: 1944 },
  { id: BLUR, name: 'Blurred', macs: 0 },
  { id: 'blur-background', name: 'Background blurred', macs: 257 },
  { id: REPLACE_BACKGROUND, name: 'Another background', macs: 257, whole: true },
  { id: 'blur-faces', name: 'Faces hidden', macs: 1638, remembers: true },
  { id: 'avatar', name: 'Fox avatar', macs: 370, remembers: true, whole: true, home: true },
  { id: 'less-noise', name: 'Less noise', macs: 0, remembers: true, home: true },
  { id: 'low-light', name: 'Low light', macs: 0, remembers: true, home: true },
  { id: 'enlarge', name: 'Twice as large', macs: 2844, whole: true, enlarges: true },
]

/** Made by the streamer's page alone: nobody else is given the picture that is shown, nor theirs. */
export const PORTRAIT: EffectKind<PortraitId> = {
  id: 'portrait',
  name: 'Your picture',
  macs: 370,
  remembers: true,
  whole: true,
  home: true,
}

/** Those that can be done to a stream, whose size they leave as it is. */
export const LIVE_EFFECTS = EFFECTS.filter(({ enlarges }) => !enlarges)

/** Those that a streamer can choose from. */
export const STREAM_EFFECTS: readonly EffectKind<EffectId | PortraitId>[] = [...LIVE_EFFECTS, PORTRAIT]

/** Those that can be done to a file, whose segments are made apart from each other. */
export const FILE_EFFECTS = EFFECTS.filter(({ remembers }) => !remembers)

/** What can be asked of others. */
export function effectOf(id: string): EffectKind | undefined {
  return EFFECTS.find(effect => effect.id === id)
}

export function streamEffectOf(id: string): EffectKind<EffectId | PortraitId> | undefined {
  return STREAM_EFFECTS.find(effect => effect.id === id)
}

/** Whether the streamer's own page makes it unless told otherwise. */
export function isMadeAtHome(id: string | undefined): boolean {
  return id !== undefined && streamEffectOf(id)?.home === true
}

/** Height and width of a picture to which an effect, or none, has been done. */
export function sizeAfter(id: string | undefined, { width, height }: Size): Size {
  const times = id !== undefined && effectOf(id)?.enlarges ? 2 : 1
  return { width: times * width, height: times * height }
}

/** What an offer says of an effect. */
export function offeredEffect({ effects = [] }: Offer, id: string): EffectOffer | undefined {
  return effects.find(effect => effect.id === id)
}

/** What an effect is ordered for at an offer: the price that it says. */
export function effectOrder(full: FullEffect | undefined, offer: Offer): EffectOrder {
  if (full === undefined) return {}
  const { picture, ...effect } = full
  const price = offeredEffect(offer, effect.id)?.price
  return { effect, ...(price && { price }), ...(picture && { picture }) }
}

/** What was ordered. */
export function orderedEffect({ effect, picture }: EffectOrder): FullEffect | undefined {
  return effect && { ...effect, ...(picture && { picture }) }
}

/** Whether both are the same, or none. */
export function isSameEffect(one: Effect | undefined, other: Effect | undefined): boolean {
  return isSameKind(one, other) && one?.strength === other?.strength
}

/** Whether they differ by no more than how strong they are. */
export function isSameKind(one: Effect | undefined, other: Effect | undefined): boolean {
  return one?.id === other?.id && one?.backdrop === other?.backdrop
}

/** For how many plain pixels one with this effect counts at an offer; 1 without an effect. */
export function weightAt(offer: Offer, id: string | undefined): number {
  return id === undefined ? 1 : effectWeight(offer.price, offeredEffect(offer, id)?.price)
}

/** Whether an offer has this effect, for a price at which it can be paid. */
export function offersEffect(offer: Offer, id: string): boolean {
  return offeredEffect(offer, id) !== undefined && weightAt(offer, id) <= mostWeight(id)
}

function mostWeight(id: string): number {
  if (id === CAPTIONS.id) return 1 + MAX_SOUND_WEIGHT
  return isPainted(id) ? MAX_IMAGINE_WEIGHT : MAX_EFFECT_WEIGHT
}

/**
 * For how many plain output pixels one with an effect counts: in tickets, in credit and in what is owed. Effects are
 * priced by the output pixel, as that is what both sides count. Who encodes for nothing applies them for nothing.
 * @param price of an output pixel
 * @param extra what an effect costs beside it
 */
export function effectWeight(price: Price | undefined, extra: Price | undefined): number {
  if (price === undefined || price.wei === 0n || extra === undefined) return 1
  return 1 + ratio(extra) / ratio(price)
}

/** Whether an effect is cheap enough, beside what an output pixel costs, to be paid for in time. */
export function isPayable(price: Price | undefined, extra: Price | undefined): boolean {
  return effectWeight(price, extra) <= MAX_EFFECT_WEIGHT
}

function ratio({ wei, pixels }: Price): number {
  return Number(wei) / Number(pixels)
}
