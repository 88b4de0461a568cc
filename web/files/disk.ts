import { makeZip } from 'client-zip'
import { StreamTarget } from 'mediabunny'
import type { Result } from './types.ts'

/** Small writes are put together: each crosses a process. */
const CHUNK_BYTES = 4 * 1024 * 1024

/** Files under their names, written as they grow. */
export type Disk = {
  open(name: string): Promise<StreamTarget>
  /** All that were opened and are whole, in that order. */
  results(): Promise<Result[]>
}

/** Writes into a folder, a user's or the browser's own. */
export function diskOf(folder: FileSystemDirectoryHandle): Disk {
  return disk(name => folder.getFileHandle(name, { create: true }))
}

/** Writes the one file that a user has chosen. */
export function diskOfOne(file: FileSystemFileHandle): Disk {
  return disk(async () => file)
}

function disk(handleOf: (name: string) => Promise<FileSystemFileHandle>): Disk {
  const handles = new Map<string, FileSystemFileHandle>()
  return {
    async open(name) {
      const handle = await handleOf(name)
      handles.set(name, handle)
      return new StreamTarget(await handle.createWritable(), { chunked: true, chunkSize: CHUNK_BYTES })
    },
    results: () =>
      Promise.all([...handles].map(async ([name, handle]) => ({ name, file: await handle.getFile() }))),
  }
}

/** Puts files into an archive, without compressing what is compressed already. */
export async function zip(results: Result[], into: FileSystemFileHandle): Promise<File> {
  const inputs = results.map(({ name, file }) => ({ name, input: file }))
  await makeZip(inputs).pipeTo(await into.createWritable())
  return into.getFile()
}
