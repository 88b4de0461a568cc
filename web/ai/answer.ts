import { fromJpeg, toJpeg } from '../codec/jpeg.ts'
import type { Asked } from '../protocol/ask.ts'
import { effectOf, sizeAfter } from '../protocol/effects.ts'
import { OBJECTS } from '../protocol/objects.ts'
import { openEffect, STILL_PIXELS } from './effect.ts'
import { unknownModel } from './errors.ts'
import type { OnProgress } from './load.ts'
import { openRecogniser } from './recogniser.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Does what is asked for: loads the model, runs it once, and lets go of it. In a Worker.
 * @param picture a JPEG
 * @param onloaded the model is ready and is run
 * @returns a JPEG, or JSON of what was found, the surest first
 * @throws MillraceError bad-input, too-large, not-found, bad-model
 */
export async function answer(
  { task, width, height }: Asked,
  picture: Bytes,
  onprogress: OnProgress,
  onloaded: () => void,
): Promise<Bytes> {
  const bitmap = await fromJpeg(picture, { width, height })
  const frame = new VideoFrame(bitmap, { timestamp: 0 })
  bitmap.close()
  try {
    if (task.id === OBJECTS.id) return await find(frame, onprogress, onloaded)
    const kind = effectOf(task.id)
    if (kind === undefined) throw unknownModel(task.id)
    const effect = await openEffect(kind.id, onprogress, STILL_PIXELS)
    onloaded()
    const made = await effect.apply(frame, task.strength).finally(effect.close)
    return await toJpeg(made, sizeAfter(kind.id, { width, height })).finally(() => made.close())
  } finally {
    frame.close()
  }
}

async function find(frame: VideoFrame, onprogress: OnProgress, onloaded: () => void): Promise<Bytes> {
  const recogniser = await openRecogniser(onprogress)
  onloaded()
  const seen = await recogniser.look(frame).finally(recogniser.close)
  return new TextEncoder().encode(JSON.stringify(seen))
}
