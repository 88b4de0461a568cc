import { expose, transfer } from 'comlink'
import type { Asked } from '../protocol/ask.ts'
import { type Refusal, toRefusal } from '../protocol/messages.ts'
import { answer, type OnStage } from './answer.ts'

/** Errors lose their code on the way between Workers and pages. */
type Outcome = { answer: Uint8Array<ArrayBuffer> } | { failure: Refusal }

const worker = {
  async answer(asked: Asked, input: Uint8Array<ArrayBuffer>, onstage: OnStage): Promise<Outcome> {
    try {
      const made = await answer(asked, input, onstage)
      return transfer({ answer: made }, [made.buffer])
    } catch (thrown) {
      return { failure: toRefusal(thrown) }
    }
  },
}

export type AnswerWorker = typeof worker

expose(worker)
