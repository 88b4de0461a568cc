import { AudioSampleSink, type InputAudioTrack, UnsupportedInputFormatError } from 'mediabunny'
import { toMono } from '../codec/mono.ts'
import { createResampler } from '../codec/resample.ts'
import { startSound } from '../codec/sound.ts'
import { MillraceError } from '../protocol/errors.ts'
import { MAX_ASK_BYTES, MAX_SOUND_MS } from '../protocol/limits.ts'
import { joinSound, SOUND_RATE } from '../protocol/sound.ts'
import { toFilmError } from './filmerror.ts'
import { openInput, SOUNDS } from './openinput.ts'

/** Sound that is later than it should be by more begins after a silence, s. */
const MAX_GAP_S = 0.1

/** So much longer a sound may say that it is: headers are rough, ms. */
const ROUGH_MS = 2000

/** A sound as requests carry it; ms. */
export type PackedSound = { bytes: Uint8Array<ArrayBuffer>; duration: number }

/**
 * The sound of a sound or video file, made small for who writes down what is said.
 * @param file a file, or a URL of one that other origins may read in parts
 * @throws MillraceError bad-input: it has no sound, or none that can be read; unsupported; too-large: it is too long
 */
export async function packSound(file: Blob | string, signal: AbortSignal): Promise<PackedSound> {
  const input = openInput(file, { getRetryDelay: attempts => (attempts < 2 ? 0.5 : null) }, SOUNDS)
  const stop = () => input.dispose()
  signal.addEventListener('abort', stop)
  try {
    const track = await input.getPrimaryAudioTrack()
    if (track === null) throw new MillraceError('bad-input', 'This file has no sound.', { hint: OTHER })
    if (!(await track.canDecode())) throw undecodable(String(await track.getCodec()))
    const told = (await track.getDurationFromMetadata()) ?? (await measured(track, file))
    if (told !== null && told * 1000 > MAX_SOUND_MS + ROUGH_MS) throw tooLong()
    return await pack(track)
  } catch (cause) {
    signal.throwIfAborted()
    if (!(cause instanceof UnsupportedInputFormatError)) throw toFilmError(cause)
    throw new MillraceError('bad-input', 'This is no picture, sound or video that can be read.', {
      hint: 'PNG, JPEG and WebP pictures can be, MP3, M4A, WAV, Ogg and FLAC, and video files.',
      cause,
    })
  } finally {
    signal.removeEventListener('abort', stop)
    input.dispose()
  }
}

/** s; null where all of an address would be read for it. */
function measured(track: InputAudioTrack, file: Blob | string): Promise<number> | null {
  return typeof file === 'string' ? null : track.computeDuration()
}

const OTHER = 'Pick one in which somebody speaks.'

async function pack(track: InputAudioTrack): Promise<PackedSound> {
  const encoder = startSound()
  let pushed = 0
  let rate = 0
  let resample = createResampler(SOUND_RATE, SOUND_RATE)
  const push = async (samples: Float32Array<ArrayBuffer>) => {
    if (samples.length === 0) return
    pushed += samples.length
    if (millisecondsOf(pushed) > MAX_SOUND_MS) throw tooLong()
    await encoder.push(samples)
  }
  try {
    for await (const sample of new AudioSampleSink(track).samples()) {
      const gap = sample.timestamp - pushed / SOUND_RATE
      if (gap > MAX_SOUND_MS / 1000) throw tooLong()
      if (gap > MAX_GAP_S) await push(new Float32Array(Math.round(gap * SOUND_RATE)))
      if (sample.sampleRate !== rate) {
        rate = sample.sampleRate
        resample = createResampler(rate, SOUND_RATE)
      }
      const sound = sample.toAudioData()
      sample.close()
      const mono = toMono(sound)
      sound.close()
      await push(resample(mono))
    }
    const bytes = joinSound(await encoder.end())
    if (bytes.byteLength === 0)
      throw new MillraceError('bad-input', 'The sound of this file is empty.', { hint: OTHER })
    if (bytes.byteLength > MAX_ASK_BYTES) throw tooLong()
    return { bytes, duration: Math.max(1, Math.ceil(millisecondsOf(pushed))) }
  } finally {
    encoder.close()
  }
}

function millisecondsOf(samples: number): number {
  return (samples * 1000) / SOUND_RATE
}

function tooLong(): MillraceError {
  return new MillraceError('too-large', `The sound is longer than ${MAX_SOUND_MS / 60_000} minutes.`, {
    hint: 'Cut it into parts first.',
  })
}

function undecodable(codec: string): MillraceError {
  return new MillraceError('unsupported', `This browser cannot decode the sound of this file (${codec}).`, {
    hint: 'MP3, AAC, Opus, Vorbis, FLAC and PCM work in most.',
  })
}
