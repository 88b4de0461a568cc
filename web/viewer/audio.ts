import { createSoundDecoder, soundConfig } from '../codec/sounddecoder.ts'
import type { Chunk } from '../protocol/chunk.ts'
import type { AudioFormat } from '../protocol/schema.ts'
import type { Clock } from './clock.ts'
import { downmix } from './downmix.ts'
import type { SpeakerMessage } from './speaker.worklet.ts'

/** How the speaker's clock stands to this Worker's, as the main thread measures it. */
export type SpeakerTime = {
  /** ms of AudioContext time minus Unix ms, of a sample while it is heard. */
  offset: number
  /** ms between the moment a sample is taken by the speaker and the moment it is heard. */
  lead: number
}

/** Decodes the sound track and hands it to the speaker, with the time at which it is to be heard. */
export type Audio = {
  push(chunk: Chunk): void
  setTime(time: SpeakerTime): void
  /** ms by which sound is heard after its time; undefined while it is silent. */
  late(): number | undefined
  close(): void
}

/** @param speaker port to the AudioWorklet */
export function startAudio(format: AudioFormat, speaker: MessagePort, clock: Clock): Audio {
  let time: SpeakerTime | undefined
  let late: number | undefined
  speaker.onmessage = ({ data }: MessageEvent<number | undefined>) => {
    late = data === undefined ? undefined : data * 1000
  }

  function play(sound: AudioData) {
    const { timestamp, sampleRate: rate } = sound
    const { left, right } = downmix(sound)
    sound.close()
    if (time === undefined) return
    clock.ready('sound', timestamp, performance.now() + time.lead)
    const start = timestamp / 1e6
    const heardAt = performance.timeOrigin + clock.due(timestamp) + time.offset
    const message: SpeakerMessage = { start, rate, left, right, offset: heardAt / 1000 - start }
    speaker.postMessage(message, [left.buffer, right.buffer])
  }
  const decoder = createSoundDecoder(format, () => play)

  return {
    push: decoder.push,
    setTime(next) {
      time = next
    },
    late: () => late,
    close: decoder.close,
  }
}

/** Whether this browser can decode such sound. */
export async function canHear(format: AudioFormat): Promise<boolean> {
  const { supported } = await AudioDecoder.isConfigSupported(soundConfig(format)).catch(() => ({
    supported: false,
  }))
  return supported === true
}
