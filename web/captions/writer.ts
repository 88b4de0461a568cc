import type { Hearing } from '../ai/hearing.ts'
import { toCaptions } from '../ai/lines.ts'
import { createUtterances, type Utterance } from '../ai/utterances.ts'
import { VOICE_WINDOW } from '../ai/voice.ts'
import type { Cue } from '../protocol/schema.ts'
import { SOUND_RATE } from '../protocol/sound.ts'

/** Sound that does not follow on by more is another piece, µs. */
const MAX_GAP_US = 60_000
/** Sound that waits for being heard, s; beyond, the oldest is left out. */
const MAX_WAITING_S = 20
/** How much more has to be said for words to be told before the pause, s. */
const DRAFT_S = 2
/** How often it is told that nothing was said, µs. */
const SILENCE_US = 1_000_000
/** Sound before a voice that belongs to it, µs: see utterances.ts. */
const LEAD_US = 250_000
/** For how long a draft stands unless more comes, µs. */
const HOLD_US = 2_000_000

type Piece = { samples: Float32Array; start: number }

/** Makes captions of a stream's sound. */
export type Writer = {
  /** @param samples 16 kHz @param start µs of the source */
  push(samples: Float32Array, start: number): void
  /** No more sound comes. Resolves when all is told. */
  end(): Promise<void>
  /** s of sound that had to be left out. */
  lost(): number
}

/**
 * @param oncues captions, and better ones of the same id when more is known; those without words are none any more;
 *   all that was said before `until` (µs) is told
 * @param onerror it goes on with what comes next
 */
export function createWriter(
  { voice, speech }: Hearing,
  oncues: (cues: Cue[], until: number) => void,
  onerror: (error: unknown) => void,
): Writer {
  const utterances = createUtterances()
  const waiting: Piece[] = []
  let rest: Piece = { samples: new Float32Array(), start: 0 }
  let next = 0
  let lost = 0
  let drafted = 0
  let until = 0
  /** What the draft was told as. */
  const pieces: Cue[] = []
  let work: Promise<void> | undefined

  const write = async ({ id, start, samples }: Utterance, ended: boolean) => {
    drafted = samples.length / SOUND_RATE
    const end = start + drafted * 1e6
    const cues = toCaptions(id, await speech(samples), start, ended ? end : end + HOLD_US)
    // A draft had more of them.
    const left = pieces.splice(0).slice(cues.length)
    if (!ended) pieces.push(...cues)
    until = ended ? end : start
    oncues([...cues, ...left.map(cue => ({ ...cue, text: '' }))], until)
  }
  const finish = async (utterance: Utterance | undefined) => {
    if (utterance === undefined) return
    await write(utterance, true)
    drafted = 0
  }
  const hear = async ({ samples, start }: Piece) => {
    if (Math.abs(start - next) > MAX_GAP_US) {
      rest = { samples: new Float32Array(), start }
      await finish(utterances.end())
    }
    const all = new Float32Array(rest.samples.length + samples.length)
    all.set(rest.samples)
    all.set(samples, rest.samples.length)
    const begin = start - (rest.samples.length / SOUND_RATE) * 1e6
    next = start + (samples.length / SOUND_RATE) * 1e6
    let at = 0
    for (; at + VOICE_WINDOW <= all.length; at += VOICE_WINDOW) {
      const window = all.slice(at, at + VOICE_WINDOW)
      await finish(utterances.push(window, await voice(window), begin + (at / SOUND_RATE) * 1e6))
    }
    rest = { samples: all.slice(at), start: begin + (at / SOUND_RATE) * 1e6 }
  }
  const tellSilence = () => {
    if (next - LEAD_US < until + SILENCE_US) return
    until = next - LEAD_US
    oncues([], until)
  }
  const run = async () => {
    for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) {
      await hear(piece).catch(onerror)
    }
    // Nothing waits: there is time to tell what has been said so far.
    const draft = utterances.draft()
    if (draft === undefined) return tellSilence()
    if (draft.samples.length / SOUND_RATE < drafted + DRAFT_S) return
    await write(draft, false).catch(onerror)
    if (waiting.length > 0) await run()
  }
  const wake = () => {
    work ??= run().finally(() => {
      work = undefined
      if (waiting.length > 0) wake()
    })
  }

  return {
    push(samples, start) {
      waiting.push({ samples, start })
      let seconds = waiting.reduce((sum, piece) => sum + piece.samples.length, 0) / SOUND_RATE
      while (seconds > MAX_WAITING_S) {
        const length = (waiting.shift()?.samples.length ?? 0) / SOUND_RATE
        seconds -= length
        lost += length
      }
      wake()
    },
    async end() {
      while (work !== undefined) await work
      await finish(utterances.end()).catch(onerror)
    },
    lost: () => lost,
  }
}
