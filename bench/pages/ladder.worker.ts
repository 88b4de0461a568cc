import { expose } from 'comlink'
import { EncodedPacketSink, Input, MP4, UrlSource } from 'mediabunny'
import { startFile } from '../../web/capture/file.ts'
import { encoderConfig } from '../../web/codec/encoder.ts'
import { SOURCE_TRACK } from '../../web/protocol/chunk.ts'
import { ladderFor } from '../../web/protocol/ladder.ts'
import { startLadder } from '../../web/transcode/ladder.ts'
import type { Ladder } from '../../web/transcode/types.ts'

const SEGMENT_MS = 1000
/** Frames that wait for a decoder or an encoder, in both loops. */
const QUEUE = 8
const RUNGS = ['480p', '720p', '1080p']
const OPEN = { bitrate: 50_000_000, segmentMs: SEGMENT_MS }

export type Result = { frames: number; seconds: number; bytes: number }

const pause = (ms = 1) => new Promise(resolve => setTimeout(resolve, ms))
const rungsFor = (picture: { width: number; height: number; framerate: number }) =>
  ladderFor(picture, { rungs: RUNGS, codec: 'h264', segmentMs: SEGMENT_MS, maxFramerate: 0 })

const bench = {
  /** A file source and a ladder of Millrace, as fast as the ladder takes it. @param until µs */
  millrace(file: string, until: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      let ladder: Ladder | undefined
      let frames = 0
      let bytes = 0
      let begin = 0
      let done = false
      const pace = async () => {
        while (ladder !== undefined && ladder.stats().queue > QUEUE) await pause()
      }
      const finish = async () => {
        done = true
        await ladder?.flush()
        ladder?.close()
        source.stop()
        resolve({ frames: frames / RUNGS.length, bytes, seconds: (performance.now() - begin) / 1000 })
      }
      const source = startFile(
        { kind: 'file', file, loop: false },
        OPEN,
        {
          onformat({ video }) {
            if (video === undefined) return reject(new Error('no video'))
            begin = performance.now()
            ladder = startLadder(
              { source: video, renditions: rungsFor(video), segmentMs: SEGMENT_MS },
              {
                onchunk({ data }) {
                  frames += 1
                  bytes += data.byteLength
                },
                onreceipt: () => {},
                onneedkey: () => {},
                onerror: reject,
              },
            )
          },
          onchunk(chunk) {
            if (chunk.track !== SOURCE_TRACK || done) return
            if (chunk.timestamp < until) ladder?.push(chunk, false)
            else finish().catch(reject)
          },
          onend: () => finish().catch(reject),
          onerror: reject,
        },
        pace,
      )
    })
  },

  /**
   * The least that WebCodecs needs for the same: packets, a decoder, three encoders, nothing else.
   * @param live at the film's pace, not as fast as it goes
   */
  async bare(file: string, until: number, live = false): Promise<Result> {
    const input = new Input({ source: new UrlSource(file), formats: [MP4] })
    const track = await input.getPrimaryVideoTrack()
    const config = await track?.getDecoderConfig()
    if (!track || !config) throw new Error('no video')
    let frames = 0
    let bytes = 0
    const failed = (error: Error) => {
      throw error
    }
    const picture = {
      width: await track.getCodedWidth(),
      height: await track.getCodedHeight(),
      framerate: 24,
    }
    const begin = performance.now()
    const encoders = rungsFor(picture).map(({ codec, width, height, bitrate }) => {
      const encoder = new VideoEncoder({
        output(chunk) {
          const data = new Uint8Array(chunk.byteLength)
          chunk.copyTo(data)
          frames += 1
          bytes += data.byteLength
        },
        error: failed,
      })
      encoder.configure(encoderConfig({ codec, width, height, bitrate, framerate: picture.framerate }))
      return encoder
    })
    let segment = -1
    const decoder = new VideoDecoder({
      output(frame) {
        const current = Math.floor(frame.timestamp / (SEGMENT_MS * 1000))
        for (const encoder of encoders) encoder.encode(frame, { keyFrame: current !== segment })
        segment = current
        frame.close()
      },
      error: failed,
    })
    decoder.configure({ ...config, optimizeForLatency: true })
    const queue = () =>
      decoder.decodeQueueSize + Math.max(...encoders.map(encoder => encoder.encodeQueueSize))
    for await (const packet of new EncodedPacketSink(track).packets()) {
      if (packet.timestamp * 1_000_000 >= until) break
      const early = live ? packet.timestamp * 1000 - (performance.now() - begin) : 0
      if (early > 0) await pause(early)
      while (queue() > QUEUE) await pause()
      decoder.decode(packet.toEncodedVideoChunk())
    }
    await decoder.flush()
    await Promise.all(encoders.map(encoder => encoder.flush()))
    decoder.close()
    for (const encoder of encoders) encoder.close()
    input.dispose()
    return { frames: frames / RUNGS.length, bytes, seconds: (performance.now() - begin) / 1000 }
  },
}

export type LadderBench = typeof bench

expose(bench)
