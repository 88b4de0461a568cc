import { expose, transfer } from 'comlink'
import type { Asked } from '../protocol/ask.ts'
import { type Refusal, toRefusal } from '../protocol/messages.ts'
import { answer } from './answer.ts'
import type { OnProgress } from './load.ts'

/** Errors lose their code on the way between Workers and pages. */
type Outcome = { answer: Uint8Array<ArrayBuffer> } | { failure: Refusal }

const worker = {
  async answer(
    question: Asked,
    picture: Uint8Array<ArrayBuffer>,
    onprogress: OnProgress,
    onloaded: () => void,
  ): Promise<Outcome> {
    try {
      const made = await answer(question, picture, onprogress, onloaded)
      return transfer({ answer: made }, [made.buffer])
    } catch (thrown) {
      return { failure: toRefusal(thrown) }
    }
  },
}

export type AnswerWorker = typeof worker

expose(worker)
