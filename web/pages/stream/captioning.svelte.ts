import { HEARING_BYTES } from '../../ai/hearingmodels.ts'
import { type Captions, startCaptions } from '../../captions/captions.ts'
import type { Stream } from '../../gateway/types.ts'
import { type MillraceError, toError } from '../../protocol/errors.ts'

export type Captioning = ReturnType<typeof createCaptioning>

/** What goes on beside a stream from its start. */
export type Extras = { record: boolean; captions: boolean }

export const HEARING_MB = Math.round(HEARING_BYTES / 1e6)

/** What is said in a stream, written on this machine for its viewers. */
export function createCaptioning(stream: Stream) {
  let captions: Captions | undefined
  let on = $state(false)
  let ready = $state(false)
  let share = $state(0)
  let words = $state('')
  let lost = $state(0)
  let problem: MillraceError | undefined = $state.raw()

  function stop() {
    captions?.close()
    captions = undefined
    on = ready = false
    words = ''
  }

  function begin() {
    on = true
    problem = undefined
    share = lost = 0
    const started = startCaptions(port => stream.tap(port, 'sound'), {
      onprogress(next) {
        share = next
      },
      oncues(cues, until, seconds) {
        stream.cue(cues, until)
        words = cues.findLast(({ text }) => text !== '')?.text ?? words
        lost = seconds
      },
    })
    captions = started
    started.ready.then(
      () => {
        if (captions === started) ready = true
      },
      thrown => {
        if (captions !== started) return
        stop()
        problem = toError(thrown)
      },
    )
  }

  return {
    get on() {
      return on
    },
    /** What is said is being written. */
    get ready() {
      return ready
    },
    /** Of the models, that is there. */
    get share() {
      return share
    },
    /** The newest. */
    get words() {
      return words
    },
    /** s of sound for which this machine was too slow. */
    get lost() {
      return lost
    },
    get problem() {
      return problem
    },
    begin,
    stop,
  }
}
