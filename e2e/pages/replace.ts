import { openBackdrop } from '../../web/ai/backdrop.ts'
import { openEffect } from '../../web/ai/effect.ts'
import { openOwnBackdrop } from '../../web/pages/effects/backdrop.ts'
import { backdropName } from '../../web/protocol/backdrops.ts'
import { toError } from '../../web/protocol/errors.ts'
import { MAX_BACKDROP_SIDE } from '../../web/protocol/limits.ts'
import { faceFrame, SIZE } from './follow.ts'

export type Colour = [red: number, green: number, blue: number]

/** Beside a face, and on its cheek. */
export type Replaced = { corner: Colour; cheek: Colour }

/** What is seen of a face with one of our backgrounds behind it, or with a picture of one colour. */
export async function replace(behind: string | Colour): Promise<Replaced> {
  const own = typeof behind === 'string' ? { backdrop: behind } : await plain(behind)
  const effect = await openEffect({ id: 'replace-background', ...own })
  const frame = faceFrame({ middle: 0.5, tilt: 0, open: 0 }, 0)
  const made = await effect.apply(frame, 1)
  frame.close()
  await effect.close()
  return coloursOf(made).finally(() => made.close())
}

/** In which words backgrounds are refused that are not there, another one, no picture, and too large. */
export async function refusalsOfBackdrops(): Promise<string[]> {
  const large = new OffscreenCanvas(MAX_BACKDROP_SIDE + 1, 2)
  large.getContext('2d')
  const jpeg = await large.convertToBlob({ type: 'image/jpeg' })
  const pictures = [Uint8Array.of(1, 2, 3), new Uint8Array(await jpeg.arrayBuffer())]
  const backdrops = [
    { backdrop: 'nowhere' },
    { backdrop: 'studio', picture: Uint8Array.of(1, 2, 3) },
    ...pictures.map(picture => ({ backdrop: backdropName(picture), picture })),
  ]
  const opened = backdrops.map(backdrop =>
    openBackdrop(backdrop).then(
      () => 'taken',
      thrown => `${toError(thrown).code}: ${toError(thrown).message}`,
    ),
  )
  return Promise.all(opened)
}

/** A picture of one colour, as a person would pick it. */
async function plain([red, green, blue]: Colour) {
  const canvas = new OffscreenCanvas(64, 48)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  context.fillStyle = `rgb(${red} ${green} ${blue})`
  context.fillRect(0, 0, 64, 48)
  const file = new File([await canvas.convertToBlob()], 'plain.png', { type: 'image/png' })
  return openOwnBackdrop(file, new AbortController().signal)
}

async function coloursOf(frame: VideoFrame): Promise<Replaced> {
  const { width, height } = SIZE
  const data = new Uint8Array(width * height * 4)
  await frame.copyTo(data, { format: 'RGBA', layout: [{ offset: 0, stride: width * 4 }] })
  const at = (x: number, y: number) =>
    Array.from(data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)) as Colour
  return { corner: at(8, 8), cheek: at(width / 2 + 24, height / 2 + 14) }
}
