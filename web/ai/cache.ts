/** Folder of the origin-private file system. */
const FOLDER = 'models'

/** A model's bytes as they were kept; undefined when they are not, or the browser keeps nothing. */
export async function readKept(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const file = await (await (await folder()).getFileHandle(name)).getFile()
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    return undefined
  }
}

/** Keeps a model, and nothing of its earlier versions. Where there is no room it is downloaded again next time. */
export async function keep(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    const models = await folder()
    const [id] = name.split('.')
    for await (const other of models.keys()) if (other.split('.')[0] === id) await models.removeEntry(other)
    const writable = await (await models.getFileHandle(name, { create: true })).createWritable()
    await writable.write(bytes)
    await writable.close()
  } catch {}
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true })
}
