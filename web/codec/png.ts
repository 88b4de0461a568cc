import { MillraceError } from '../protocol/errors.ts'
import { decodePicture } from './decodepicture.ts'

const TYPE = 'image/png'

/** RGBA, opaque. */
type Pixels = { width: number; height: number; data: Uint8Array | Uint8ClampedArray }

/** A picture in which no pixel changes on its way. */
export async function toPng({ width, height, data }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas, context } = open({ width, height })
  context.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0)
  return new Uint8Array(await (await canvas.convertToBlob({ type: TYPE })).arrayBuffer())
}

/**
 * Decodes what a peer has sent.
 * @param size that it has to have
 * @throws MillraceError bad-input: it is no such PNG
 */
export async function fromPng(
  bytes: Uint8Array<ArrayBuffer>,
  size: { width: number; height: number },
): Promise<Pixels> {
  const bitmap = await decodePicture(bytes, { type: TYPE, ...size })
  const { context } = open(size)
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const { data } = context.getImageData(0, 0, size.width, size.height)
  return { ...size, data }
}

function open({ width, height }: { width: number; height: number }) {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new MillraceError('unsupported', 'This browser does not draw pictures.')
  return { canvas, context }
}
