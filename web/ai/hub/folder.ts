import { inOtherTab } from '../errors.ts'
import { filesOf, type Hub, type HubFile } from './registry.ts'

/** Folder of the origin-private file system. Files are named by their hash. */
const FOLDER = 'hub'
/** An empty file beside one whose bytes were those of the registry when it was whole: hashing gigabytes each time takes a minute. */
const GENUINE = '.genuine'

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true })
}

/** What of a model is in this browser, bytes, and whether that is all of it, as the registry has it. */
export async function keptOf(hub: Hub): Promise<{ bytes: number; whole: boolean }> {
  const of = await Promise.all(
    filesOf(hub).map(async file => ({ size: await sizeOf(file.blake3), genuine: await isGenuine(file) })),
  )
  return {
    bytes: of.reduce((sum, { size }) => sum + size, 0),
    whole: of.every(({ genuine }) => genuine),
  }
}

export async function isGenuine({ blake3, bytes }: HubFile): Promise<boolean> {
  return (await isThere(blake3 + GENUINE)) && (await sizeOf(blake3)) === bytes
}

export async function markGenuine({ blake3 }: HubFile): Promise<void> {
  await (await folder()).getFileHandle(blake3 + GENUINE, { create: true })
}

/** A file of a model that is whole, in one piece of memory. @throws DOMException it is not there */
export async function readFile({ blake3, bytes }: HubFile): Promise<Uint8Array<ArrayBuffer>> {
  const file = await (await (await folder()).getFileHandle(blake3)).getFile()
  const whole = new Uint8Array(bytes)
  let count = 0
  for await (const part of file.stream()) {
    whole.set(part, count)
    count += part.length
  }
  return whole
}

/** To be filled, in a Worker. @throws MillraceError busy: another tab is at it */
export async function openFile({ blake3 }: HubFile): Promise<FileSystemSyncAccessHandle> {
  const file = await (await folder()).getFileHandle(blake3, { create: true })
  try {
    return await file.createSyncAccessHandle()
  } catch (cause) {
    throw inOtherTab(cause)
  }
}

export async function removeFile({ blake3 }: HubFile): Promise<void> {
  const models = await folder()
  for (const name of [blake3 + GENUINE, blake3]) {
    if (await isThere(name)) await models.removeEntry(name)
  }
}

/** Frees what it takes on the disk. @throws MillraceError busy: another tab is at it */
export async function removeHub(hub: Hub): Promise<void> {
  try {
    for (const file of filesOf(hub)) await removeFile(file)
  } catch (cause) {
    throw inOtherTab(cause)
  }
}

async function sizeOf(name: string): Promise<number> {
  try {
    return (await (await (await folder()).getFileHandle(name)).getFile()).size
  } catch {
    return 0
  }
}

async function isThere(name: string): Promise<boolean> {
  return (await folder()).getFileHandle(name).then(
    () => true,
    () => false,
  )
}
