import * as v from 'valibot'
import { MillraceError } from '../protocol/errors.ts'

/** Folder of the origin-private file system in which every recording has a folder of its own. */
const FOLDER = 'recordings'
export const NOTES = 'recording.json'
export const POSTER = 'poster.jpg'
/** Where an MP4 is written when the person has named no place; it takes as much room once more. */
export const TEMPORARY = 'download.tmp'
/** By then a browser has copied it, ms. */
const TEMPORARY_MS = 3_600_000

const notes = v.object({
  title: v.string(),
  /** Unix ms. */
  startedAt: v.number(),
  /** s, as of the last time that it was written down. */
  duration: v.number(),
  /** A file for each rendition; several parts where the source's format changed. */
  parts: v.array(
    v.object({
      renditions: v.array(v.object({ name: v.string(), width: v.number(), height: v.number() })),
      sound: v.boolean(),
    }),
  ),
})
export type Notes = v.InferOutput<typeof notes>

/** A recording that is kept in this browser. */
export type Kept = Notes & {
  id: string
  /** Bytes of each file by its name. */
  sizes: Map<string, number>
  /** It is being made, in this tab or another one. */
  growing: boolean
  poster: Blob | undefined
}

/** The file of a track in a part of a recording. */
export function fileOf(part: number, track: string): string {
  return `${part}-${track}.mp4`
}

/** The name of the lock that is held while a recording grows. */
export function lockOf(id: string): string {
  return `millrace-recording-${id}`
}

/** The folder of a recording. @throws MillraceError not-found */
export async function folderOf(id: string, create = false): Promise<FileSystemDirectoryHandle> {
  const all = await allRecordings()
  return all.getDirectoryHandle(id, { create }).catch(cause => {
    throw new MillraceError('not-found', 'This recording is not there any more.', { cause })
  })
}

/** Every recording of this origin, newest first. What cannot be read is left out, and deleted unless it grows. */
export async function listRecordings(): Promise<Kept[]> {
  const all = await allRecordings()
  const { held = [] } = await navigator.locks.query()
  const locks = new Set(held.map(({ name }) => name))
  const kept: Kept[] = []
  for await (const [id, folder] of all.entries()) {
    if (folder.kind !== 'directory') continue
    const growing = locks.has(lockOf(id))
    const read = await readNotes(folder as FileSystemDirectoryHandle)
    if (read !== undefined)
      kept.push({ ...read, ...(await filesIn(folder as FileSystemDirectoryHandle)), id, growing })
    else if (!growing) await all.removeEntry(id, { recursive: true })
  }
  return kept.sort((a, b) => b.startedAt - a.startedAt)
}

export async function deleteRecording(id: string): Promise<void> {
  await (await allRecordings()).removeEntry(id, { recursive: true })
}

/** Whole, or as it was before. */
export async function writeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  content: Blob | string,
): Promise<void> {
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable()
  await writable.write(content)
  await writable.close()
}

async function allRecordings(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true })
}

async function readNotes(folder: FileSystemDirectoryHandle): Promise<Notes | undefined> {
  try {
    const file = await (await folder.getFileHandle(NOTES)).getFile()
    return v.parse(notes, JSON.parse(await file.text()))
  } catch {
    return undefined
  }
}

async function filesIn(folder: FileSystemDirectoryHandle) {
  const sizes = new Map<string, number>()
  let poster: Blob | undefined
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind !== 'file') continue
    const file = await (handle as FileSystemFileHandle).getFile()
    if (name === POSTER) poster = file
    else if (name === TEMPORARY && Date.now() - file.lastModified > TEMPORARY_MS)
      await folder.removeEntry(name)
    else if (name.endsWith('.mp4')) sizes.set(name, file.size)
  }
  return { sizes, poster }
}
