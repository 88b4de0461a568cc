import { wrap } from 'comlink'
import { MillraceError } from '../protocol/errors.ts'
import type { Curve } from './types.ts'
import type { CurveWorker } from './worker.ts'

/** Starts a Worker that signs and checks tickets. Its calls reject with MillraceError internal when it fails. */
export function startCurve(): Curve {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const { sign, check } = wrap<CurveWorker>(worker)
  const failure = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new MillraceError('internal', `The part of the page that signs tickets failed: ${message}`)),
    )
  })
  failure.catch(() => {})
  return {
    sign: (...parameters) => Promise.race([sign(...parameters), failure]),
    check: (...parameters) => Promise.race([check(...parameters), failure]),
    close: () => worker.terminate(),
  }
}
