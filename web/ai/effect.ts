import type { EffectId } from '../protocol/effects.ts'
import { OBJECTS, type ObjectsId } from '../protocol/objects.ts'
import { startBlurBackground } from './blurbackground.ts'
import { startBlurFaces } from './blurfaces.ts'
import { unknownModel } from './errors.ts'
import { findModel, loadModel, type OnProgress } from './load.ts'
import { openSession, type Session } from './session.ts'
import { startStyle } from './style.ts'

/** An effect on pictures, kept open for a stream's length; lives in a Worker. */
export type Effect = {
  /**
   * The given frame stays open.
   * @param strength 0 changes nothing, 1 is all of it
   * @returns a new frame with the same timestamp and display size
   * @throws MillraceError too-large, bad-model
   */
  apply(frame: VideoFrame, strength: number): Promise<VideoFrame>
  close(): Promise<void>
}

/** @param mostPixels that a net which makes pictures is given; larger ones are made in that size, in their own shape, and enlarged */
type Start = (session: Session, mostPixels: number) => Effect['apply']

/** A CPU cannot do more in time. */
const LIVE_PIXELS = 640 * 360
/** Nobody waits for the next picture; of a larger one too little of a style would be seen. */
export const STILL_PIXELS = 1280 * 720

/** What goes on around a run of an effect's model. */
const KINDS: Record<EffectId, { model: string; start: Start }> = {
  'style-comic': { model: 'style-comic', start: startStyle },
  'style-neon': { model: 'style-neon', start: startStyle },
  'style-oil': { model: 'style-oil', start: startStyle },
  'style-sketch': { model: 'style-sketch', start: startStyle },
  'blur-background': { model: 'selfie', start: startBlurBackground },
  'blur-faces': { model: 'blazeface', start: startBlurFaces },
}

/**
 * Downloads the model if need be, checks it, and makes it ready.
 * @param onprogress share of the download
 * @param mostPixels see `Start`
 * @throws MillraceError not-found, bad-model
 */
export async function openEffect(
  id: EffectId,
  onprogress?: OnProgress,
  mostPixels = LIVE_PIXELS,
): Promise<Effect> {
  const kind = kindOf(id)
  const model = findModel(kind.model)
  const session = await openSession(model, await loadModel(model, onprogress))
  return { apply: kind.start(session, mostPixels), close: () => session.close() }
}

/** What is downloaded for an effect, or for finding things, the first time, bytes. @throws MillraceError not-found */
export function effectBytes(id: EffectId | ObjectsId): number {
  return findModel(id === OBJECTS.id ? id : kindOf(id).model).bytes
}

/** Asked for by peers, an id may be anything. */
function kindOf(id: string) {
  const kind = Object.entries(KINDS).find(([known]) => known === id)?.[1]
  if (kind === undefined) throw unknownModel(id)
  return kind
}
