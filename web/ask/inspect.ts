import * as v from 'valibot'
import { answerApart, framesApart } from '../ai/apart.ts'
import { readPixels, toFrame, toI420 } from '../ai/frame.ts'
import { overlap } from '../ai/objects.ts'
import { fromJpeg } from '../codec/jpeg.ts'
import { fromPng } from '../codec/png.ts'
import { type Found, foundBody, type Said, saidBody } from '../protocol/askschema.ts'
import { effectOf, sizeAfter } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import { IMAGINE, IMAGINE_CLIP, isCheckable, isStill } from '../protocol/imagine.ts'
import { MAX_FOUND_BYTES, MAX_SAID_BYTES } from '../protocol/limits.ts'
import { OBJECTS } from '../protocol/objects.ts'
import { readWish } from '../protocol/wish.ts'
import { judge } from '../verify/judge.ts'
import { measure } from '../verify/measure.ts'
import { fineGrid, pictureOf } from '../verify/picture.ts'
import { planesOf, readClip } from './clip.ts'
import { compareEnlarged } from './enlarged.ts'
import { compareFrames, compareImagined, drawFrames } from './imagined.ts'
import { compareSaid, cutSound, stretchOf } from './said.ts'
import type { Answer, Order } from './types.ts'

/** Share of answers that are done again here; the first one of every orchestrator always is. */
const RATE = 0.1
/** What is compared is made so small, pixels a side. */
const GLANCE = 854
/** What is surer than this is found by everybody, whatever the model runs on. */
const SURE = 0.5
/** Boxes of the same thing share so much of their area. */
const SAME = 0.5

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Reads an answer, and does some of them again to compare them, but for what this machine lacks the model of.
 * @param onchecking it is done again
 * @throws MillraceError cheated: it is no answer to what was asked
 */
export type Inspect = (
  peer: string,
  order: Order,
  answer: Bytes,
  signal: AbortSignal,
  onchecking: () => void,
) => Promise<{ answer: Answer; checked: true | undefined }>

/** @param own does it on this machine @param random 0 to 1, not to be foreseen */
export function createInspect(
  own: typeof answerApart = answerApart,
  random: () => number = unforeseen,
): Inspect {
  const met = new Set<string>()

  /** @returns undefined: this machine cannot do it, which is nobody's fault */
  const again = async ({ asked, bytes }: Order, signal: AbortSignal) => {
    const made = await own(asked, bytes, () => {}, signal).catch(() => undefined)
    signal.throwIfAborted()
    return made
  }

  /** @returns what speaks against it; undefined: it could not be done again */
  const check = async (order: Order, given: Bytes, answer: Answer, signal: AbortSignal) => {
    if (answer.kind === 'clip') return checkClip(order, given, signal)
    if ('duration' in order.asked) return checkSaid(order, order.asked.duration, answer, signal)
    const made = await again(order, signal)
    if (made === undefined || answer.kind === 'said') return undefined
    const fault =
      answer.kind === 'found'
        ? compareFound(readFound(made), answer.found)
        : await comparePictures(order, made, answer.bytes)
    return { fault }
  }

  const checkClip = async ({ bytes }: Order, given: Bytes, signal: AbortSignal) => {
    const frames = drawFrames(random)
    const made = await framesApart(readWish(bytes), frames, signal).catch(() => undefined)
    signal.throwIfAborted()
    return made && { fault: compareFrames(made.map(toI420), await planesOf(given, frames)) }
  }

  const checkSaid = async (
    { asked, bytes }: Order,
    duration: number,
    answer: Answer,
    signal: AbortSignal,
  ) => {
    const stretch = stretchOf(duration, random())
    const part = {
      asked: { task: asked.task, duration: stretch.to - stretch.from },
      bytes: cutSound(bytes, stretch),
    }
    const made = await again(part, signal)
    if (made === undefined || answer.kind !== 'said') return undefined
    return { fault: compareSaid(readSaid(made), answer.said, stretch) }
  }

  return async (peer, order, bytes, signal, onchecking) => {
    const answer = await readAnswer(order, bytes)
    if (!isCheckable(order.asked.task.id)) return { answer, checked: undefined }
    const isDrawn = !met.has(peer) || random() < RATE
    met.add(peer)
    if (!isDrawn) return { answer, checked: undefined }
    onchecking()
    const checked = await check(order, bytes, answer, signal)
    if (checked?.fault !== undefined) throw new MillraceError('cheated', checked.fault)
    return { answer, checked: checked && true }
  }
}

async function readAnswer({ asked }: Order, bytes: Bytes): Promise<Answer> {
  if ('duration' in asked) return { kind: 'said', said: readSaid(bytes) }
  if (asked.task.id === OBJECTS.id) return { kind: 'found', found: readFound(bytes) }
  if (asked.task.id === IMAGINE_CLIP.id) return { kind: 'clip', bytes: await readClip(bytes) }
  const none = (cause: unknown) => {
    throw new MillraceError('cheated', 'It sent no picture of the size that was asked for.', { cause })
  }
  if (isStill(asked.task.id)) await fromPng(bytes, asked).catch(none)
  else (await fromJpeg(bytes, sizeAfter(asked.task.id, asked)).catch(none)).close()
  return { kind: 'picture', bytes }
}

/** @throws MillraceError cheated */
export function readFound(bytes: Bytes): Found[] {
  return readList(foundBody, bytes, MAX_FOUND_BYTES, 'It sent no list of what it found.')
}

/** @throws MillraceError cheated */
export function readSaid(bytes: Bytes): Said[] {
  return readList(saidBody, bytes, MAX_SAID_BYTES, 'It sent no list of what is said.')
}

function readList<S extends v.GenericSchema>(schema: S, bytes: Bytes, most: number, fault: string) {
  try {
    if (bytes.byteLength > most) throw new Error('It is too long.')
    return v.parse(schema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch (cause) {
    throw new MillraceError('cheated', fault, { cause })
  }
}

/** @returns what of one list is not in the other, in plain words */
export function compareFound(own: readonly Found[], given: readonly Found[]): string | undefined {
  const isIn = (all: readonly Found[]) => (one: Found) =>
    all.some(({ label, box }) => label === one.label && overlap(box, one.box) >= SAME)
  const sure = ({ score }: Found) => score > SURE
  const missing = own.filter(sure).find(one => !isIn(given)(one))
  if (missing !== undefined) return `It did not find what is there: ${missing.label}.`
  const added = given.filter(sure).find(one => !isIn(own)(one))
  return added && `It found what is not there: ${added.label}.`
}

async function comparePictures(
  { asked, bytes }: Order,
  own: Bytes,
  given: Bytes,
): Promise<string | undefined> {
  if ('duration' in asked) return undefined
  const { task } = asked
  if (task.id === IMAGINE.id) return compareImagined(await fromPng(own, asked), await fromPng(given, asked))
  const size = sizeAfter(task.id, asked)
  const scale = Math.min(1, GLANCE / Math.max(size.width, size.height))
  const small = {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  }
  const fine = fineGrid(small)
  const [wanted, shown] = await Promise.all([own, given].map(bytes => glance(bytes, small, fine)))
  const measures = wanted && shown && measure([wanted], [shown], fine)
  // A still picture has no bit rate that it could fall short of.
  const fault = measures && judge(measures, 1)
  if (fault !== undefined || !effectOf(task.id)?.enlarges) return fault
  return compareEnlarged(bytes, own, given, size)
}

async function glance(bytes: Bytes, small: { width: number; height: number }, fine: typeof small) {
  const bitmap = await createImageBitmap(new Blob([bytes]), {
    resizeWidth: small.width,
    resizeHeight: small.height,
    resizeQuality: 'medium',
  })
  const frame = new VideoFrame(bitmap, { timestamp: 0 })
  bitmap.close()
  const planes = toFrame(await readPixels(frame), frame)
  frame.close()
  return pictureOf(planes, fine).finally(() => planes.close())
}

function unforeseen(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}
