import { type Chunk, SOURCE_TRACK } from '../protocol/chunk.ts'
import { createMeter } from '../protocol/meter.ts'
import type { AudioFormat, VideoFormat } from '../protocol/schema.ts'
import { type Pace, realTime } from './clock.ts'
import { type Film, openFilm } from './film.ts'
import { toFilmError } from './filmerror.ts'
import { readFilm } from './packets.ts'
import { type Picture, startPicture } from './picture.ts'
import { type Sound, startSound } from './sound.ts'
import type { FileInput, Source, SourceOptions, SourceSink } from './types.ts'

/**
 * Plays a video file out as a live source.
 * @param pace when packets leave: real time, if nothing else is said
 */
export function startFile(
  input: FileInput,
  options: SourceOptions,
  sink: SourceSink,
  pace: Pace = realTime(),
): Source {
  const meter = createMeter()
  let film: Film | undefined
  let picture: Picture | undefined
  let sound: Sound | undefined
  let stopped = false

  function stop() {
    stopped = true
    picture?.close()
    sound?.close()
    film?.dispose()
  }

  function fail(error: unknown) {
    if (stopped) return
    stop()
    sink.onerror(toFilmError(error))
  }

  function onchunk(chunk: Chunk) {
    if (stopped) return
    if (chunk.track === SOURCE_TRACK) meter.add(performance.now(), chunk.data.byteLength)
    sink.onchunk(chunk)
  }

  async function play() {
    film = await openFilm(input.file)
    if (stopped) return film.dispose()
    const { video, audio } = film
    const out = { onchunk, onerror: fail }
    if (audio !== undefined) sound = startSound(audio.config, options.segmentMs, out)
    let epoch = Date.now() + video.delay / 1000
    let format: VideoFormat | undefined
    picture = startPicture(video, options, {
      ...out,
      onformat(next) {
        format = next
        announce(next, sound?.format, epoch)
      },
    })
    if (options.ready !== undefined) {
      await options.ready
      if (stopped) return
      epoch = Date.now() + video.delay / 1000
      if (format !== undefined) announce(format, sound?.format, epoch)
    }
    for await (const packet of readFilm(film, input.loop)) {
      await pace(packet.due)
      if (stopped) return
      if (packet.kind === 'video') picture.push(packet)
      else sound?.push(packet)
    }
    await Promise.all([picture.flush(), sound?.flush()])
    if (stopped) return
    stop()
    sink.onend()
  }

  function announce(video: VideoFormat, audio: AudioFormat | undefined, epoch: number) {
    sink.onformat({ video, audio, epoch })
  }

  play().catch(fail)

  return {
    setBitrate: bitrate => picture?.setBitrate(bitrate),
    requestKey: () => picture?.requestKey(),
    replace: () => {},
    veil: () => {},
    stop,
    stats: () => ({
      framerate: meter.framerate(performance.now()),
      bitrate: meter.bitrate(performance.now()),
      skipped: picture?.skipped() ?? 0,
      passthrough: picture?.passthrough() ?? false,
      notice: film?.notice ?? '',
      veil: undefined,
    }),
  }
}
