import type { Session, Tensor } from './session.ts'

/** Samples of 16 kHz that are judged at once, and of those before that the net sees again. */
export const VOICE_WINDOW = 512
const CONTEXT = 64
const STATE = [2, 1, 128]

/** How likely it is that somebody speaks in this window of sound, 0 to 1; windows follow each other. */
export type Voice = (window: Float32Array) => Promise<number>

/** Silero VAD: a small recurrent net. */
export function startVoice(session: Session): Voice {
  const sr = { data: BigInt64Array.of(16_000n), shape: [] }
  let state: Tensor = { data: new Float32Array(2 * 128), shape: STATE }
  let context = new Float32Array(CONTEXT)

  return async window => {
    const data = new Float32Array(CONTEXT + VOICE_WINDOW)
    data.set(context)
    data.set(window, CONTEXT)
    context = data.slice(VOICE_WINDOW)
    const { output, stateN } = await session.run({ input: { data, shape: [1, data.length] }, state, sr })
    if (stateN !== undefined) state = stateN
    return output?.data[0] ?? 0
  }
}
