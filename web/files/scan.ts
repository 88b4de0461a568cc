import { EncodedPacketSink, type Input, type InputVideoTrack } from 'mediabunny'
import { cutOff, noVideo } from '../capture/filmerror.ts'
import { tooLong } from './fileerror.ts'
import { type PacketTable, planSegments } from './plan.ts'

/** Frames of one file that are taken: a day at 60 a second would be 5 million. */
const MAX_FRAMES = 4_000_000
const WHOLE = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }

/** Lists every packet of a track, and looks at those at which it will be cut: containers call some packets keys that are none. */
export async function scan(track: InputVideoTrack, sink: EncodedPacketSink): Promise<PacketTable> {
  const table = await list(sink)
  const checked = new Set<number>()
  for (;;) {
    const cuts = new Set(planSegments(table, WHOLE).map(({ key }) => key))
    const fresh = [...cuts].filter(key => !checked.has(key))
    if (fresh.length === 0) return table
    for (const key of fresh) {
      checked.add(key)
      const packet = await sink.getKeyPacket(((table.timestamps[key] as number) + 1) / 1e6)
      if (packet === null || (await track.determinePacketType(packet)) === 'delta') table.keys[key] = 0
    }
  }
}

async function list(sink: EncodedPacketSink): Promise<PacketTable> {
  const timestamps: number[] = []
  const durations: number[] = []
  const sizes: number[] = []
  const keys: number[] = []
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    timestamps.push(packet.microsecondTimestamp)
    durations.push(packet.microsecondDuration)
    sizes.push(packet.byteLength)
    keys.push(packet.type === 'key' ? 1 : 0)
    if (timestamps.length > MAX_FRAMES) throw tooLong(MAX_FRAMES)
  }
  if (timestamps.length === 0) throw noVideo()
  return {
    timestamps: Float64Array.from(timestamps),
    durations: Float64Array.from(durations),
    sizes: Uint32Array.from(sizes),
    keys: Uint8Array.from(keys),
  }
}

/** Durations in headers are rough; a file that ends so much earlier was cut off, s. */
const MAX_MISSING = 1

/** Some containers list packets that are not there any more. @throws MillraceError bad-input where the file was cut off */
export async function checkEnd(
  input: Input,
  track: InputVideoTrack,
  sink: EncodedPacketSink,
  { timestamps }: PacketTable,
): Promise<void> {
  const end = timestamps.reduce((last, time) => Math.max(last, time), Number.NEGATIVE_INFINITY) / 1e6
  const duration = (await track.getDurationFromMetadata()) ?? end
  if (end < duration - MAX_MISSING) {
    const last = Math.max(end, ...(await soundEnds(input)))
    if (last < duration - MAX_MISSING) throw cutOff(last, duration)
  }
  const last = await sink.getPacket(Number.POSITIVE_INFINITY).catch(() => null)
  if (last === null) throw cutOff(await lastReadable(sink, timestamps), duration)
}

/** s; some containers only know how long the longest of their tracks is. */
async function soundEnds(input: Input): Promise<number[]> {
  const ends = (await input.getAudioTracks()).map(async track => {
    const last = await new EncodedPacketSink(track)
      .getPacket(Number.POSITIVE_INFINITY, { metadataOnly: true })
      .catch(() => null)
    return last?.timestamp ?? 0
  })
  return Promise.all(ends)
}

/** s; the packets before it are there. */
async function lastReadable(sink: EncodedPacketSink, timestamps: Float64Array): Promise<number> {
  const sorted = timestamps.toSorted()
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const packet = await sink.getPacket(((sorted[middle] as number) + 1) / 1e6).catch(() => null)
    if (packet === null) high = middle
    else low = middle + 1
  }
  return Math.max(0, (sorted[low - 1] ?? 0) / 1e6)
}
