import { EncodedPacketSink, type InputAudioTrack, type InputVideoTrack } from 'mediabunny'
import { MAX_FRAMERATE, MAX_HEIGHT, MAX_SOURCE_GOP_MS, MAX_WIDTH } from '../protocol/limits.ts'
import type { VideoFormat } from '../protocol/schema.ts'
import { toAnnexB, type Unpack } from './annexb.ts'
import { toBytes } from './bytes.ts'
import { noSound, noVideo, toFilmError, undecodable } from './filmerror.ts'
import { openInput } from './openinput.ts'
import type { Turn } from './redraw.ts'
import { REORDER_WINDOW, reorderDelay } from './timing.ts'

/** Packets from which frame rate, bitrate and reordering are read. */
const PROBE_PACKETS = 300
/** Key frames are looked at this far into the file, s: a film of hours need not be read through. */
const PROBE_SECONDS = 60
/** 8 bit 4:2:0 profiles that every browser's decoder takes; the rest is encoded anew. */
const PLAIN_CODEC = /^(avc[13]\.(42|4d|58|64)|vp8|vp09\.00|av01\.0\.\w+\.08)/i

const H264 = /^avc[13]\./i

/** An opened video file. */
export type Film = {
  video: FilmVideo
  audio: { sink: EncodedPacketSink; config: AudioDecoderConfig } | undefined
  /** Timestamp of the first frame, s; the sound is timed against it too. */
  start: number
  /** Why something of the file is left out; empty if nothing is. */
  notice: string
  dispose(): void
}

export type FilmVideo = {
  sink: EncodedPacketSink
  /** As a decoder needs it for what is unpacked; width and height in square pixels, before the turn. */
  format: VideoFormat
  /** To be done to each packet. */
  unpack: Unpack
  turn: Turn
  /** Decodable by any browser, upright, within the limits, with keys close enough: it may go on as it is. */
  passable: boolean
  /** From reorderDelay, µs. */
  delay: number
  /** How long the file says that it is, s; undefined if it does not say. */
  duration: number | undefined
}

/** Opens a file and reads what it holds. @throws MillraceError bad-input or unsupported */
export async function openFilm(file: Blob | string): Promise<Film> {
  const input = openInput(file, { getRetryDelay: retryDelay })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) throw noVideo()
    const first = await new EncodedPacketSink(track).getFirstKeyPacket({ verifyKeyPackets: true })
    if (first === null) throw noVideo()
    const sound = await openSound(await input.getPrimaryAudioTrack())
    return {
      video: await openVideo(track),
      ...sound,
      start: first.timestamp,
      dispose: () => input.dispose(),
    }
  } catch (error) {
    input.dispose()
    throw toFilmError(error)
  }
}

/** A server that is away for a moment is asked twice again. @returns s, null to give up */
function retryDelay(attempts: number): number | null {
  return attempts < 2 ? 0.5 : null
}

async function openVideo(track: InputVideoTrack): Promise<FilmVideo> {
  const config = await track.getDecoderConfig()
  if (config === null) throw undecodable(String(await track.getInternalCodecId()))
  if (!(await track.canDecode())) throw undecodable(config.codec)
  const sink = new EncodedPacketSink(track)
  const turn = { rotation: await track.getRotation(), flip: await track.getFlip() }
  const { averageBitrate } = await track.computePacketStats(PROBE_PACKETS)
  const { framerate, delay } = await probeTimes(sink)
  const upright = turn.rotation === 0 && !turn.flip
  const description = config.description && toBytes(config.description)
  const lengths = H264.test(config.codec) ? description : undefined
  const format: VideoFormat = {
    codec: config.codec,
    width: await track.getSquarePixelWidth(),
    height: await track.getSquarePixelHeight(),
    framerate,
    bitrate: Math.round(averageBitrate),
    ...(description !== undefined && lengths === undefined && { description }),
  }
  const passable = upright && isPassable(format) && (await longestGop(sink)) * 1000 <= MAX_SOURCE_GOP_MS
  const duration = (await track.getDurationFromMetadata()) ?? undefined
  const unpack: Unpack = lengths === undefined ? data => data : toAnnexB(lengths)
  return { sink, turn, delay, passable, format, unpack, duration }
}

/** Decodable by any browser, and within the limits. */
export function isPassable({ codec, width, height }: VideoFormat): boolean {
  return width <= MAX_WIDTH && height <= MAX_HEIGHT && PLAIN_CODEC.test(codec)
}

/** Rate and reordering of the first frames. */
async function probeTimes(sink: EncodedPacketSink): Promise<{ framerate: number; delay: number }> {
  const times: number[] = []
  for await (const { timestamp } of sink.packets(undefined, undefined, { metadataOnly: true })) {
    times.push(timestamp)
    if (times.length === PROBE_PACKETS) break
  }
  const sorted = times
    .toSorted((a, b) => a - b)
    .slice(0, times.length > REORDER_WINDOW ? -REORDER_WINDOW : undefined)
  const seconds = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0)
  const framerate = seconds > 0 ? (sorted.length - 1) / seconds : 0
  return {
    framerate: Math.min(MAX_FRAMERATE, Math.round(framerate * 1000) / 1000),
    delay: Math.round(reorderDelay(times) * 1_000_000),
  }
}

/** Seconds between key frames, at the most, near the file's start. */
async function longestGop(sink: EncodedPacketSink): Promise<number> {
  const options = { metadataOnly: true }
  let longest = 0
  let key = await sink.getFirstKeyPacket(options)
  while (key !== null && key.timestamp < PROBE_SECONDS) {
    const next = await sink.getNextKeyPacket(key, options)
    const end = next ?? (await sink.getPacket(Number.POSITIVE_INFINITY, options))
    longest = Math.max(longest, (end?.timestamp ?? 0) - key.timestamp)
    key = next
  }
  return longest
}

async function openSound(track: InputAudioTrack | null): Promise<Pick<Film, 'audio' | 'notice'>> {
  if (track === null) return { audio: undefined, notice: '' }
  const config = await track.getDecoderConfig()
  if (config === null || !(await track.canDecode())) {
    return { audio: undefined, notice: noSound(config?.codec ?? String(await track.getInternalCodecId())) }
  }
  return { audio: { sink: new EncodedPacketSink(track), config }, notice: '' }
}
