import { type IDBPDatabase, openDB } from 'idb'
import { MillraceError } from '../protocol/errors.ts'
import type { MadeRendition, MadeSegment } from '../protocol/file.ts'
import type { Order } from './types.ts'

/** A file in work, as it is remembered. */
export type Kept = {
  id: string
  /** When it was begun or last gone on with, Unix ms. */
  at: number
  /** Of the file; `modified` is Unix ms. */
  name: string
  size: number
  modified: number
  /** Where it is read again: the address, or the handle of a file that was picked. */
  input: string | FileSystemFileHandle | undefined
  order: Order
  segments: number
}

/** The segments of one file that are made. Those that are kept are still there after a reload. */
export type Store = {
  /** Those that were kept when it was opened. */
  done: Done[]
  /** Resolves when it is on disk. @throws MillraceError too-large when the disk is full */
  keep(made: MadeSegment, peer: string): Promise<void>
  /** It cannot be used after all. */
  drop(segment: number): Promise<void>
  read(segment: number): Promise<MadeRendition[]>
}

/** A segment that is made, and by whom. */
export type Done = { index: number; peer: string }

/** What is known of a segment beside its bytes; packets without theirs. */
type Entry = Done & {
  job: string
  renditions: (Omit<MadeRendition, 'packets'> & { packets: Bare[] })[]
}
type Bare = { timestamp: number; duration: number; key: boolean; size: number }

const FOLDER = 'millrace-files'
/** What nobody has gone on with for so long goes, ms. */
const FORGET_MS = 7 * 24 * 3600 * 1000
/** How long a job that another Worker has is waited for, ms. */
const LOCK_MS = 5000

/** Opens what is kept of a job, or begins to keep it. It is this Worker's until it ends: another gets an error. */
export async function openStore(kept: Kept): Promise<Store> {
  await lock(kept.id)
  const db = await open()
  await db.put('jobs', kept)
  const done = await listDone(db, kept.id)
  const folder = await folderOf(kept.id)
  return {
    done,
    async keep({ index, renditions }, peer) {
      await write(folder, String(index), renditions)
      const entry: Entry = { job: kept.id, index, peer, renditions: renditions.map(bare) }
      await db.put('segments', entry)
    },
    async drop(segment) {
      await db.delete('segments', [kept.id, segment])
    },
    async read(segment) {
      const entry: Entry | undefined = await db.get('segments', [kept.id, segment])
      if (entry === undefined) throw new MillraceError('internal', `Segment ${segment} is not kept.`)
      const file = await (await folder.getFileHandle(String(segment))).getFile()
      return fill(entry, new Uint8Array(await file.arrayBuffer()))
    },
  }
}

/** One at a time: an entry has all packets of a segment. */
async function listDone(db: IDBPDatabase, job: string): Promise<Done[]> {
  const done: Done[] = []
  for await (const { value } of db.transaction('segments').store.iterate(range(job))) {
    const { index, peer }: Entry = value
    done.push({ index, peer })
  }
  return done
}

/** Files in work, the newest first. */
export async function listKept(): Promise<Kept[]> {
  const db = await open()
  const all: Kept[] = await db.getAll('jobs')
  db.close()
  return all.sort((a, b) => b.at - a.at)
}

/** Removes what is old, and what was made for a page that is gone; no open page's. */
export async function sweep(): Promise<void> {
  const { held = [] } = await navigator.locks.query()
  const inUse = (id: string) => held.some(({ name }) => name === lockOf(id))
  const kept = new Set<string>()
  for (const { id, at } of await listKept()) {
    if (at > Date.now() - FORGET_MS || inUse(id)) kept.add(id)
    else await forget(id)
  }
  const files = await root()
  for await (const folder of files.keys()) {
    const [id = ''] = folder.split('-')
    if (inUse(id) || (kept.has(id) && folder === id)) continue
    await files.removeEntry(folder, { recursive: true })
  }
}

/** Removes what is kept of a job. */
export async function forget(id: string): Promise<void> {
  const db = await open()
  await db.delete('segments', range(id))
  await db.delete('jobs', id)
  db.close()
  await removeFolder(id)
}

/** A folder among the browser's private files: a job's own, or one of what is made of it, whose name begins with `id-`. */
export async function folderOf(name: string): Promise<FileSystemDirectoryHandle> {
  return (await root()).getDirectoryHandle(name, { create: true })
}

export async function removeFolder(name: string): Promise<void> {
  await (await root()).removeEntry(name, { recursive: true }).catch(() => {})
}

async function root(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true })
}

function range(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])
}

function open(): Promise<IDBPDatabase> {
  return openDB('millrace-files', 1, {
    upgrade(db) {
      db.createObjectStore('jobs', { keyPath: 'id' })
      db.createObjectStore('segments', { keyPath: ['job', 'index'] })
    },
  })
}

const lockOf = (id: string) => `millrace-file-${id}`

/** Held until the Worker ends; one whose page has just been left lets go of it in a moment. */
async function lock(id: string): Promise<void> {
  const { promise: taken, resolve, reject } = Promise.withResolvers<void>()
  const waiting = AbortSignal.timeout(LOCK_MS)
  navigator.locks
    .request(lockOf(id), { signal: waiting }, () => new Promise<never>(() => resolve()))
    .catch(cause => {
      const hint = 'Go on there, or close it first.'
      reject(
        waiting.aborted ? new MillraceError('busy', 'Another tab is at this file.', { hint, cause }) : cause,
      )
    })
  await taken
}

function bare({ packets, ...rendition }: MadeRendition): Entry['renditions'][number] {
  const bares = packets.map(({ data, ...packet }) => ({ ...packet, size: data.byteLength }))
  return { ...rendition, packets: bares }
}

function fill({ renditions }: Entry, bytes: Uint8Array): MadeRendition[] {
  let offset = 0
  return renditions.map(rendition => ({
    ...rendition,
    packets: rendition.packets.map(({ size, ...packet }) => {
      offset += size
      return { ...packet, data: bytes.subarray(offset - size, offset) }
    }),
  }))
}

/** All or nothing: what a page that dies was writing is not there. */
async function write(
  folder: FileSystemDirectoryHandle,
  name: string,
  renditions: MadeRendition[],
): Promise<void> {
  const parts = renditions.flatMap(({ packets }) => packets.map(({ data }) => data))
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  const file = await folder.getFileHandle(name, { create: true })
  const writable = await file.createWritable()
  try {
    await writable.write(bytes)
    await writable.close()
  } catch (cause) {
    throw toDiskError(cause)
  }
}

/** What a disk said, in our words. */
export function toDiskError(cause: unknown): unknown {
  if (!(cause instanceof DOMException) || cause.name !== 'QuotaExceededError') return cause
  return new MillraceError('too-large', 'There is no room left on the disk for what is made.', {
    hint: 'Free some space; what is done so far is kept.',
    docs: 'no-room-on-the-disk',
    cause,
  })
}
