import { expose, type ProxyMarked } from 'comlink'
import { fileOf, folderOf, TEMPORARY } from './archive.ts'
import { exportMp4 } from './export.ts'

const worker = {
  /**
   * Writes a rendition of a recording as an MP4.
   * @param place the file that the person named; without one it is kept beside the recording, and given back
   */
  async save(
    { id, part, rendition, sound }: { id: string; part: number; rendition: string; sound: boolean },
    place: FileSystemFileHandle | undefined,
    onprogress: ((share: number) => void) & ProxyMarked,
  ): Promise<File | undefined> {
    const folder = await folderOf(id)
    const read = async (track: string) => (await folder.getFileHandle(fileOf(part, track))).getFile()
    const target = place ?? (await folder.getFileHandle(TEMPORARY, { create: true }))
    const writable = await target.createWritable()
    const heard = sound ? await read('sound').catch(() => undefined) : undefined
    await exportMp4(await read(rendition), heard, writable, onprogress)
    return place === undefined ? target.getFile() : undefined
  },
}

export type ExportWorker = typeof worker

expose(worker)
