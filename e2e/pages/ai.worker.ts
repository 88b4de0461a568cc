import { expose } from 'comlink'
import { openEffect } from '../../web/ai/effect.ts'
import { measureEffect } from '../../web/ai/measure.ts'
import type { Seen } from '../../web/ai/objects.ts'
import { openRecogniser } from '../../web/ai/recogniser.ts'
import type { EffectId } from '../../web/protocol/effects.ts'
import { toError } from '../../web/protocol/errors.ts'
import { drawDesk } from './desk.ts'
import { follow, stream } from './follow.ts'
import { clean } from './noisy.ts'
import { portray, refusalOf } from './portray.ts'
import { refusalsOfBackdrops, replace } from './replace.ts'

export type Made = {
  timestamp: number
  duration: number | null
  size: [number, number]
  display: [number, number]
  /** By how much its brightness differs from the source's, at most and on average, 0..255. */
  change: { most: number; mean: number }
}

const ai = {
  /** What an effect makes of a picture of stripes that is shown in another shape. */
  async apply(id: EffectId, width: number, height: number, strength: number): Promise<Made> {
    const effect = await openEffect(id)
    const source = stripes(width, height)
    const made = await effect.apply(source, strength)
    const [before, after] = [await lumaOf(source), await lumaOf(made)]
    const changes = Array.from(before, (value, index) => Math.abs(value - (after[index] ?? Number.NaN)))
    const result: Made = {
      timestamp: made.timestamp,
      duration: made.duration,
      size: [made.visibleRect?.width ?? 0, made.visibleRect?.height ?? 0],
      display: [made.displayWidth, made.displayHeight],
      change: {
        most: Math.max(...changes),
        mean: changes.reduce((sum, each) => sum + each) / changes.length,
      },
    }
    source.close()
    made.close()
    await effect.close()
    return result
  },

  clean,
  follow,
  stream,
  portray,
  refusalOf,
  replace,
  refusalsOfBackdrops,

  /** @returns code and text of the error with which an effect does not open */
  async refusal(id: string): Promise<string> {
    return openEffect(id as EffectId).then(
      () => 'opened',
      thrown => `${toError(thrown).code}: ${toError(thrown).message}`,
    )
  },

  /** What is found in a drawing of a monitor on a desk, or of the desk alone. */
  async look(drawn: boolean): Promise<Seen[]> {
    const recogniser = await openRecogniser()
    const frame = new VideoFrame(drawDesk(drawn), { timestamp: 0 })
    const seen = await recogniser.look(frame)
    frame.close()
    await recogniser.close()
    return seen
  },

  measure: measureEffect,
}

function stripes(width: number, height: number): VideoFrame {
  const half = Math.ceil(width / 2) * Math.ceil(height / 2)
  const planes = new Uint8Array(width * height + 2 * half).fill(128)
  for (let index = 0; index < width * height; index += 1)
    planes[index] = Math.floor((index % width) / 8) % 2 === 0 ? 60 : 180
  return new VideoFrame(planes, {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    timestamp: 1_234_567,
    duration: 40_000,
    displayWidth: 2 * width,
    displayHeight: height,
    colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
  })
}

async function lumaOf(frame: VideoFrame): Promise<Uint8Array> {
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 }
  const data = new Uint8Array(frame.allocationSize())
  const [luma] = await frame.copyTo(data)
  const { offset = 0, stride = width } = luma ?? {}
  return Uint8Array.from(
    { length: width * height },
    (_, index) => data[offset + Math.floor(index / width) * stride + (index % width)] ?? 0,
  )
}

export type AiTest = typeof ai

expose(ai)
