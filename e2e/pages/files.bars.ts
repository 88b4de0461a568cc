import { ALL_FORMATS, BlobSource, Input, VideoSampleSink } from 'mediabunny'
import { createInspect } from '../../web/files/inspect.ts'
import type { Rect } from '../../web/protocol/crop.ts'
import type { FileOrder, FileRendition } from '../../web/protocol/file.ts'
import { makeSegment } from '../../web/transcode/segment.ts'
import { startChecker } from '../../web/verify/checker.ts'
import type { Finding } from '../../web/verify/types.ts'
import { cutFilm } from './lane.film.ts'

/** What an orchestrator was asked for and what it makes; `paints`: what it does to its pictures. */
export type Deed = {
  ordered?: Rect
  made?: Rect
  paints?: keyof typeof PAINTS
  rendition?: Partial<FileRendition>
}

const SQUARE: FileRendition = {
  ...{ track: 1, name: '240p', codec: 'h264', width: 240, height: 240 },
  ...{ bitrate: 350_000, maxFramerate: 0 },
}
const PAINTS = { mirrored, sign }
const checker = startChecker()

/** Seconds of the film before the one that is made: its beginning is hardly more than one colour. */
const BEFORE = 4

/** What the check of a second of a film says of it. */
export async function judge(film: string, { ordered, made, paints, rendition }: Deed): Promise<Finding> {
  const { source, segments } = await cutFilm(film, BEFORE + 1, 1)
  const order = (crop: Rect | undefined): FileOrder => ({
    source: { ...source, ...(crop && { crop }) },
    renditions: [{ ...SQUARE, ...rendition }],
  })
  const segment = segments[BEFORE] as (typeof segments)[number]
  const hooks = { change: paints && PAINTS[paints], admit: async () => {}, onmade: () => {} }
  const renditions = await makeSegment(order(made), segment, hooks, new AbortController().signal)
  const { promise, resolve } = Promise.withResolvers<Finding>()
  const check: typeof checker.check = async sample => {
    const finding = await checker.check(sample)
    resolve(finding)
    return finding
  }
  await createInspect(order(ordered), { check }, () => 0)(segment, { index: BEFORE, renditions, ms: 0 })
  return promise
}

/** The other way round. */
async function mirrored(frame: VideoFrame): Promise<VideoFrame> {
  const { displayWidth: width, displayHeight: height } = frame
  return painted(frame, { width, height }, context => {
    context.scale(-1, 1)
    context.drawImage(frame, -width, 0)
  })
}

/** Between bars of its own, with a sign in one of them. */
async function sign(frame: VideoFrame): Promise<VideoFrame> {
  const { displayWidth: width, displayHeight: height } = frame
  const above = (width - height) / 2
  return painted(frame, { width, height: width }, context => {
    context.fillRect(0, 0, width, width)
    context.drawImage(frame, 0, above)
    context.fillStyle = '#48f'
    context.fillRect(width / 8, above / 4, width / 6, above / 4)
  })
}

function painted(
  { timestamp }: VideoFrame,
  { width, height }: { width: number; height: number },
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
): VideoFrame {
  const canvas = new OffscreenCanvas(width, height)
  paint(canvas.getContext('2d') as OffscreenCanvasRenderingContext2D)
  return new VideoFrame(canvas, { timestamp })
}

/** Pixels beside the border of picture and bars that encoders mix. */
const MIXED = 3

/**
 * Looks at the pixels of a file a moment after its beginning.
 * @param place of its source's picture in it, as `placeOf` says
 * @returns the brightest value in its bars, 0 to 255, and the PSNR of what is between them, dB
 */
export async function pixels(source: File, made: File, { left, top, width, height }: Rect) {
  const shown = await frameOf(made)
  const [across, down] = [shown.displayWidth, shown.displayHeight]
  const place = [left * across, top * down, width * across, height * down] as const
  const [got, wanted] = [canvasOf(across, down), canvasOf(across, down)]
  got.drawImage(shown, 0, 0)
  const original = await frameOf(source)
  wanted.drawImage(original, ...place)
  for (const frame of [shown, original]) frame.close()
  const [x, y, w, h] = place
  const inset = [x + MIXED, y + MIXED, w - 2 * MIXED, h - 2 * MIXED].map(Math.round) as [
    ...[number, number, number, number],
  ]
  const [own, other] = [got, wanted].map(context => context.getImageData(...inset).data)
  const error = own?.reduce((sum, value, at) => sum + (value - (other?.[at] ?? 0)) ** 2, 0) ?? 0
  got.fillRect(x - MIXED, y - MIXED, w + 2 * MIXED, h + 2 * MIXED)
  const { data } = got.getImageData(0, 0, across, down)
  return {
    glow: data.reduce((most, value, at) => (at % 4 === 3 ? most : Math.max(most, value)), 0),
    psnr: 10 * Math.log10(255 ** 2 / (error / (((own?.length ?? 0) * 3) / 4))),
  }
}

function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const options = { willReadFrequently: true }
  const context = new OffscreenCanvas(width, height).getContext('2d', options)
  if (context === null) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  return context
}

async function frameOf(file: File): Promise<VideoFrame> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS })
  const track = await input.getPrimaryVideoTrack()
  const sample =
    track && (await new VideoSampleSink(track).getSample((await track.getFirstTimestamp()) + 0.5))
  if (!sample) throw new Error('no picture')
  const frame = sample.toVideoFrame()
  sample.close()
  input.dispose()
  return frame
}
