import { scaled } from '../codec/scale.ts'
import { LOOK_SIDE, OBJECTS } from '../protocol/objects.ts'
import { readPixels } from './frame.ts'
import { findModel, loadModel, type OnProgress } from './load.ts'
import { readObjects, type Seen, toInput } from './objects.ts'
import { toPlanes } from './picture.ts'
import { openSession } from './session.ts'

/** Finds things in pictures; lives in a Worker. */
export type Recogniser = {
  /**
   * The given frame stays open.
   * @returns the surest first
   * @throws MillraceError too-large, bad-model
   */
  look(frame: VideoFrame): Promise<Seen[]>
  close(): Promise<void>
}

/**
 * Downloads the model if need be, checks it, and makes it ready.
 * @param onprogress share of the download
 * @throws MillraceError bad-model
 */
export async function openRecogniser(onprogress?: OnProgress): Promise<Recogniser> {
  const model = findModel(OBJECTS.id)
  const session = await openSession(model, await loadModel(model, onprogress))
  const side = { width: LOOK_SIDE, height: LOOK_SIDE }
  return {
    async look(frame) {
      const small = await scaled(frame, side)
      const pixels = await readPixels(small).finally(() => small.close())
      return readObjects(await session.run({ input: toInput(toPlanes(pixels, side, 1).data) }))
    },
    close: () => session.close(),
  }
}
