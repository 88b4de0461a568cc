import type { Done } from '../ask/queue.ts'

/** What a page tells of a request that is done, for nothing and with nothing found. */
export const DONE: Done = {
  ...{ id: 'x', kind: 'done', peer: 'p', paid: 0n, ms: 1, checked: false },
  ...{ found: undefined, said: undefined },
}
