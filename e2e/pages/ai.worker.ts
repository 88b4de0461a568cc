import { expose } from 'comlink'
import { openEffect } from '../../web/ai/effect.ts'
import { measureEffect } from '../../web/ai/measure.ts'
import type { Seen } from '../../web/ai/objects.ts'
import { openRecogniser } from '../../web/ai/recogniser.ts'
import type { EffectId } from '../../web/protocol/effects.ts'
import { toError } from '../../web/protocol/errors.ts'
import { drawDesk } from './desk.ts'
import { drawFace, WALL } from './face.ts'

export type Made = {
  timestamp: number
  duration: number | null
  size: [number, number]
  display: [number, number]
  /** By how much its brightness differs from the source's, at most and on average, 0..255. */
  change: { most: number; mean: number }
}

/** A drawn face: its middle, in widths of the picture, how it is tilted, and whether its mouth is open. */
export type Drawn = { middle: number; tilt: number; open: number }

/** Of what was made of it: pixels in the colour of the wall behind the face, and where the avatar's fur is, in widths. */
export type Followed = { before: number; after: number; fur: number }

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

  /** What the avatar does when each of these faces is seen for some pictures; absent: a wall without one. */
  async follow(faces: (Drawn | undefined)[]): Promise<Followed[]> {
    const effect = await openEffect('avatar')
    const followed: Followed[] = []
    for (const [index, face] of faces.entries()) {
      for (let picture = 0; picture < HELD; picture += 1) {
        const frame = faceFrame(face, (index * HELD + picture) * 40_000)
        const made = await effect.apply(frame, 1)
        if (picture === HELD - 1) {
          const [before, after] = [await colours(frame), await colours(made)]
          followed.push({ before: before.wall, after: after.wall, fur: after.fur })
        }
        frame.close()
        made.close()
      }
    }
    await effect.close()
    return followed
  },

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

/** Pictures for which a face is held still. */
const HELD = 12

function faceFrame(face: Drawn | undefined, timestamp: number): VideoFrame {
  const { middle, tilt, open } = face ?? { middle: 9, tilt: 0, open: 0 }
  return new VideoFrame(drawFace(320, 180, middle, tilt, open), {
    format: 'RGBA',
    codedWidth: 320,
    codedHeight: 180,
    timestamp,
  })
}

/** How many pixels are of the wall's colour, and where those of the fox's fur are on average, in widths. */
async function colours(frame: VideoFrame): Promise<{ wall: number; fur: number }> {
  const { codedWidth: width, codedHeight: height } = frame
  const data = new Uint8Array(width * height * 4)
  await frame.copyTo(data, { format: 'RGBA', layout: [{ offset: 0, stride: width * 4 }] })
  const near = (at: number, colour: readonly number[]) =>
    colour.every((value, index) => Math.abs((data[at + index] ?? 0) - value) < 40)
  let [wall, fur, across] = [0, 0, 0]
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    if (near(pixel * 4, WALL)) wall += 1
    if (!near(pixel * 4, [245, 138, 60])) continue
    fur += 1
    across += (pixel % width) / width
  }
  return { wall, fur: across / fur }
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
