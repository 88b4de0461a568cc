import type { Said } from '../protocol/askschema.ts'
import { MAX_SAID } from '../protocol/limits.ts'
import { SOUND_RATE } from '../protocol/sound.ts'
import type { Hearing } from './hearing.ts'
import { toCaptions } from './lines.ts'
import { createUtterances, type Utterance } from './utterances.ts'
import { VOICE_WINDOW } from './voice.ts'

/** Told so often, samples. */
const TELL_EVERY = SOUND_RATE

/**
 * Writes down what is said in a sound, from its beginning to its end.
 * @param samples SOUND_RATE, one channel
 * @param onshare of the sound that is heard
 */
export async function transcribe(
  { voice, speech }: Hearing,
  samples: Float32Array,
  onshare: (share: number) => void,
): Promise<Said[]> {
  const utterances = createUtterances()
  const said: Said[] = []
  const last = Math.floor((samples.length * 1000) / SOUND_RATE)
  const write = async (utterance: Utterance | undefined) => {
    if (utterance === undefined) return
    const { id, start, samples } = utterance
    const end = start + (samples.length / SOUND_RATE) * 1e6
    for (const cue of toCaptions(id, await speech(samples), start, end)) {
      const [from, to] = [cue.start, cue.end].map(us => Math.min(last, Math.round(us / 1000)))
      said.push({ start: from as number, end: to as number, text: cue.text })
    }
  }
  let told = 0
  for (let at = 0; at + VOICE_WINDOW <= samples.length; at += VOICE_WINDOW) {
    const window = samples.slice(at, at + VOICE_WINDOW)
    await write(utterances.push(window, await voice(window), (at / SOUND_RATE) * 1e6))
    if (at - told < TELL_EVERY) continue
    told = at
    onshare(at / samples.length)
  }
  await write(utterances.end())
  return said.slice(0, MAX_SAID)
}
