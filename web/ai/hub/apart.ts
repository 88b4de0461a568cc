import { proxy, type Remote, wrap } from 'comlink'
import { MillraceError } from '../../protocol/errors.ts'
import type { OnStage } from '../answer.ts'
import type { OnProgress } from '../load.ts'
import type { HubWorker, Outcome } from './hub.worker.ts'

/** The Worker in which the model stays loaded, one for the page. */
let running: ReturnType<typeof startWorker> | undefined

/**
 * Downloads the model, in a Worker that ends with it; what is there stays for another time where it is cancelled.
 * @throws MillraceError bad-model, too-large, busy; or what the signal was aborted with
 */
export async function downloadApart(onprogress: OnProgress, signal: AbortSignal): Promise<void> {
  const { settle, remote, close } = startWorker()
  const cancel = () => void remote.cancel()
  signal.addEventListener('abort', cancel)
  try {
    await settle(remote.download(proxy(onprogress)))
  } finally {
    signal.removeEventListener('abort', cancel)
    close()
  }
}

/** Loads the model, which stays loaded until `closeHub`. @returns pixels per second; 0 where it cannot run */
export async function measureHub(onprogress: OnProgress): Promise<number> {
  try {
    const { settle, remote } = open()
    return await settle(remote.measure(proxy(onprogress)))
  } catch {
    closeHub()
    return 0
  }
}

/**
 * Paints what a request asks for. Where that fails all is loaded anew for the next one: a graphics processor may be lost.
 * @returns a PNG
 * @throws MillraceError bad-input, bad-model; or what the signal was aborted with: the picture is still painted, for nobody
 */
export async function paintApart(
  input: Uint8Array,
  onstage: OnStage,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  signal.throwIfAborted()
  const { promise: left, reject: leave } = Promise.withResolvers<never>()
  const abort = () => leave(signal.reason)
  left.catch(() => {})
  signal.addEventListener('abort', abort)
  try {
    const { settle, remote } = open()
    const onready = proxy(() => onstage('running', 1))
    const painted = settle(
      remote.paint(
        input,
        proxy(share => onstage('loading', share)),
        onready,
      ),
    )
    painted.catch(({ code }) => {
      if (code === 'bad-model') closeHub()
    })
    return await Promise.race([painted, left])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** Frees its memory. */
export function closeHub(): void {
  running?.close()
  running = undefined
}

function open() {
  running ??= startWorker()
  return running
}

function startWorker() {
  const worker = new Worker(new URL('./hub.worker.ts', import.meta.url), { type: 'module', name: 'hub' })
  const remote: Remote<HubWorker> = wrap<HubWorker>(worker)
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  const fail = (message: string) => reject(new MillraceError('bad-model', message, { docs: 'ai-models' }))
  worker.addEventListener('error', ({ message }) => fail(message || 'The model’s program cannot be loaded.'))
  return {
    remote,
    async settle<Value>(work: Promise<Outcome<Value>>): Promise<Value> {
      const outcome = await Promise.race([work, failed])
      if ('value' in outcome) return outcome.value
      const { code, message, hint } = outcome.failure
      throw new MillraceError(code, message, hint === undefined ? {} : { hint })
    },
    close() {
      worker.terminate()
      fail('The model was closed.')
    },
  }
}
