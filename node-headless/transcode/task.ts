import { createHmac } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { OWN_SIZE, type Task } from '../../web/pages/host.ts'
import { namedBackdrop } from '../backdrop.ts'
import { ExitError } from '../exit.ts'
import type { Settings } from '../options.ts'
import { parseBitrate, parseQuality, parseTrim } from './parse.ts'

/** What the page is to make, whatever the file and the place. */
export type Wish = Omit<Task, 'file' | 'out'>

/** @throws ExitError usage where options do not go together */
export function wishOf(settings: Settings): Wish {
  const { out, hls, rendition = [], bitrate = [], trim = '', sound = true } = settings
  const { framerate = 0, crop, bars, turn = 0, effect } = settings
  if ((out === undefined) === (hls === undefined)) {
    throw wrong('It needs one place for what is made: --out <file> or --hls <folder>.')
  }
  const container = out === undefined ? 'hls' : extname(out).toLowerCase() === '.webm' ? 'webm' : 'mp4'
  const quality = settings.quality === undefined ? undefined : parseQuality(settings.quality)
  const codec = settings.codec ?? (container === 'webm' || quality !== undefined ? 'vp9' : 'h264')
  if (container === 'webm' && codec === 'h264') throw wrong('WebM holds VP9 and AV1, not H.264.')
  if (new Set(rendition).size < rendition.length) throw wrong('A --rendition is named twice.')
  if (bitrate.length > 1 && bitrate.length !== rendition.length) {
    throw wrong('--bitrate is named once, or once for each --rendition.')
  }
  if (quality !== undefined && bitrate.length > 0) throw wrong('It is either --bitrate or --quality.')
  if (quality !== undefined && codec === 'h264') throw wrong('--quality is for VP9 and AV1, not H.264.')
  if (crop !== undefined && bars !== undefined) throw wrong('It is either --crop or --bars.')
  const shape = crop ?? bars ?? 'all'
  return {
    ...{ container, codec, sound },
    ...(quality !== undefined && { quality }),
    renditions: (rendition.length === 0 ? [OWN_SIZE] : rendition).map((name, index) => {
      const bits = parseBitrate(bitrate[index] ?? bitrate[0] ?? '')
      return { name, ...(bits !== undefined && { bitrate: bits }) }
    }),
    trim: parseTrim(trim) ?? {},
    ...{ maxFramerate: framerate, shape, fit: bars === undefined ? 'crop' : 'bars', turn },
    ...(effect && { effect: { id: effect, strength: 1, ...namedBackdrop(settings) } }),
  }
}

function wrong(message: string): ExitError {
  return new ExitError('usage', message, '`millrace transcode --help` says more.')
}

/**
 * Names a piece of work: the same file and wish have the same name in the next run, which goes on with it. Others can
 * neither guess it nor learn from it.
 * @param secret of this node
 */
export async function nameOf(file: string, wish: Wish, secret: Uint8Array): Promise<string> {
  const { size, mtimeMs } = await stat(file)
  const text = JSON.stringify([file, size, mtimeMs, wish])
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, 32)
}
