import { proxy, transfer, wrap } from 'comlink'
import { MillraceError, toError } from '../protocol/errors.ts'
import type { CaptionEvents, CaptionWorker } from './worker.ts'

/** Captions of a stream, made in a Worker of their own. */
export type Captions = {
  /** Resolves when it writes. @throws MillraceError bad-model, and then it is closed */
  ready: Promise<void>
  close(): void
}

/** @param tap has the stream send its sound to this port */
export function startCaptions(tap: (port: MessagePort) => void, events: CaptionEvents): Captions {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'captions' })
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  worker.addEventListener('error', ({ message }) => reject(new Error(message || 'It cannot be loaded.')))
  const { port1, port2 } = new MessageChannel()
  const started = wrap<CaptionWorker>(worker).start(transfer(port1, [port1]), proxy(events))
  const open = async () => {
    try {
      await Promise.race([started, failed])
    } catch (thrown) {
      worker.terminate()
      throw new MillraceError('bad-model', toError(thrown).message, { docs: 'ai-models', cause: thrown })
    }
    tap(port2)
  }
  return { ready: open(), close: () => worker.terminate() }
}
