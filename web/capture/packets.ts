import type { EncodedPacket } from 'mediabunny'
import type { Film } from './film.ts'
import { cutOff, noVideo } from './filmerror.ts'
import { inTime, interleave, type Packet, type Timed } from './timing.ts'

/**
 * All packets of a film in the order in which they leave, its first frame at 0. A loop goes on with rising
 * timestamps: each round begins where the last frame of the one before ends.
 */
export async function* readFilm(film: Film, loop: boolean): AsyncGenerator<Timed> {
  let offset = 0
  do {
    let length = 0
    for await (const packet of interleave(inTime(videoPackets(film), film.video.delay), soundPackets(film))) {
      if (packet.kind === 'video') length = Math.max(length, packet.timestamp + packet.duration)
      yield { ...packet, timestamp: packet.timestamp + offset, due: packet.due + offset }
    }
    if (length === 0) throw noVideo()
    checkLength(film, length)
    offset += length
  } while (loop)
}

/** Durations in headers are rough; a film that ends so much earlier was cut off, s. */
const MAX_MISSING = 1

/** @param length of what could be read, µs @throws MillraceError bad-input */
function checkLength({ video, start }: Film, length: number): void {
  const end = start + length / 1_000_000
  if (video.duration !== undefined && end < video.duration - MAX_MISSING) throw cutOff(end, video.duration)
}

/** From the first key on; pictures that lie before it in time hang on frames that are not there. */
async function* videoPackets({ video, start }: Film): AsyncGenerator<Packet> {
  const usual = video.format.framerate > 0 ? 1 / video.format.framerate : 0
  const options = { verifyKeyPackets: true }
  const first = (await video.sink.getFirstKeyPacket(options)) ?? undefined
  for await (const packet of video.sink.packets(first, undefined, options)) {
    if (packet.timestamp < start) continue
    const plain = toPacket('video', packet, start, packet.duration || usual)
    yield { ...plain, data: video.unpack(plain.data, plain.key) }
  }
}

async function* soundPackets({ audio, start }: Film): AsyncGenerator<Packet> {
  if (audio === undefined) return
  for await (const packet of audio.sink.packets()) {
    if (packet.timestamp >= start) yield toPacket('sound', packet, start, packet.duration)
  }
}

/** @param duration s */
function toPacket(
  kind: Packet['kind'],
  { type, timestamp, data }: EncodedPacket,
  start: number,
  duration: number,
): Packet {
  const begin = toMicroseconds(timestamp - start)
  const end = toMicroseconds(timestamp - start + duration)
  return { kind, key: type === 'key', timestamp: begin, duration: end - begin, data }
}

function toMicroseconds(seconds: number): number {
  return Math.round(seconds * 1_000_000)
}
