import type { VideoCodec } from 'mediabunny'
import { isCrop } from '../protocol/crop.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { FileOrder, FileRendition } from '../protocol/file.ts'
import { MAX_RENDITIONS } from '../protocol/limits.ts'
import type { Range } from './plan.ts'
import type { FileInfo, Order } from './types.ts'

/** What mediabunny calls our codecs. */
export const VIDEO_CODECS = { h264: 'avc', vp9: 'vp9', av1: 'av1' } as const satisfies Record<
  FileRendition['codec'],
  VideoCodec
>

/** What is asked of orchestrators. @throws MillraceError where an order makes no sense for a file */
export function toFileOrder(info: FileInfo, { renditions, container, crop, trim, effect }: Order): FileOrder {
  const { source } = info.video
  if (renditions.length === 0 || renditions.length > MAX_RENDITIONS) {
    throw new MillraceError('unsupported', `Choose one to ${MAX_RENDITIONS} renditions.`)
  }
  if (container === 'webm' && renditions.some(({ codec }) => codec === 'h264')) {
    throw new MillraceError('unsupported', 'WebM cannot hold H.264.', {
      hint: 'Choose VP9 or AV1, or MP4.',
      docs: 'video-files-that-cannot-be-made',
    })
  }
  if (renditions.some(({ codec, quantizer }) => codec === 'h264' && quantizer !== undefined)) {
    throw new MillraceError('unsupported', 'H.264 is made to a bitrate, not to a quality.', {
      hint: 'Choose VP9 or AV1, or a bitrate.',
      docs: 'video-files-that-cannot-be-made',
    })
  }
  if (renditions.some(({ width, height }) => width % 2 !== 0 || height % 2 !== 0)) {
    throw new MillraceError('unsupported', 'Pictures need even sides.', {
      hint: 'Change the size by a pixel.',
    })
  }
  if (crop !== undefined && !isCrop({ ...source, crop })) {
    throw new MillraceError('unsupported', 'Its picture cannot be given this shape.')
  }
  if (trim !== undefined && (trim.start >= info.video.end || trim.end <= info.video.start)) {
    throw new MillraceError('unsupported', 'Nothing is left of the video between these times.')
  }
  return { source: { ...source, ...(crop && { crop }) }, renditions, ...(effect && { effect }) }
}

/** Output pixels for each frame of the source, at the most. */
export function pixelsOf({ renditions }: Order): number {
  return renditions.reduce((sum, { width, height }) => sum + width * height, 0)
}

/** What is wanted of the source, µs. */
export function rangeOf({ trim }: Order): Range {
  return trim ?? { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }
}

/** The same file, order and cuts have the same name: what was done of them goes on. */
export async function jobId(
  file: { name: string; size: number; modified: number },
  order: Order,
  cuts: number[],
): Promise<string> {
  const text = JSON.stringify([file.name, file.size, file.modified, order, cuts])
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash, 0, 12), byte => byte.toString(16).padStart(2, '0')).join('')
}
