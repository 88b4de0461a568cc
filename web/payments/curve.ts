import { wrap } from 'comlink'
import { MillraceError } from '../protocol/errors.ts'
import type { Curve } from './types.ts'
import type { CurveWorker } from './worker.ts'

/** Starts a Worker that signs and checks tickets. Its calls reject with MillraceError internal when it fails, no-funds when it is closed. */
export function startCurve(): Curve {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const { sign, check } = wrap<CurveWorker>(worker)
  const { promise: failure, reject } = Promise.withResolvers<never>()
  failure.catch(() => {})
  worker.addEventListener('error', ({ message }) =>
    reject(new MillraceError('internal', `The part of the page that signs tickets failed: ${message}`)),
  )
  return {
    sign: (...parameters) => Promise.race([sign(...parameters), failure]),
    check: (...parameters) => Promise.race([check(...parameters), failure]),
    close() {
      worker.terminate()
      // A Worker that is gone answers nothing any more.
      reject(new MillraceError('no-funds', 'Nothing is paid from here any more.'))
    },
  }
}
