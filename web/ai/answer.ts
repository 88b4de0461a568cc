import { encodeClip } from '../codec/clip.ts'
import { fromJpeg, toJpeg } from '../codec/jpeg.ts'
import { toPng } from '../codec/png.ts'
import { decodeSound } from '../codec/sound.ts'
import type { Asked } from '../protocol/ask.ts'
import { CAPTIONS } from '../protocol/captions.ts'
import { clipTime, joinClip } from '../protocol/clip.ts'
import { effectOf, sizeAfter } from '../protocol/effects.ts'
import { CLIP_FRAMES, IMAGINE, IMAGINE_CLIP, IMAGINE_SIDE } from '../protocol/imagine.ts'
import { readWords } from '../protocol/imaginewords.ts'
import { OBJECTS } from '../protocol/objects.ts'
import { splitSound } from '../protocol/sound.ts'
import { readWish, type Wish } from '../protocol/wish.ts'
import { openEffect, STILL_PIXELS } from './effect.ts'
import { unknownModel } from './errors.ts'
import { toFrame } from './frame.ts'
import { openHearing } from './hearing.ts'
import { openImagine } from './imagine.ts'
import type { OnProgress } from './load.ts'
import type { Pixels } from './picture.ts'
import { openRecogniser } from './recogniser.ts'
import { transcribe } from './transcribe.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** `loading`: share of the download of the model; `running`: of a sound that is heard, of a clip that is painted, 1 of a picture. */
export type OnStage = (stage: 'loading' | 'running', share: number) => void

/**
 * Does what is asked for: loads the model, runs it once, and lets go of it. In a Worker.
 * @param input a JPEG, a sound, or words
 * @returns a JPEG, JSON of what was found, the surest first, or of what was said, or a PNG or a clip of what was painted
 * @throws MillraceError bad-input, too-large, not-found, bad-model
 */
export async function answer(asked: Asked, input: Bytes, onstage: OnStage): Promise<Bytes> {
  if ('duration' in asked) return hear(asked.task.id, input, asked.duration, onstage)
  const { task, width, height } = asked
  if (task.id === IMAGINE.id) return paint(input, onstage)
  if (task.id === IMAGINE_CLIP.id) return paintClip(input, onstage)
  const onprogress = (share: number) => onstage('loading', share)
  const onloaded = () => onstage('running', 1)
  const bitmap = await fromJpeg(input, { width, height })
  const frame = new VideoFrame(bitmap, { timestamp: 0 })
  bitmap.close()
  try {
    if (task.id === OBJECTS.id) return await find(frame, onprogress, onloaded)
    const kind = effectOf(task.id)
    if (kind === undefined) throw unknownModel(task.id)
    const effect = await openEffect({ ...task, id: kind.id }, onprogress, STILL_PIXELS)
    onloaded()
    const made = await effect.apply(frame, task.strength).finally(effect.close)
    return await toJpeg(made, sizeAfter(kind.id, { width, height })).finally(() => made.close())
  } finally {
    frame.close()
  }
}

async function find(frame: VideoFrame, onprogress: OnProgress, onloaded: () => void): Promise<Bytes> {
  const recogniser = await openRecogniser(onprogress)
  onloaded()
  const seen = await recogniser.look(frame).finally(recogniser.close)
  return toJson(seen)
}

async function hear(id: string, sound: Bytes, duration: number, onstage: OnStage): Promise<Bytes> {
  if (id !== CAPTIONS.id) throw unknownModel(id)
  const samples = await decodeSound(splitSound(sound, duration), duration)
  const hearing = await openHearing(share => onstage('loading', share))
  onstage('running', 0)
  return toJson(await transcribe(hearing, samples, share => onstage('running', share)))
}

async function paint(input: Bytes, onstage: OnStage): Promise<Bytes> {
  const { words, seed } = readWish(input)
  const { imagine, close } = await openImagine(share => onstage('loading', share))
  onstage('running', 1)
  const painted = await imagine(readWords(words).slots, seed).finally(close)
  return toPng(painted)
}

async function paintClip(input: Bytes, onstage: OnStage): Promise<Bytes> {
  const { words, seed } = readWish(input)
  const { film, close } = await openImagine(share => onstage('loading', share))
  const paintFrame = film(readWords(words).slots, seed)
  const next = async (index: number) => {
    onstage('running', index / CLIP_FRAMES)
    const timestamp = clipTime(index)
    const shown = { displayWidth: IMAGINE_SIDE, displayHeight: IMAGINE_SIDE }
    const duration = clipTime(index + 1) - timestamp
    return toFrame(await paintFrame(index), { timestamp, duration, ...shown })
  }
  return joinClip(await encodeClip(next).finally(close))
}

/** Some frames of a clip, to be compared. @throws MillraceError bad-model */
export async function paintFrames({ words, seed }: Wish, frames: readonly number[]): Promise<Pixels[]> {
  const { film, close } = await openImagine()
  const paintFrame = film(readWords(words).slots, seed)
  const painted: Pixels[] = []
  try {
    for (const frame of frames) painted.push(await paintFrame(frame))
    return painted
  } finally {
    await close()
  }
}

function toJson(value: object): Bytes {
  return new TextEncoder().encode(JSON.stringify(value))
}
