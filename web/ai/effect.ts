import { calmAt } from '../avatar/motion.ts'
import { createPortraitScene } from '../avatar/portraitscene.ts'
import { createScene } from '../avatar/scene.ts'
import type { Portrait } from '../avatar/types.ts'
import { CAPTIONS, type CaptionsId } from '../protocol/captions.ts'
import type { EffectId } from '../protocol/effects.ts'
import { IMAGINE_ANY, type ImagineId, isPainted } from '../protocol/imagine.ts'
import { OBJECTS, type ObjectsId } from '../protocol/objects.ts'
import { type FollowNets, startAvatar } from './avatar.ts'
import type { Backdrop } from './backdrop.ts'
import { blur } from './blur.ts'
import { startBlurBackground } from './blurbackground.ts'
import { startBlurFaces } from './blurfaces.ts'
import { startEnlarge } from './enlarge.ts'
import { unknownModel } from './errors.ts'
import { HEARING_BYTES } from './hearingmodels.ts'
import { findHub, hubBytes } from './hub/registry.ts'
import { IMAGINE_MODELS } from './imagine.ts'
import { startLessNoise } from './lessnoise.ts'
import { findModel, loadModel, type OnProgress } from './load.ts'
import { startLowLight } from './lowlight.ts'
import type { Model } from './registry.ts'
import { startReplaceBackground } from './replacebackground.ts'
import { openSession, type Session } from './session.ts'
import { startStyle } from './style.ts'

/** An effect on pictures, kept open for a stream's length; lives in a Worker. */
export type Effect = {
  /**
   * The given frame stays open.
   * @param strength 0 changes nothing, 1 is all of it
   * @returns a new frame with the same timestamp and display size, or twice that where the effect enlarges
   * @throws MillraceError too-large, bad-model
   */
  apply(frame: VideoFrame, strength: number): Promise<VideoFrame>
  close(): Promise<void>
}

/** A CPU cannot do more in time. */
const LIVE_PIXELS = 640 * 360
/** Nobody waits for the next picture; of a larger one too little of a style would be seen. */
export const STILL_PIXELS = 1280 * 720

/** An effect that is to be opened, with what it needs beside its models. */
export type Wanted = { id: EffectId } & Backdrop

/** What goes on around runs of an effect's models. */
type Kind = {
  models: readonly string[]
  /** @param mostPixels that a net which makes pictures is given; larger ones are made in that size, in their own shape, and enlarged */
  start(sessions: readonly Session[], mostPixels: number, wanted: Wanted): Starting
}

type Starting = Effect['apply'] | Promise<Effect['apply']>

/** The nets that follow a face, in the order of `FollowNets`. */
const FOLLOWS = ['blazeface', 'facemesh', 'iris'] as const

const KINDS: Record<EffectId, Kind> = {
  'style-comic': kind(['style-comic'], ([net], most) => startStyle(net, most)),
  'style-neon': kind(['style-neon'], ([net], most) => startStyle(net, most)),
  'style-oil': kind(['style-oil'], ([net], most) => startStyle(net, most)),
  'style-sketch': kind(['style-sketch'], ([net], most) => startStyle(net, most)),
  blur: kind([], () => blur),
  'blur-background': kind(['selfie'], ([net]) => startBlurBackground(net)),
  'replace-background': kind(['selfie'], ([net], _, wanted) => startReplaceBackground(net, wanted)),
  'blur-faces': kind(['blazeface'], ([net]) => startBlurFaces(net)),
  avatar: kind(FOLLOWS, nets => startAvatar(nets, createScene)),
  'less-noise': kind([], startLessNoise),
  'low-light': kind([], startLowLight),
  enlarge: kind(['enlarge'], ([net]) => startEnlarge(net)),
}

/** A session for each model. */
function kind<const Models extends readonly string[]>(
  models: Models,
  start: (sessions: { [Index in keyof Models]: Session }, mostPixels: number, wanted: Wanted) => Starting,
): Kind {
  return { models, start: start as Kind['start'] }
}

/**
 * Downloads its models if need be, checks them, and makes them ready.
 * @param onprogress share of the download
 * @param mostPixels see `Kind`
 * @throws MillraceError not-found, bad-model; bad-input: what it needs beside them cannot be read
 */
export async function openEffect(
  of: EffectId | Wanted,
  onprogress?: OnProgress,
  mostPixels = LIVE_PIXELS,
): Promise<Effect> {
  const wanted = typeof of === 'string' ? { id: of } : of
  const { models, start } = kindOf(wanted.id)
  const sessions = await openAll(models.map(findModel), onprogress)
  const close = async () => void (await Promise.all(sessions.map(session => session.close())))
  try {
    return { apply: await start(sessions, mostPixels, wanted), close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

/**
 * The same for a picture that does what the face before the camera does.
 * @throws MillraceError bad-model; bad-input: the picture cannot be read
 */
export async function openPortrait(portrait: Portrait, onprogress?: OnProgress): Promise<Effect> {
  const createScene = await createPortraitScene(portrait)
  const nets = await openFollowNets(onprogress)
  return {
    apply: startAvatar(nets, createScene, calmAt),
    close: async () => void (await Promise.all(nets.map(net => net.close()))),
  }
}

/** @throws MillraceError bad-model */
export async function openFollowNets(onprogress?: OnProgress): Promise<FollowNets> {
  return (await openAll(FOLLOWS.map(findModel), onprogress)) as [Session, Session, Session]
}

/** One after the other; the share is that of all bytes. */
export async function openAll(models: Model[], onprogress: OnProgress = () => {}): Promise<Session[]> {
  const total = bytesOf(models)
  const sessions: Session[] = []
  let before = 0
  for (const model of models) {
    const bytes = await loadModel(model, share => onprogress((before + share * model.bytes) / total))
    sessions.push(await openSession(model, bytes))
    before += model.bytes
  }
  return sessions
}

/** What is downloaded the first time for an effect, for finding things, for captions or for painting, bytes. @throws MillraceError not-found */
export function effectBytes(id: EffectId | ObjectsId | CaptionsId | ImagineId): number {
  if (id === CAPTIONS.id) return HEARING_BYTES
  if (id === IMAGINE_ANY.id) return hubBytes(findHub(id))
  if (isPainted(id)) return bytesOf([...IMAGINE_MODELS])
  return bytesOf((id === OBJECTS.id ? [id] : kindOf(id).models).map(findModel))
}

const bytesOf = (models: Model[]) => models.reduce((sum, { bytes }) => sum + bytes, 0)

/** Asked for by peers, an id may be anything. */
function kindOf(id: string): Kind {
  const found = Object.entries(KINDS).find(([known]) => known === id)?.[1]
  if (found === undefined) throw unknownModel(id)
  return found
}
