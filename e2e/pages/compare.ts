import { ALL_FORMATS, Input, UrlSource, VideoSampleSink } from 'mediabunny'

/** Pictures are first sought by their thumbnails. */
const SMALL = { width: 64, height: 36 }
/** Pixels along and across a part of a picture that count for its thumbnail, where it has so many. */
const SAMPLES = 4
/** So many of the likest so far are compared in full. */
const CANDIDATES = 3

export type Match = {
  /** Time of the film's frame that the picture is most like, seconds. */
  time: number
  /** PSNR of the luma against that frame, dB. */
  psnr: number
}

declare global {
  var findInFilm: (url: string, pictures: string[]) => Promise<Match[]>
}

/** The frames of a film that pictures (data URLs) are most like, and how faithfully they show them. It is read once. */
globalThis.findInFilm = async (url, pictures) => {
  const input = new Input({ source: new UrlSource(url), formats: ALL_FORMATS })
  const track = await input.getPrimaryVideoTrack()
  if (track === null) throw new Error('no video')
  const sought = await Promise.all(pictures.map(readPicture))
  for await (const sample of new VideoSampleSink(track).samples()) {
    const frame = sample.toVideoFrame()
    const small = await thumbnailOf(frame)
    for (const each of sought) {
      if (!isCandidate(each, small)) continue
      const psnr = decibel(meanSquare(each.whole, lumaOf(frame, each.size)))
      if (psnr > each.best.psnr) each.best = { time: sample.timestamp, psnr }
    }
    frame.close()
    sample.close()
  }
  return sought.map(({ best }) => best)
}

type Size = { width: number; height: number }
type Sought = { size: Size; whole: Float32Array; small: Float32Array; errors: number[]; best: Match }

async function readPicture(url: string): Promise<Sought> {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob())
  const size = { width: bitmap.width, height: bitmap.height }
  const whole = lumaOf(bitmap, size)
  bitmap.close()
  const small = shrink(whole, { ...size, offset: 0, stride: size.width })
  return { size, whole, small, errors: [], best: { time: -1, psnr: 0 } }
}

/** Whether a frame is among the likest so far by its thumbnail. */
function isCandidate(sought: Sought, small: Float32Array): boolean {
  const error = meanSquare(sought.small, small)
  sought.errors = [...sought.errors, error].sort((a, b) => a - b).slice(0, CANDIDATES)
  return sought.errors.includes(error)
}

let planes = new Uint8Array()

/** Of the luma as it was decoded: to draw each frame of a film takes longer than to decode it. */
async function thumbnailOf(frame: VideoFrame): Promise<Float32Array> {
  if (!/^(I420|NV12)$/.test(frame.format ?? '')) throw new Error(`no luma in frames of ${frame.format}`)
  const bytes = frame.allocationSize()
  if (planes.length < bytes) planes = new Uint8Array(bytes)
  const [luma] = await frame.copyTo(planes)
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 }
  if (luma === undefined) throw new Error('no luma')
  return shrink(planes, { width, height, ...luma }).map(value => ((value - 16) * 255) / 219)
}

/** The mean of each part of a picture. */
function shrink(
  luma: ArrayLike<number>,
  { width, height, offset, stride }: Size & PlaneLayout,
): Float32Array<ArrayBuffer> {
  const sums = new Float32Array(SMALL.width * SMALL.height)
  const counts = new Uint32Array(sums.length)
  const step = Math.max(1, Math.floor(width / (SMALL.width * SAMPLES)))
  for (let y = 0; y < height; y += step) {
    const row = Math.floor((y * SMALL.height) / height) * SMALL.width
    for (let x = 0; x < width; x += step) {
      const at = row + Math.floor((x * SMALL.width) / width)
      sums[at] = (sums[at] ?? 0) + (luma[offset + y * stride + x] ?? 0)
      counts[at] = (counts[at] ?? 0) + 1
    }
  }
  return sums.map((sum, at) => sum / (counts[at] ?? 1))
}

/** BT.709 luma of a picture drawn at a size. */
function lumaOf(picture: CanvasImageSource, { width, height }: Size): Float32Array {
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
