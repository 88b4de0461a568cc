import { proxy, transfer, wrap } from 'comlink'
import type { EffectId } from '../protocol/effects.ts'
import { MillraceError, toError } from '../protocol/errors.ts'
import type { Effect } from './effect.ts'
import type { EffectWorker } from './effect.worker.ts'
import type { OnProgress } from './load.ts'

/**
 * An effect in a Worker of its own, from wherever it is wanted: a model that loads or runs holds up nothing else.
 * @throws MillraceError bad-model, in words of `openEffect`
 */
export async function openEffectApart(id: EffectId, onprogress: OnProgress = () => {}): Promise<Effect> {
  const worker = new Worker(new URL('./effect.worker.ts', import.meta.url), {
    type: 'module',
    name: 'effect',
  })
  const remote = wrap<EffectWorker>(worker)
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  worker.addEventListener('error', ({ message }) => reject(new Error(message || 'It cannot be loaded.')))
  const settle = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await Promise.race([work, failed])
    } catch (thrown) {
      throw new MillraceError('bad-model', toError(thrown).message, { cause: thrown })
    }
  }
  try {
    await settle(remote.open(id, proxy(onprogress)))
  } catch (thrown) {
    worker.terminate()
    throw thrown
  }
  return {
    apply(frame, strength) {
      const copy = frame.clone()
      return settle(remote.apply(transfer(copy, [copy]), strength))
    },
    async close() {
      worker.terminate()
      reject(new Error('The effect was closed.'))
    },
  }
}
