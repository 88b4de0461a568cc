import type { EffectId } from '../protocol/effects.ts'
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

/** What an effect is done with: the model's id, and what goes on around a run of it. */
const KINDS: Partial<Record<EffectId, { model: string; start(session: Session): Effect['apply'] }>> = {
  sharpen: { model: 'sharpen', start: startStyle },
}

/**
 * Downloads the model if need be, checks it, and makes it ready.
 * @param onprogress share of the download
 * @throws MillraceError not-found, bad-model
 */
export async function openEffect(id: EffectId, onprogress?: OnProgress): Promise<Effect> {
  const kind = KINDS[id]
  if (kind === undefined) throw unknownModel(id)
  const model = findModel(kind.model)
  const session = await openSession(model, await loadModel(model, onprogress))
  return { apply: kind.start(session), close: () => session.close() }
}

/** What is downloaded for an effect the first time, bytes. @throws MillraceError not-found */
export function effectBytes(id: EffectId): number {
  const kind = KINDS[id]
  if (kind === undefined) throw unknownModel(id)
  return findModel(kind.model).bytes
}
