import { toError } from '../../protocol/errors.ts'
import { noRoom } from '../errors.ts'
import type { OnProgress } from '../load.ts'
import { fill, isFull } from './fill.ts'
import { isGenuine, keptOf, markGenuine, openFile, removeFile } from './folder.ts'
import { filesOf, type Hub, type HubFile, hubBytes } from './registry.ts'

/** Only tests have addresses that depend on where the page is. */
const here = import.meta.url

/**
 * Downloads what is not here yet of a model into this browser's disk, in a Worker. What is broken off goes on another time.
 * @throws MillraceError bad-model: it cannot be had, or is not what it should be; too-large: there is no room; busy: another
 * tab is at it; or what the signal was aborted with
 */
export async function downloadHub(hub: Hub, onprogress: OnProgress, signal: AbortSignal): Promise<void> {
  const total = hubBytes(hub)
  const { missing, free } = await roomFor(hub)
  if (missing > free) throw noRoom(missing, free)
  let before = 0
  for (const file of filesOf(hub)) {
    const address = new URL(file.path, new URL(hub.url, here)).href
    const onbytes = (count: number) => onprogress((before + count) / total)
    if (!(await isGenuine(file))) await take(hub, file, { address, onbytes, signal })
    before += file.bytes
    onprogress(before / total)
  }
}

async function take(hub: Hub, file: HubFile, filling: Parameters<typeof fill>[2]): Promise<void> {
  const target = await openFile(file)
  try {
    await fill(target, file, filling)
  } catch (thrown) {
    if (!isFull(thrown)) throw toError(thrown)
    const { missing, free } = await roomFor(hub)
    throw noRoom(missing, free)
  } finally {
    const isEmpty = target.getSize() === 0
    target.close()
    if (isEmpty) await removeFile(file)
  }
  await markGenuine(file)
}

/** Bytes that are not here yet, and those that this page may still keep. */
async function roomFor(hub: Hub): Promise<{ missing: number; free: number }> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate()
  const missing = hubBytes(hub) - (await keptOf(hub)).bytes
  return { missing, free: Math.max(0, quota - usage) }
}
