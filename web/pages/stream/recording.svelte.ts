import type { Stream } from '../../gateway/types.ts'
import { toError } from '../../protocol/errors.ts'
import type { KeeperReport } from '../../record/keeper.ts'
import { type Recording, startRecording } from '../../record/record.ts'

export type StreamRecording = ReturnType<typeof createRecording>

/**
 * What is kept of a stream: its recorder starts when somebody wants it first.
 * @param feed of the stream at the HLS server of the node around this page, if there is one
 */
export function createRecording(stream: Stream, feed: string | undefined) {
  let recording: Recording | undefined
  let report: KeeperReport | undefined = $state.raw()
  let on = $state(false)
  let problem = $state('')

  const start = () => {
    recording ??= startRecording(stream.tap, next => {
      report = next
      problem = next.problem
      if (next.problem !== '') on = false
    })
    return recording
  }
  if (feed !== undefined) start().feed(feed)

  return {
    get on() {
      return on
    },
    /** How the newest one does; undefined before the first. */
    get report() {
      return report
    },
    /** Why it stopped before it was told to. */
    get problem() {
      return problem
    },
    async begin() {
      on = true
      problem = ''
      report = undefined
      try {
        // A browser that is short of room deletes what is not meant to stay.
        await navigator.storage.persist()
        await start().keep(stream.snapshot().title)
      } catch (thrown) {
        on = false
        problem = toError(thrown).message
      }
    },
    async stop() {
      on = false
      await recording?.stopKeeping()
    },
    /** Resolves when the stream has ended and all of it is kept. */
    async ended() {
      await recording?.ended
      on = false
    },
  }
}
