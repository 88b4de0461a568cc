import { proxy, type Remote, transfer, wrap } from 'comlink'
import type { Portrait } from '../avatar/types.ts'
import type { Asked } from '../protocol/ask.ts'
import { MillraceError, toCode, toError } from '../protocol/errors.ts'
import { IMAGINE_ANY } from '../protocol/imagine.ts'
import type { Wish } from '../protocol/wish.ts'
import type { OnStage } from './answer.ts'
import type { AnswerWorker } from './answer.worker.ts'
import type { Effect, Wanted } from './effect.ts'
import type { EffectWorker } from './effect.worker.ts'
import { paintApart } from './hub/apart.ts'
import type { LikenessWorker } from './likeness.worker.ts'
import type { OnProgress } from './load.ts'
import type { Pixels } from './picture.ts'
import type { Recogniser } from './recogniser.ts'
import type { RecogniserWorker } from './recogniser.worker.ts'

/**
 * An effect in a Worker of its own, from wherever it is wanted: a model that loads or runs holds up nothing else.
 * @param wanted or the picture that is to do what the face before the camera does
 * @throws MillraceError bad-model, in words of `openEffect`
 */
export async function openEffectApart(
  wanted: Wanted | Portrait,
  onprogress: OnProgress = () => {},
): Promise<Effect> {
  const worker = new Worker(new URL('./effect.worker.ts', import.meta.url), {
    type: 'module',
    name: 'effect',
  })
  const { settle, close } = await openApart<EffectWorker>(worker, remote =>
    remote.open(wanted, proxy(onprogress)),
  )
  return {
    apply: (frame, strength) => settle(remote => remote.apply(moved(frame), strength)),
    close,
  }
}

/** The same for what finds things in pictures. @throws MillraceError bad-model, in words of `openRecogniser` */
export async function openRecogniserApart(onprogress: OnProgress = () => {}): Promise<Recogniser> {
  const worker = new Worker(new URL('./recogniser.worker.ts', import.meta.url), {
    type: 'module',
    name: 'recogniser',
  })
  const { settle, close } = await openApart<RecogniserWorker>(worker, remote =>
    remote.open(proxy(onprogress)),
  )
  return { look: frame => settle(remote => remote.look(moved(frame))), close }
}

/**
 * Finds the face of a picture, in a Worker that ends with it; the picture is used up.
 * @returns undefined: there is none @throws MillraceError bad-model
 */
export async function findPortraitApart(picture: ImageBitmap): Promise<Portrait | undefined> {
  const worker = new Worker(new URL('./likeness.worker.ts', import.meta.url), {
    type: 'module',
    name: 'likeness',
  })
  const { settle, close } = await openApart<LikenessWorker>(worker, async () => {})
  return settle(remote => remote.find(transfer(picture, [picture]))).finally(close)
}

/**
 * The same for what is asked for once: it ends with its answer, but for what paints any words, which stays loaded.
 * @throws MillraceError in words of `answer`; or what the signal was aborted with
 */
export async function answerApart(
  asked: Asked,
  input: Uint8Array<ArrayBuffer>,
  onstage: OnStage,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (asked.task.id === IMAGINE_ANY.id) return paintApart(input, onstage, signal)
  const outcome = await once(signal, async remote => remote.answer(asked, input, proxy(onstage)))
  if ('answer' in outcome) return outcome.answer
  throw new MillraceError(toCode(outcome.failure.code), outcome.failure.reason)
}

/** The same for some frames of a clip of words. @throws MillraceError bad-model; or what the signal was aborted with */
export function framesApart(wish: Wish, frames: readonly number[], signal: AbortSignal): Promise<Pixels[]> {
  return once(signal, remote => remote.frames(wish, frames))
}

async function once<Result>(
  signal: AbortSignal,
  work: (remote: Remote<AnswerWorker>) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./answer.worker.ts', import.meta.url), {
    type: 'module',
    name: 'answer',
  })
  const { settle, close } = await openApart<AnswerWorker>(worker, async () => {})
  signal.addEventListener('abort', close)
  try {
    return await settle(work)
  } catch (thrown) {
    signal.throwIfAborted()
    throw thrown
  } finally {
    signal.removeEventListener('abort', close)
    await close()
  }
}

function moved(frame: VideoFrame): VideoFrame {
  const copy = frame.clone()
  return transfer(copy, [copy])
}

async function openApart<Api>(worker: Worker, open: (remote: Remote<Api>) => Promise<void>) {
  const remote = wrap<Api>(worker)
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  worker.addEventListener('error', ({ message }) => reject(new Error(message || 'It cannot be loaded.')))
  const settle = async <Result>(work: (remote: Remote<Api>) => Promise<Result>): Promise<Result> => {
    try {
      return await Promise.race([work(remote), failed])
    } catch (thrown) {
      throw new MillraceError('bad-model', toError(thrown).message, { docs: 'ai-models', cause: thrown })
    }
  }
  try {
    await settle(open)
  } catch (thrown) {
    worker.terminate()
    throw thrown
  }
  return {
    settle,
    async close() {
      worker.terminate()
      reject(new Error('The model was closed.'))
    },
  }
}
