import { MillraceError } from '../protocol/errors.ts'

/**
 * Tells why a Worker is of no more use: it cannot be loaded, threw where nobody caught it, or said what cannot be read.
 * What it rejects as the answer to a call does not count.
 */
export function onWorkerFailure(worker: Worker, listener: (reason: MillraceError) => void): void {
  const fail = (why: string) =>
    listener(new MillraceError('internal', `The part of the page that carries the video failed: ${why}`))
  worker.addEventListener('error', event => fail(event.message || 'it cannot be loaded.'))
  worker.addEventListener('messageerror', () => fail('it said what this page cannot read.'))
}
