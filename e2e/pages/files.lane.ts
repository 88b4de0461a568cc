import type { Lane } from '../../web/files/types.ts'
import type { FileOrder } from '../../web/protocol/file.ts'
import { makeSegment } from '../../web/transcode/segment.ts'

/** A lane that works in this page, without an orchestrator: one segment after another. */
export function localLane(peer: string, order: FileOrder): Lane {
  const { promise: closed, resolve } = Promise.withResolvers<undefined>()
  let queue: Promise<unknown> = Promise.resolve()
  return {
    ...{ peer, job: peer },
    make(segment, signal) {
      const made = queue.then(async () => {
        const began = performance.now()
        const hooks = {
          change: undefined,
          admit: async () => {},
          onmade: () => {},
        }
        const renditions = await makeSegment(order, segment, hooks, signal)
        return { index: segment.index, renditions, ms: performance.now() - began }
      })
      queue = made.catch(() => {})
      return made
    },
    paid: () => 0n,
    close: () => resolve(undefined),
    closed,
  }
}
