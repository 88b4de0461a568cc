import { SOUND_RATE } from '../protocol/sound.ts'

/** It begins above, and ends when it was below the other for so long. */
const SPEAKS = 0.5
const SILENT = 0.35
const PAUSE_S = 0.5
/** Of the sound before it begins, s: the first consonant is soft. */
const LEAD_S = 0.25
/** What is shorter was no word, s. */
const LEAST_S = 0.2
/** Who does not pause is interrupted, where it is the softest of the last seconds. */
const MOST_S = 9
const SEAM_S = 3

/** Something that was said, between two pauses. */
export type Utterance = {
  /** Counts up. */
  id: number
  /** µs of the source */
  start: number
  /** 16 kHz */
  samples: Float32Array
}

type Window = { samples: Float32Array; start: number; voice: number }

/** Cuts sound where nobody speaks. */
export type Utterances = {
  /** @param voice how likely it is that somebody speaks in it. @returns what ends with this window */
  push(samples: Float32Array, voice: number, start: number): Utterance | undefined
  /** What is being said, so far. */
  draft(): Utterance | undefined
  /** No sound follows on what came so far. */
  end(): Utterance | undefined
}

export function createUtterances(): Utterances {
  /** While nobody speaks these are the last ones, to lead in. */
  let windows: Window[] = []
  let speaking = false
  /** Windows with a voice, and those without since the last one. */
  let voiced = 0
  let still = 0
  let id = 0

  const seconds = (of: readonly Window[]) =>
    of.reduce((sum, { samples }) => sum + samples.length, 0) / SOUND_RATE
  const take = (of: Window[]): Utterance | undefined => {
    const [first] = of
    if (first === undefined) return undefined
    const samples = new Float32Array(of.reduce((sum, each) => sum + each.samples.length, 0))
    let at = 0
    for (const each of of) {
      samples.set(each.samples, at)
      at += each.samples.length
    }
    return { id, start: first.start, samples }
  }
  const finish = (upTo = windows.length) => {
    const length = windows[0]?.samples.length ?? 0
    const isWord = speaking && (voiced * length) / SOUND_RATE >= LEAST_S
    const utterance = isWord ? take(windows.slice(0, upTo)) : undefined
    if (utterance !== undefined) id += 1
    windows = windows.slice(upTo)
    return utterance
  }
  const rest = () => {
    speaking = false
    voiced = still = 0
    while (seconds(windows) > LEAD_S) windows.shift()
  }

  return {
    push(samples, voice, start) {
      windows.push({ samples, voice, start })
      if (voice >= SPEAKS) speaking = true
      if (!speaking) {
        rest()
        return undefined
      }
      voiced += voice >= SPEAKS ? 1 : 0
      still = voice < SILENT ? still + 1 : 0
      if ((still * samples.length) / SOUND_RATE >= PAUSE_S) {
        const utterance = finish()
        rest()
        return utterance
      }
      return seconds(windows) < MOST_S
        ? undefined
        : finish(softest(windows, Math.round((SEAM_S * SOUND_RATE) / samples.length)))
    },
    draft: () => (speaking ? take(windows) : undefined),
    end() {
      const utterance = finish()
      windows = []
      rest()
      return utterance
    },
  }
}

/** Behind which of the last windows a cut hurts the least. */
function softest(windows: readonly Window[], last: number): number {
  const from = Math.max(0, windows.length - last)
  const least = windows.slice(from).reduce((a, b) => (b.voice <= a.voice ? b : a))
  return windows.indexOf(least) + 1
}
