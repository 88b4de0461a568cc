import { expect, test } from 'vitest'
import type { MillraceError } from '../protocol/errors.ts'
import { onWorkerFailure } from './worker-failure.ts'

test.each([
  ['that cannot be loaded', new Event('error'), 'cannot be loaded'],
  ['that throws', Object.assign(new Event('error'), { message: 'Uncaught Error: oops' }), 'oops'],
  ['that cannot be read', new Event('messageerror'), 'cannot read'],
])('a Worker %s has failed', (_, event, why) => {
  const worker = new EventTarget()
  const reasons: MillraceError[] = []
  onWorkerFailure(worker as Worker, reason => reasons.push(reason))
  worker.dispatchEvent(new MessageEvent('message', { data: 'all is well' }))
  expect(reasons).toEqual([])
  worker.dispatchEvent(event)
  expect(reasons).toEqual([
    expect.objectContaining({ code: 'internal', message: expect.stringContaining(why) }),
  ])
})
