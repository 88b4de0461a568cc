import { BlobSource, Conversion, Input, MP4, Mp4OutputFormat, NullTarget, Output, Quality } from 'mediabunny'
import { localLane } from '../../e2e/pages/files.lane.ts'
import { openVideo, startTranscode } from '../../web/files/transcode.ts'
import type { LaneSupply } from '../../web/files/types.ts'
import type { FileRendition } from '../../web/protocol/file.ts'
import { type CodecName, ladderFor } from '../../web/protocol/ladder.ts'

const SOURCE = { width: 1920, height: 1080, framerate: 24 }

/** How a rung is made: H.264 at its usual bit rate, unless something else is said. */
export type Coding = { codec?: CodecName; quantizer?: number }

const renditions = (rungs: string[], { codec = 'h264', ...quality }: Coding = {}): FileRendition[] =>
  ladderFor(SOURCE, { rungs, codec, segmentMs: 1000, maxFramerate: 0 }).map(each => ({ ...each, ...quality }))

async function fileOf(film: string): Promise<File> {
  return new File([await (await fetch(film)).blob()], 'film.mp4', { lastModified: performance.now() })
}

/** The first seconds of a film through the engine of files, by one lane in this page. */
async function ours(film: string, seconds: number, rungs: string[], coding?: Coding) {
  const video = await openVideo(await fileOf(film))
  const order = {
    ...{ renditions: renditions(rungs, coding), container: 'mp4' as const, sounds: [] },
    trim: { start: 0, end: seconds * 1e6 },
  }
  const supply: LaneSupply = (order, onlane) => onlane(localLane('here', order))
  let borders: number[] = []
  const work = startTranscode(video, order, supply, ({ segments }) => {
    borders = segments.map(({ start }) => start / 1e6)
  })
  const results = await work.done
  const made = await Promise.all(
    results.map(async ({ file }, index) => ({
      ...(order.renditions[index] as FileRendition),
      base64: toBase64(new Uint8Array(await file.arrayBuffer())),
    })),
  )
  video.close()
  return { borders, made }
}

/** All of a film. @param film its address; undefined: the file that was picked. @returns frames that were made */
async function whole(film: string | undefined, rungs: string[]): Promise<number> {
  const picked = document.querySelector('input')?.files?.[0] as File
  const video = await openVideo(film === undefined ? picked : new URL(film, location.href).href)
  const { width, height, framerate } = video.info.video
  const ladder = ladderFor(
    { width, height, framerate },
    { rungs, codec: 'h264', segmentMs: 1000, maxFramerate: 0 },
  )
  const order = { renditions: ladder, container: 'mp4' as const, sounds: [] }
  const supply: LaneSupply = (order, onlane) => onlane(localLane('here', order))
  let made = 0
  await startTranscode(video, order, supply, ({ frames }) => {
    made = frames.made
  }).done
  video.close()
  return made
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}

/** The same by mediabunny's Conversion; what it makes is thrown away. */
async function conversion(film: string, seconds: number, rungs: string[]): Promise<void> {
  const input = new Input({ source: new BlobSource(await fileOf(film)), formats: [MP4] })
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'fragmented' }),
    target: new NullTarget(),
  })
  const videos = renditions(rungs).map(({ width, height, bitrate }) => ({
    ...{ codec: 'avc' as const, width, height, fit: 'fill' as const, forceTranscode: true },
    quality: new Quality({ bitrate }),
  }))
  const options = { input, output, video: videos, audio: { discard: true }, trim: { start: 0, end: seconds } }
  const work = await Conversion.init(options)
  await work.execute()
}

const filesBench = { ours, whole, conversion }
declare global {
  interface Window {
    filesBench: typeof filesBench
  }
}
window.filesBench = filesBench
