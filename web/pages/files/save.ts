import type { Destination, Order, Result } from '../../files/types.ts'

/** What browsers have that let a page write where a person says; their types are in no library yet. */
type Pickers = {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>
  showDirectoryPicker?(options: { mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>
  showOpenFilePicker?(options: { multiple: boolean }): Promise<FileSystemFileHandle[]>
}
export const pickers = globalThis as Pickers

/** Whether what is made can go straight to where a person says. */
export const canChoose = pickers.showSaveFilePicker !== undefined && pickers.showDirectoryPicker !== undefined

/** Whether an order makes more than one file where it goes to a folder. */
export function isSeveral({ container, renditions }: Pick<Order, 'container' | 'renditions'>): boolean {
  return container === 'hls' || renditions.length > 1
}

/** Asks where what is made is to go. @param name of the source @throws AbortError if the person changes their mind */
export async function chooseDestination(name: string, order: Order): Promise<Destination> {
  if (isSeveral(order)) return pickers.showDirectoryPicker?.({ mode: 'readwrite' })
  const ending = order.container === 'webm' ? 'webm' : 'mp4'
  const suggestedName = `${name.replace(/\.[^.]*$/, '')}-${order.renditions[0]?.name}.${ending}`
  return pickers.showSaveFilePicker?.({ suggestedName })
}

/** Hands a file to the browser's downloads. */
export function download({ name, file }: Result): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // It is read on after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
