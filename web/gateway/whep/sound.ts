import { toStereo } from '../../capture/stereo.ts'
import { createSoundDecoder, type SoundDecoder } from '../../codec/sounddecoder.ts'
import type { Chunk } from '../../protocol/chunk.ts'
import type { AudioFormat } from '../../protocol/schema.ts'

/** Sound that came so long before its picture has none, µs. */
const MAX_AHEAD_US = 5_000_000
/** Sound that lies so far behind the picture is not heard any more, µs. */
const MAX_BEHIND_US = 500_000

/** The sound of a stream, decoded once for all players, each with the picture that it belongs to. */
export type Sound = {
  setFormat(format: AudioFormat | undefined): void
  push(chunk: Chunk): void
  /** The newest picture is of this time, µs. */
  reach(timestamp: number): void
}

/** @param samples the track that all players' connections send, in Opus */
export function createSound(samples: WritableStream<AudioData>): Sound {
  const writer = samples.getWriter()
  writer.closed.catch(() => {})
  let format: AudioFormat | undefined
  let decoder: SoundDecoder | undefined
  let waiting: Chunk[] = []

  const write = (sound: AudioData) => {
    // Of more channels connections would send some only.
    writer.write(toStereo(sound, sound.timestamp)).catch(() => {})
    sound.close()
  }

  return {
    setFormat(next) {
      if (JSON.stringify(next) === JSON.stringify(format)) return
      format = next
      waiting = []
      decoder?.close()
      decoder = next && createSoundDecoder(next, () => write)
    },
    push(chunk) {
      waiting.push(chunk)
      const oldest = chunk.timestamp - MAX_AHEAD_US
      while ((waiting[0]?.timestamp ?? oldest) < oldest) waiting.shift()
    },
    reach(now) {
      for (let [next] = waiting; next !== undefined && next.timestamp <= now; [next] = waiting) {
        waiting.shift()
        if (next.timestamp >= now - MAX_BEHIND_US) decoder?.push(next)
      }
    },
  }
}
