import { encoderConfig, startEncoder } from '../codec/encoder.ts'
import type { Chunk } from '../protocol/chunk.ts'
import { type CodecName, codecString, ladderFor } from '../protocol/ladder.ts'
import { startLadder } from './ladder.ts'

/** The source of the reference ladder, with which machines are compared. */
export const REFERENCE = { width: 1920, height: 1080, framerate: 30, bitrate: 6_000_000 }
const RUNGS = ['480p', '720p', '1080p']
/** A machine that is not through by then is slow enough to be judged by what it has done, ms. */
const MAX_MEASURE_MS = 2500
/** An encoder that gives out nothing by so many frames keeps a live stream waiting. */
const MAX_AHEAD = 10

const rungsOf = (codec: CodecName) =>
  ladderFor(REFERENCE, { rungs: RUNGS, codec, segmentMs: 1000, maxFramerate: 0 })

/**
 * Whether a codec encodes the largest rung of the reference ladder, and whether the browser has hardware for it. To be
 * asked costs the browser an encoder, of VP9 a tenth of a second.
 */
export async function findSupport(codec: CodecName): Promise<{ supported: boolean; hardware: boolean }> {
  const [{ width, height, bitrate } = REFERENCE] = rungsOf(codec).toSorted((a, b) => b.height - a.height)
  const config = encoderConfig({ codec, width, height, bitrate, framerate: REFERENCE.framerate })
  const answer = async (hardwareAcceleration: HardwareAcceleration) =>
    (await VideoEncoder.isConfigSupported({ ...config, hardwareAcceleration })).supported === true
  return { supported: await answer('no-preference'), hardware: await answer('prefer-hardware') }
}

/**
 * Whether an encoder gives out its frames as they come. Some look far ahead, whatever they are told: Firefox's on Linux
 * 40 frames and more.
 */
export async function isPrompt(codec: CodecName): Promise<boolean> {
  const [rung] = rungsOf(codec).toSorted((a, b) => a.height - b.height)
  if (rung === undefined) return false
  const { width, height, bitrate, track } = rung
  const { promise: given, resolve } = Promise.withResolvers<boolean>()
  const encoder = startEncoder(
    { track, codec, width, height, bitrate, framerate: REFERENCE.framerate, segmentMs: 1000 },
    { onchunk: () => resolve(true), onroom: () => {}, onerror: () => resolve(false) },
  )
  for (let index = 0; index < MAX_AHEAD; index += 1) {
    const data = new Uint8Array((width * height * 3) / 2).fill(128)
    const timestamp = Math.round((index * 1_000_000) / REFERENCE.framerate)
    const frame = new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp })
    encoder.encode(frame)
    frame.close()
  }
  const timeout = new Promise<false>(late => setTimeout(() => late(false), MAX_MEASURE_MS))
  try {
    return await Promise.race([given, timeout])
  } finally {
    encoder.close()
  }
}

/** Seconds of video that the whole ladder, decoder included, does per second; 0: not one frame in the time given. @throws if it fails */
export async function measureLadder(codec: CodecName, source: Chunk[]): Promise<number> {
  const renditions = rungsOf(codec)
  const frames = new Map(renditions.map(({ track }) => [track, 0]))
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const start = performance.now()
  const ladder = startLadder(
    {
      source: { ...REFERENCE, codec: codecString('h264', REFERENCE) },
      renditions,
      segmentMs: 1000,
    },
    {
      onchunk: ({ track }) => frames.set(track, (frames.get(track) ?? 0) + 1),
      onreceipt: () => {},
      onneedkey: () => {},
      onerror: reject,
    },
  )
  for (const chunk of source) ladder.push(chunk, false)
  const timeout = new Promise(resolve => setTimeout(resolve, MAX_MEASURE_MS))
  try {
    await Promise.race([ladder.flush(), failed, timeout])
  } finally {
    ladder.close()
  }
  const seconds = (performance.now() - start) / 1000
  return Math.min(...frames.values()) / REFERENCE.framerate / seconds
}
