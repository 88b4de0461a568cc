import { expose } from 'comlink'
import type { OnProgress } from './load.ts'
import { openRecogniser, type Recogniser } from './recogniser.ts'

let recogniser: Recogniser | undefined

const worker = {
  async open(onprogress: OnProgress): Promise<void> {
    recogniser = await openRecogniser(onprogress)
  },
  /** The given frame is used up. */
  async look(frame: VideoFrame) {
    if (recogniser === undefined) throw new Error('No model is open.')
    return recogniser.look(frame).finally(() => frame.close())
  },
}

export type RecogniserWorker = typeof worker

expose(worker)
