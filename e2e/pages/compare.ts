import { ALL_FORMATS, Input, UrlSource, VideoSampleSink } from 'mediabunny'

/** Pictures are first sought by their thumbnails. */
const SMALL = { width: 64, height: 36 }

export type Match = {
  /** Time of the film's frame that the picture is most like, seconds. */
  time: number
  /** PSNR of the luma against that frame, dB. */
  psnr: number
}

declare global {
  var indexFilm: (url: string) => Promise<number>
  var findInFilm: (picture: string) => Promise<Match>
}

let sink: VideoSampleSink | undefined
let index: { time: number; luma: Float32Array }[] = []

/** Reads the whole film once; returns its frames. */
globalThis.indexFilm = async url => {
  const input = new Input({ source: new UrlSource(url), formats: ALL_FORMATS })
  const track = await input.getPrimaryVideoTrack()
  if (track === null) throw new Error('no video')
  sink = new VideoSampleSink(track)
  index = []
  for await (const sample of sink.samples()) {
    const frame = sample.toVideoFrame()
    index.push({ time: sample.timestamp, luma: lumaOf(frame, SMALL.width, SMALL.height) })
    frame.close()
    sample.close()
  }
  return index.length
}

/** The film's frame that a picture (a data URL) shows, and how faithfully. */
globalThis.findInFilm = async picture => {
  const bitmap = await createImageBitmap(await (await fetch(picture)).blob())
  const small = lumaOf(bitmap, SMALL.width, SMALL.height)
  const byLikeness = index
    .map(({ time, luma }) => ({ time, error: meanSquare(small, luma) }))
    .sort((a, b) => a.error - b.error)
  const { width, height } = bitmap
  const whole = lumaOf(bitmap, width, height)
  bitmap.close()
  let best: Match = { time: -1, psnr: 0 }
  const times = byLikeness.slice(0, 3).map(({ time }) => time)
  // In order: frames between two keys are decoded once for all of them.
  for await (const sample of sink?.samplesAtTimestamps(times.sort((a, b) => a - b)) ?? []) {
    const frame = sample?.toVideoFrame()
    if (sample === null || frame === undefined) continue
    const psnr = decibel(meanSquare(whole, lumaOf(frame, width, height)))
    if (psnr > best.psnr) best = { time: sample.timestamp, psnr }
    frame.close()
    sample.close()
  }
  return best
}

/** BT.709 luma of a picture drawn at a size. */
function lumaOf(picture: CanvasImageSource, width: number, height: number): Float32Array {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  context.drawImage(picture, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  const luma = new Float32Array(width * height)
  for (let pixel = 0; pixel < luma.length; pixel += 1) {
    const at = pixel * 4
    luma[pixel] = 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0)
  }
  return luma
}

function meanSquare(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += ((a[index] ?? 0) - (b[index] ?? 0)) ** 2
  return sum / a.length
}

function decibel(error: number): number {
  return error === 0 ? 100 : 10 * Math.log10(255 ** 2 / error)
}
