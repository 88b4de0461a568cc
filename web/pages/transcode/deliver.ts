import { handIn } from '../handin.ts'

const FOLDER = 'millrace-made'
/** Beside the files of a folder in which all of them are whole. */
const WHOLE = 'whole'

export type Made = {
  folder: FileSystemDirectoryHandle
  /** Whether an earlier run has made all of it, and was ended before it was delivered. */
  isWhole: boolean
}

/** Where the files of a piece of work are kept until they are delivered; those of others are removed. */
export async function openMade(name: string): Promise<Made> {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true })
  for await (const other of root.keys()) {
    if (other !== name) await root.removeEntry(other, { recursive: true })
  }
  const folder = await root.getDirectoryHandle(name, { create: true })
  const isWhole = await folder.getFileHandle(WHOLE).then(
    () => true,
    () => false,
  )
  return { folder, isWhole }
}

export async function markWhole({ folder }: Made): Promise<void> {
  await folder.getFileHandle(WHOLE, { create: true })
}

/**
 * Puts every file, as it is read from disk, and then removes them here.
 * @param urlOf where a file goes
 * @throws MillraceError too-large when the disk is full there, internal when it is not taken otherwise
 */
export async function deliver({ folder }: Made, urlOf: (name: string) => string): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    if (name === WHOLE || handle.kind !== 'file') continue
    const body = await (handle as FileSystemFileHandle).getFile()
    await handIn(urlOf(name), body)
  }
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER)
  await root.removeEntry(folder.name, { recursive: true })
}
