import { type IDBPDatabase, openDB } from 'idb'
import type { Found, Said } from '../protocol/askschema.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { Effect } from '../protocol/schema.ts'
import type { Wish } from '../protocol/wish.ts'

/** A request that was done, as it is remembered. */
export type Past = {
  id: string
  /** When it was done, Unix ms. */
  at: number
  task: Effect
  /** Of the file; the words themselves. */
  name: string
  /** Orchestrator that did it. */
  peer: string
  /** Wei. */
  paid: bigint
  ms: number
  checked: boolean
} & (
  | {
      /** In which the picture went out, or was painted, or each frame of a clip. */
      width: number
      height: number
      /** What came of it, small; a JPEG. */
      thumb: Blob
      /** Of what it was painted; absent: it was no words. */
      wish?: Wish
    }
  /** Of the sound, ms. */
  | { duration: number }
)

/** What went out and what came back: JPEGs, or what is in the picture; what is said in a sound; or what was painted, a PNG or a WebM. */
export type Kept = { id: string } & (
  | { before: Blob; after: Blob | Found[] }
  | { said: Said[] }
  | { painted: Blob }
  | { clip: Blob }
)

/** Past requests, the newest first. */
export async function listPast(): Promise<Past[]> {
  const db = await open()
  const all: Past[] = await db.getAll('past')
  db.close()
  return all.sort((one, other) => other.at - one.at)
}

/** @throws MillraceError too-large: the disk is full */
export async function keepPast(past: Past, kept: Kept): Promise<void> {
  const db = await open()
  try {
    const change = db.transaction(['past', 'kept'], 'readwrite')
    await Promise.all([
      change.objectStore('past').put(past),
      change.objectStore('kept').put(kept),
      change.done,
    ])
  } catch (cause) {
    if (!(cause instanceof DOMException) || cause.name !== 'QuotaExceededError') throw cause
    throw new MillraceError('too-large', 'There is no room left on the disk: this result is not kept.', {
      hint: 'Download it, or delete others.',
      docs: 'no-room-on-the-disk',
      cause,
    })
  } finally {
    db.close()
  }
}

/** @throws MillraceError not-found: another tab has deleted it */
export async function readKept(id: string): Promise<Kept> {
  const db = await open()
  const kept: Kept | undefined = await db.get('kept', id)
  db.close()
  if (kept === undefined) throw new MillraceError('not-found', 'This result was deleted.')
  return kept
}

export async function forgetPast(id: string): Promise<void> {
  const db = await open()
  const change = db.transaction(['past', 'kept'], 'readwrite')
  await Promise.all([
    change.objectStore('past').delete(id),
    change.objectStore('kept').delete(id),
    change.done,
  ])
  db.close()
}

function open(): Promise<IDBPDatabase> {
  return openDB('millrace-asks', 1, {
    upgrade(db) {
      db.createObjectStore('past', { keyPath: 'id' })
      db.createObjectStore('kept', { keyPath: 'id' })
    },
  })
}
