import { proxy, wrap } from 'comlink'
import type { ExportWorker } from './export.worker.ts'

export type SaveOptions = {
  id: string
  part: number
  rendition: string
  sound: boolean
  /** Of the file, without its ending. */
  name: string
}

type Picker = (options: object) => Promise<FileSystemFileHandle>

/**
 * Has the person save a rendition of a recording: to a place that they name where the browser asks for one, else as a download.
 * @returns false when they changed their mind
 */
export async function saveRecording(
  options: SaveOptions,
  onprogress: (share: number) => void,
): Promise<boolean> {
  const name = `${options.name}.mp4`
  const pick = (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker
  const types = [{ description: 'MP4 video', accept: { 'video/mp4': ['.mp4'] } }]
  const place = await pick?.({ suggestedName: name, types }).catch(unlessAborted)
  if (pick !== undefined && place === undefined) return false
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module' })
  try {
    const { id, part, rendition, sound } = options
    const file = await wrap<ExportWorker>(worker).save(
      { id, part, rendition, sound },
      place,
      proxy(onprogress),
    )
    if (file !== undefined) download(file, name)
    return true
  } finally {
    worker.terminate()
  }
}

function unlessAborted(thrown: unknown): undefined {
  if (!(thrown instanceof DOMException) || thrown.name !== 'AbortError') throw thrown
}

/** The browser reads it from the disk for as long as the page is open. */
function download(file: File, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
}
