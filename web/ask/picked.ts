import type { Asked } from '../protocol/ask.ts'
import { CAPTIONS } from '../protocol/captions.ts'
import { MillraceError } from '../protocol/errors.ts'
import { IMAGINE, IMAGINE_ANY, IMAGINE_CLIP, sideOf } from '../protocol/imagine.ts'
import { MAX_PICKED_BYTES } from '../protocol/limits.ts'
import { readPictureHead } from '../protocol/picturefile.ts'
import type { Effect } from '../protocol/schema.ts'
import { type Wish, writeWish } from '../protocol/wish.ts'
import { openPicture, type PickedPicture, sentSize, toSend } from './picture.ts'
import type { Order } from './types.ts'

/** A sound that was picked, as it goes out. */
export type PickedSound = {
  kind: 'sound'
  name: string
  /** What it was made of: a file, or its address. */
  media: Blob | string
  bytes: Uint8Array<ArrayBuffer>
  /** ms */
  duration: number
}

/** Words of which a picture or a clip is to be painted. */
export type PickedWords = { kind: 'words'; name: string; wish: Wish }

/** What is opened of a file. */
export type PickedFile = PickedPicture | PickedSound

export type Picked = PickedFile | PickedWords

/** What a task is asked of. */
const KINDS: Record<string, Picked['kind']> = {
  [CAPTIONS.id]: 'sound',
  [IMAGINE.id]: 'words',
  [IMAGINE_CLIP.id]: 'words',
  [IMAGINE_ANY.id]: 'words',
}

/** Of a file whose kind the system does not know, the first bytes tell pictures from all else. */
const HEAD_BYTES = 256 * 1024

/**
 * Opens a picture, or a file with sound, of a person's own or of an address.
 * @throws MillraceError not-found: it cannot be read; bad-input: it is none; too-large; unsupported
 */
export async function openPicked(input: File | string, signal: AbortSignal): Promise<PickedFile> {
  if (typeof input === 'string') return openAddress(input, signal)
  const isPicture = input.type.startsWith('image/') || (!isMedia(input.type) && (await hasHead(input)))
  return isPicture ? openPicture(input.name, input) : openSound(input, input.name, signal)
}

/** The sound of a file, or of an address that may be read in parts. @throws MillraceError bad-input, too-large, unsupported */
export async function openSound(
  media: Blob | string,
  name: string,
  signal: AbortSignal,
): Promise<PickedSound> {
  const { packSound } = await import('../capture/speech.ts')
  return { kind: 'sound', name, media, ...(await packSound(media, signal)) }
}

/** Whether a task can be asked of it. */
export function isFor(id: string, { kind }: Pick<Picked, 'kind'>): boolean {
  return (KINDS[id] ?? 'picture') === kind
}

export function wordsOf(wish: Wish): PickedWords {
  return { kind: 'words', name: wish.words, wish }
}

/** What is asked of it. */
export function askedOf(task: Effect, picked: Picked): Asked {
  if (picked.kind === 'sound') return { task, duration: picked.duration }
  if (picked.kind === 'words') return { task, width: sideOf(task.id), height: sideOf(task.id) }
  return { task, ...sentSize(task.id, picked) }
}

/** @throws MillraceError too-large */
export async function orderOf(task: Effect, picked: Picked): Promise<Order> {
  if (picked.kind === 'sound') return { asked: askedOf(task, picked), bytes: picked.bytes }
  if (picked.kind === 'words') return { asked: askedOf(task, picked), bytes: writeWish(picked.wish) }
  const { bytes, width, height } = await toSend(task.id, picked)
  return { asked: { task, width, height }, bytes }
}

/** The last part of an address; one that ends in a slash names nothing. */
function nameOf(address: string): string {
  return new URL(address).pathname.split('/').at(-1)?.slice(0, 100) || 'The picture'
}

function isMedia(type: string): boolean {
  return /^(audio|video)\/|^application\/ogg/.test(type)
}

async function hasHead(file: Blob): Promise<boolean> {
  return readPictureHead(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())) !== undefined
}

async function openAddress(address: string, signal: AbortSignal): Promise<PickedFile> {
  const name = nameOf(address)
  try {
    const response = await fetch(address, { signal })
    if (!response.ok) throw new Error(`Its server says ${response.status}.`)
    if (isMedia(response.headers.get('content-type') ?? '')) {
      await response.body?.cancel()
      return await openSound(address, name, signal)
    }
    if (Number(response.headers.get('content-length')) > MAX_PICKED_BYTES)
      throw new MillraceError('too-large', `${name} has more than 64 MB.`, { hint: 'Make it smaller first.' })
    return await openPicture(name, await response.blob())
  } catch (cause) {
    signal.throwIfAborted()
    if (cause instanceof MillraceError) throw cause
    throw new MillraceError('not-found', `${name} cannot be read from its address.`, {
      hint: 'Its server has to let other pages read it (CORS). Or download it, and pick it here.',
      docs: 'addresses-of-other-servers',
      cause,
    })
  }
}
