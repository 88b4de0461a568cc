import { type Effect, openPortrait } from '../../web/ai/effect.ts'
import { findPortrait } from '../../web/ai/likeness.ts'
import { findLikeness } from '../../web/pages/effects/likeness.ts'
import { toError } from '../../web/protocol/errors.ts'
import { type Drawn, drawFace, PUPIL, WALL } from './face.ts'
import { faceFrame, HELD, INTERVAL, SIZE } from './follow.ts'

/** Behind the face of the portrait there is another wall than behind the one before the camera. */
const OTHER_WALL = [40, 140, 90] as const
const HAIR = [64, 40, 28] as const

/** Of what is shown: pixels of the camera's wall and of the portrait's, dark ones where its mouth is, and where its hair and its pupils are, in widths. */
export type Shown = { wall: number; other: number; dark: number; hair: number; pupils: number }

/** What a portrait does while each of these faces is seen for some pictures; absent: a wall without one. */
export async function portray(faces: (Drawn | undefined)[]): Promise<Shown[]> {
  const portrait = await findPortrait(await createImageBitmap(await drawPortrait(0.5)))
  if (portrait === undefined) throw new Error('There is a face.')
  const effect = await openPortrait(portrait)
  const shown: Shown[] = []
  for (const [index, face] of faces.entries()) shown.push(await hold(effect, face, index * HELD))
  await effect.close()
  return shown
}

/** @returns in which words a picture is refused */
export async function refusalOf(middle: number): Promise<string> {
  const file = new File([await drawPortrait(middle)], 'wall.png', { type: 'image/png' })
  return findLikeness(file, new AbortController().signal).then(
    () => 'taken',
    thrown => `${toError(thrown).message} ${toError(thrown).hint}`,
  )
}

async function hold(effect: Effect, face: Drawn | undefined, first: number): Promise<Shown> {
  for (let picture = 0; ; picture += 1) {
    const frame = faceFrame(face, (first + picture) * INTERVAL)
    const made = await effect.apply(frame, 1)
    frame.close()
    if (picture === HELD - 1) return coloursOf(made).finally(() => made.close())
    made.close()
  }
}

/** @param middle of the face, in widths; far outside: there is none */
async function drawPortrait(middle: number): Promise<Blob> {
  const [width, height] = [480, 360]
  const data = new Uint8ClampedArray(drawFace({ width, height }, { middle, tilt: 0, open: 0 }))
  for (let at = 0; at < data.length; at += 4) {
    if (WALL.every((value, colour) => data[at + colour] === value)) data.set(OTHER_WALL, at)
  }
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0)
  return canvas.convertToBlob()
}

async function coloursOf(frame: VideoFrame): Promise<Shown> {
  const { width, height } = SIZE
  const data = new Uint8Array(width * height * 4)
  await frame.copyTo(data, { format: 'RGBA', layout: [{ offset: 0, stride: width * 4 }] })
  const shown: Shown = { wall: 0, other: 0, dark: 0, hair: 0, pupils: 0 }
  let [hairs, darkest] = [0, 0]
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const near = (colour: readonly number[], most = 30) =>
      colour.every((value, index) => Math.abs((data[4 * pixel + index] ?? 0) - value) < most)
    if (near(WALL)) shown.wall += 1
    if (near(OTHER_WALL)) shown.other += 1
    const isLow = pixel > (width * height) / 2 && Math.abs((pixel % width) / width - 0.5) < 0.1
    const light = data.subarray(4 * pixel, 4 * pixel + 3).reduce((sum, value) => sum + value, 0)
    if (isLow && light < 200) shown.dark += 1
    if (near(PUPIL, 12)) {
      darkest += 1
      shown.pupils += (pixel % width) / width
    }
    if (!near(HAIR)) continue
    hairs += 1
    shown.hair += (pixel % width) / width
  }
  return { ...shown, hair: shown.hair / hairs, pupils: shown.pupils / darkest }
}
