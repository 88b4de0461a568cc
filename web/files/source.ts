import { EncodedPacketSink, type Input, type InputAudioTrack, type InputVideoTrack } from 'mediabunny'
import { toBytes } from '../capture/bytes.ts'
import { nothingIn, noVideo, toFilmError, undecodable } from '../capture/filmerror.ts'
import { openInput } from '../capture/openinput.ts'
import type { FileSegment, FileSource, Packet } from '../protocol/file.ts'
import { MAX_HEIGHT, MAX_WIDTH } from '../protocol/limits.ts'
import { highRange, tooLarge } from './fileerror.ts'
import { paceOf } from './pace.ts'
import { isNeeded, type PacketTable, type PlannedSegment } from './plan.ts'
import { checkEnd, scan } from './scan.ts'
import type { FileInfo, Label, SoundInfo, VideoInfo } from './types.ts'

/** An opened file. */
export type OpenFile = {
  info: FileInfo
  /** Every packet of the picture. */
  table: PacketTable
  sounds: Sound[]
  /** Reads the packets of a segment. @throws MillraceError bad-input */
  read(segment: PlannedSegment): Promise<FileSegment>
  dispose(): void
}

/** What is kept of a URL for the next read: sound lies between pictures. */
const CACHE_BYTES = 16 * 1024 * 1024

export type Sound = { info: SoundInfo; track: InputAudioTrack }

/**
 * Opens a file and reads what it holds, to its last packet.
 * @param file a file, or a URL of one that other origins may read in parts
 * @throws MillraceError bad-input if it is damaged or no video, unsupported if this browser cannot make use of it
 */
export async function openFile(file: Blob | string, signal: AbortSignal): Promise<OpenFile> {
  if (typeof file !== 'string' && file.size === 0) throw nothingIn()
  const input = openInput(file, { getRetryDelay: retryDelay, maxCacheSize: CACHE_BYTES })
  const stop = () => input.dispose()
  signal.addEventListener('abort', stop)
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) throw noVideo()
    const source = await describe(track)
    const sink = new EncodedPacketSink(track)
    const table = await scan(track, sink)
    await checkEnd(input, track, sink, table)
    const video = await inspect(track, source, table)
    const sounds = await Promise.all((await input.getAudioTracks()).map(inspectSound))
    return {
      info: {
        format: (await input.getFormat()).name,
        video,
        sounds: sounds.map(({ info }) => info),
        tags: await readTags(input),
        notices: await notices(input, track, sounds),
      },
      table,
      sounds,
      read: segment => read(sink, table, segment).catch(rethrow),
      dispose: stop,
    }
  } catch (error) {
    input.dispose()
    signal.throwIfAborted()
    throw toFilmError(error)
  }
}

function rethrow(error: unknown): never {
  throw toFilmError(error)
}

/** A server that is away for a moment is asked some times again. @returns s, null to give up */
function retryDelay(attempts: number): number | null {
  return attempts < 5 ? 2 ** attempts / 2 : null
}

async function describe(track: InputVideoTrack): Promise<FileSource> {
  const config = await track.getDecoderConfig()
  if (config === null) throw undecodable(String(await track.getInternalCodecId()))
  const [width, height] = [await track.getCodedWidth(), await track.getCodedHeight()]
  if (width > MAX_WIDTH || height > MAX_HEIGHT) throw tooLarge(width, height)
  if (!(await track.canDecode())) throw undecodable(config.codec)
  if (await track.hasHighDynamicRange()) throw highRange()
  return {
    codec: config.codec,
    width,
    height,
    ...(config.description === undefined ? {} : { description: toBytes(config.description) }),
    ...(config.colorSpace === undefined ? {} : { colorSpace: config.colorSpace }),
  }
}

async function inspect(track: InputVideoTrack, source: FileSource, table: PacketTable): Promise<VideoInfo> {
  const { start, end, framerate, steady, frames, bytes } = paceOf(table)
  return {
    ...{ source, start, end, framerate, steady, frames },
    bitrate: Math.round((bytes * 8e6) / (end - start)),
    width: await track.getSquarePixelWidth(),
    height: await track.getSquarePixelHeight(),
    rotation: await track.getRotation(),
    flip: await track.getFlip(),
    label: await labelOf(track),
  }
}

async function inspectSound(track: InputAudioTrack): Promise<Sound> {
  const config = await track.getDecoderConfig().catch(() => null)
  return {
    track,
    info: {
      number: track.number,
      codec: config?.codec ?? String(await track.getInternalCodecId()),
      channels: await track.getNumberOfChannels(),
      sampleRate: await track.getSampleRate(),
      decodable: config !== null && (await track.canDecode()),
      label: await labelOf(track),
    },
  }
}

async function labelOf(track: InputVideoTrack | InputAudioTrack): Promise<Label> {
  const [languageCode, name] = [await track.getLanguageCode(), await track.getName()]
  return {
    ...(languageCode === 'und' ? {} : { languageCode }),
    ...(name === null ? {} : { name }),
  }
}

/** Only what every container can take; what a file says about itself is no reason to refuse it. */
async function readTags(input: Input): Promise<FileInfo['tags']> {
  const { raw: _, ...tags } = await input.getMetadataTags().catch(() => ({ raw: undefined }))
  return tags
}

async function notices(input: Input, track: InputVideoTrack, sounds: Sound[]): Promise<string[]> {
  const videos = (await input.getVideoTracks()).length
  const silent = sounds.filter(({ info }) => !info.decodable).map(({ info }) => info.codec)
  return [
    ...(sounds.length === 0 ? ['This file has no sound.'] : []),
    ...(videos > 1 ? [`Of its ${videos} videos only the main one is used.`] : []),
    ...((await track.canBeTransparent()) ? ['What is transparent in it becomes opaque.'] : []),
    ...(silent.length > 0
      ? [
          `This browser cannot decode some of its sound (${silent.join(', ')}): it is kept only where the container takes it as it is.`,
        ]
      : []),
  ]
}

/** Their data in one piece, which is passed on without a copy. */
async function read(
  sink: EncodedPacketSink,
  table: PacketTable,
  segment: PlannedSegment,
): Promise<FileSegment> {
  const { index, start, end, before, key, to } = segment
  const first = await sink.getKeyPacket(((table.timestamps[key] as number) + 1) / 1e6)
  if (first === null) throw noVideo()
  const whole = new Uint8Array(segment.bytes)
  const packets: Packet[] = []
  let [at, offset] = [key, 0]
  for await (const packet of sink.packets(first)) {
    const { microsecondTimestamp: timestamp, microsecondDuration: duration } = packet
    const isSame = timestamp === table.timestamps[at] && packet.byteLength === table.sizes[at]
    if (!isSame) throw new Error('it was changed while it was read')
    if (isNeeded(table, segment, at)) {
      const data = whole.subarray(offset, offset + packet.byteLength)
      data.set(packet.data)
      offset += data.byteLength
      packets.push({ timestamp, duration, key: table.keys[at] === 1, data })
    }
    at += 1
    if (at === to) break
  }
  return { index, start, end, packets, ...(before === undefined ? {} : { before }) }
}
