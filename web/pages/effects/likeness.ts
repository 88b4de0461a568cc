import { openDB } from 'idb'
import { findPortraitApart } from '../../ai/apart.ts'
import { openPicked } from '../../ask/picked.ts'
import type { Portrait } from '../../avatar/types.ts'
import { MillraceError } from '../../protocol/errors.ts'

const STORE = 'portraits'
const KEY = 'portrait'

/**
 * Finds the face of a picture, of a person's own or of an address. It stays on this computer.
 * @throws MillraceError not-found: it cannot be read; bad-input: it is no picture, or there is no face in it; too-large; bad-model
 */
export async function findLikeness(input: File | string, signal: AbortSignal): Promise<Portrait> {
  const picked = await openPicked(input, signal)
  if (picked.kind !== 'picture') {
    throw new MillraceError('bad-input', `${picked.name} is no picture.`, {
      hint: 'Pick a PNG, JPEG or WebP with a face in it.',
    })
  }
  const portrait = await findPortraitApart(picked.bitmap)
  signal.throwIfAborted()
  if (portrait === undefined) {
    throw new MillraceError('bad-input', `No face is found in ${picked.name}.`, {
      hint: 'Pick a picture in which a face looks ahead, is not covered, and is large.',
    })
  }
  return portrait
}

/** @returns what this browser keeps; undefined: nothing, or it keeps nothing at all */
export async function keptLikeness(): Promise<Portrait | undefined> {
  try {
    const db = await open()
    return await (db.get(STORE, KEY) as Promise<Portrait | undefined>).finally(() => db.close())
  } catch {
    return undefined
  }
}

/** @param portrait undefined: none is kept from now on */
export async function keepLikeness(portrait: Portrait | undefined): Promise<void> {
  const db = await open()
  try {
    if (portrait === undefined) await db.delete(STORE, KEY)
    else await db.put(STORE, portrait, KEY)
  } finally {
    db.close()
  }
}

function open() {
  return openDB('millrace-portrait', 1, { upgrade: db => void db.createObjectStore(STORE) })
}
