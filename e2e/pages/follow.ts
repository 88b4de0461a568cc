import { openEffect } from '../../web/ai/effect.ts'
import { startSource } from '../../web/capture/source.ts'
import { decodeAll } from '../../web/codec/decodeall.ts'
import type { Chunk } from '../../web/protocol/chunk.ts'
import { type Drawn, drawFace, WALL } from './face.ts'

/** Of what was made of it: pixels in the colour of the wall behind the face, and where the avatar's fur and its pupils are, in widths. */
type Followed = { before: number; after: number; fur: number; pupils: number }

const FUR = [245, 138, 60]
const FOX_PUPIL = [20, 22, 28]

export const SIZE = { width: 320, height: 180 }
/** Pictures for which a face is held still. */
export const HELD = 12
/** Between pictures of a camera, ms. */
export const INTERVAL = 40
/** Pictures of the avatar that are enough. */
const ENOUGH = 10

/** What the avatar does when each of these faces is seen for some pictures; absent: a wall without one. */
export async function follow(faces: (Drawn | undefined)[]): Promise<Followed[]> {
  const effect = await openEffect('avatar')
  const followed: Followed[] = []
  for (const [index, face] of faces.entries()) {
    for (let picture = 0; picture < HELD; picture += 1) {
      const frame = faceFrame(face, (index * HELD + picture) * INTERVAL)
      const made = await effect.apply(frame, 1)
      if (picture === HELD - 1) {
        const [before, after] = [await coloursOf(frame), await coloursOf(made)]
        followed.push({ before: before.wall, after: after.wall, fur: after.across, pupils: after.pupils })
      }
      frame.close()
      made.close()
    }
  }
  await effect.close()
  return followed
}

/**
 * What a camera that sees a face sends while the avatar is made before: it begins without the model.
 * @returns of each picture that was sent, pixels of the wall's colour and of the fur's
 */
export async function stream(): Promise<{ wall: number; fur: number }[]> {
  const chunks: Chunk[] = []
  const formats: string[] = []
  const enough = Promise.withResolvers<void>()
  let made = 0
  const source = startSource(
    { kind: 'frames', video: camera(), audio: undefined, ...SIZE, framerate: 1000 / INTERVAL },
    { segmentMs: 1000, bitrate: 2_000_000, veil: { id: 'avatar', strength: 1 } },
    {
      onformat: ({ video }) => formats.push(video?.codec ?? ''),
      onchunk(chunk) {
        chunks.push(chunk)
        if (source.stats().veil?.kind === 'made') made += 1
        if (made === ENOUGH) enough.resolve()
      },
      onend: () => enough.reject(new Error('It has ended.')),
      onerror: enough.reject,
    },
  )
  await enough.promise
  source.stop()
  const sent: { wall: number; fur: number }[] = []
  await decodeAll({ codec: formats[0] ?? '' }, chunks, async frame => {
    sent.push(await coloursOf(frame))
  })
  return sent
}

/** A face that comes again and again, at once at first: no model can be there by then. */
function camera(): ReadableStream<VideoFrame> {
  let count = 0
  return new ReadableStream(
    {
      async pull(controller) {
        if (count > 0) await new Promise(resolve => setTimeout(resolve, INTERVAL))
        controller.enqueue(faceFrame({ middle: 0.5, tilt: 0, open: 0 }, count * INTERVAL))
        count += 1
      },
    },
    { highWaterMark: 0 },
  )
}

/** @param time ms */
export function faceFrame(face: Drawn | undefined, time: number): VideoFrame {
  return new VideoFrame(drawFace(SIZE, face ?? { middle: 9, tilt: 0, open: 0 }), {
    format: 'RGBA',
    codedWidth: SIZE.width,
    codedHeight: SIZE.height,
    timestamp: time * 1000,
  })
}

/** How many pixels are of the wall's colour and of the fox's fur, and where these and its pupils are on average, in widths. */
async function coloursOf(
  frame: VideoFrame,
): Promise<{ wall: number; fur: number; across: number; pupils: number }> {
  const { width = 0, height = 0 } = frame.visibleRect ?? {}
  const data = new Uint8Array(width * height * 4)
  await frame.copyTo(data, { format: 'RGBA', layout: [{ offset: 0, stride: width * 4 }] })
  const pixelsOf = (colour: readonly number[], most: number) =>
    Array.from({ length: width * height }, (_, pixel) => pixel).filter(pixel =>
      colour.every((value, index) => Math.abs((data[4 * pixel + index] ?? 0) - value) < most),
    )
  const middleOf = (pixels: number[]) =>
    pixels.reduce((sum, pixel) => sum + (pixel % width) / width, 0) / pixels.length
  const fur = pixelsOf(FUR, 40)
  return {
    wall: pixelsOf(WALL, 40).length,
    fur: fur.length,
    across: middleOf(fur),
    pupils: middleOf(pixelsOf(FOX_PUPIL, 14)),
  }
}
