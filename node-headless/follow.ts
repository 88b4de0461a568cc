import type { HostEvent } from '../web/pages/host.ts'
import { ExitError } from './exit.ts'

export type StreamFollower = {
  onevent(event: HostEvent): void
  /** Resolves when the stream has ended with output; rejects with an ExitError when it failed or had none. */
  over: Promise<void>
}

/**
 * Follows the stream of a gateway's page.
 * @param onlink called with the watch link once there is something to watch, and again when it changes
 * @param atOnce there is a link before there is anything to watch
 */
export function followStream(onlink: (link: string) => void, atOnce = false): StreamFollower {
  let shown = ''
  let finish: (error?: ExitError) => void = () => {}
  const over = new Promise<void>((resolve, reject) => {
    finish = error => (error === undefined ? resolve() : reject(error))
  })

  return {
    over,
    onevent(event) {
      if (event.kind !== 'stream') return
      const { link, snapshot } = event
      if ((atOnce || snapshot.state === 'live') && link !== shown) {
        shown = link
        onlink(link)
      }
      if (snapshot.state === 'failed')
        finish(new ExitError('stream', `The stream failed: ${snapshot.reason}`))
      if (snapshot.state !== 'ended') return
      const hasOutput = snapshot.renditions.some(({ frames }) => frames > 0)
      finish(hasOutput ? undefined : new ExitError('stream', 'The stream ended without output.'))
    },
  }
}
