import { expose, transfer } from 'comlink'
import type { Asked } from '../protocol/ask.ts'
import { type Refusal, toRefusal } from '../protocol/messages.ts'
import type { Wish } from '../protocol/wish.ts'
import { answer, type OnStage, paintFrames } from './answer.ts'

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
  frames: (wish: Wish, frames: readonly number[]) => paintFrames(wish, frames),
}

export type AnswerWorker = typeof worker

expose(worker)
