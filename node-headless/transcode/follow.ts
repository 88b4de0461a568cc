import type { HostEvent, TaskProgress } from '../../web/pages/host.ts'
import { ExitError } from '../exit.ts'
import { oneLine } from '../log.ts'
import type { Told } from './tell.ts'

/** Faults of the video itself, or of what is asked of it. */
const OURS = ['bad-input', 'unsupported']

export type Follower = {
  onevent(event: HostEvent): void
  /** Resolves when all is made and delivered, with how it went; rejects with an ExitError when it cannot be. */
  over: Promise<Pick<TaskProgress, 'paid'>>
}

/** Follows the page that makes a video. */
export function followTask(tell: (told: Told) => void): Follower {
  let isOver = false
  let last: Pick<TaskProgress, 'paid'> = { paid: 0n }
  let resolve: (last: Pick<TaskProgress, 'paid'>) => void = () => {}
  let reject: (error: ExitError) => void = () => {}
  const over = new Promise<Pick<TaskProgress, 'paid'>>((done, fail) => {
    resolve = done
    reject = fail
  })
  return {
    over,
    onevent(event) {
      if (isOver) return
      isOver = event.kind === 'delivered' || event.kind === 'failed'
      if (event.kind === 'opened') {
        const { kind: _, ...video } = event
        tell({ event: 'opened', ...video })
      } else if (event.kind === 'task') {
        last = event.progress
        tell({ event: 'progress', ...event.progress })
      } else if (event.kind === 'delivered') {
        resolve(last)
      } else if (event.kind === 'failed') {
        const { code, message, hint } = event
        const exit = OURS.includes(code) ? 'usage' : 'video'
        reject(new ExitError(exit, oneLine(message), oneLine(hint) || undefined))
      }
    },
  }
}
