import { fileOf, folderOf, lockOf, NOTES, type Notes, POSTER, writeFile } from './archive.ts'
import type { CmafSegment } from './cmaf.ts'
import { drawPoster } from './poster.ts'
import type { Sink } from './sink.ts'
import type { LiveSegment, Programme } from './types.ts'

/** How a recording does. */
export type KeeperReport = {
  id: string
  bytes: number
  /** s */
  duration: number
  /** Why it stopped before it was told to, in plain words; empty: it did not. */
  problem: string
}

/** After so many segments of a track a poster is drawn: the first picture is often black. */
const POSTERS = [1, 5]
const POSTER_EVERY = 60
/** Large enough for a card on a page, and some 20 kB. */
const POSTER_SIZE = { width: 480, height: 480 }
/** How often its length is written down, s: a crash forgets no more of that, and nothing of the pictures. */
const NOTES_EVERY = 5

/**
 * Appends segments to a file for each track, so that a crash leaves all that was there. When the disk is full
 * it stops, and says so.
 */
export async function startKeeper(
  title: string,
  onreport: (report: KeeperReport) => void,
): Promise<Sink & { stop(): Promise<void> }> {
  const startedAt = Date.now()
  const id = `${startedAt}-${crypto.randomUUID().slice(0, 8)}`
  const folder = await folderOf(id, true)
  const done = Promise.withResolvers<void>()
  void navigator.locks.request(lockOf(id), () => done.promise)
  const notes: Notes = { title, startedAt, duration: 0, parts: [] }
  const files = new Map<string, FileSystemSyncAccessHandle>()
  let programme: Programme | undefined
  let bytes = 0
  let counted = 0
  let written = 0
  let problem = ''
  let over = false
  let adding: Promise<void> = Promise.resolve()

  const append = (file: FileSystemSyncAccessHandle, data: Uint8Array<ArrayBuffer>) => {
    const at = file.getSize()
    if (file.write(data, { at }) < data.byteLength) throw new DOMException('no room', 'QuotaExceededError')
    bytes += data.byteLength
  }
  const open = async (name: string, init: Uint8Array<ArrayBuffer>) => {
    const known = files.get(name)
    if (known !== undefined) return known
    const file = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle()
    files.set(name, file)
    append(file, init)
    return file
  }
  const illustrate = async (segment: LiveSegment, made: CmafSegment) => {
    const poster = await drawPoster(segment, made.codec, POSTER_SIZE).catch(() => undefined)
    if (poster !== undefined) await writeFile(folder, POSTER, poster.blob)
  }
  const keep = async (segment: LiveSegment, made: CmafSegment, of: Programme) => {
    const rendition = of.renditions.find(({ track }) => track === segment.track)
    const file = await open(fileOf(notes.parts.length - 1, rendition?.name ?? 'sound'), made.init)
    append(file, made.media)
    file.flush()
    if (segment.track !== of.renditions[0]?.track) return
    counted += 1
    notes.duration += (segment.end - segment.start) / 1e6
    if (POSTERS.includes(counted) || counted % POSTER_EVERY === 0) await illustrate(segment, made)
    if (notes.duration - written >= NOTES_EVERY || written === 0) await write()
  }
  const write = async () => {
    written = notes.duration
    await writeFile(folder, NOTES, JSON.stringify(notes))
  }
  const report = () => onreport({ id, bytes, duration: notes.duration, problem })
  const finish = async () => {
    if (over) return
    over = true
    for (const file of files.values()) file.close()
    // On a full disk there may be no room for that either: what was noted before holds.
    await write().catch(() => {})
    done.resolve()
    report()
  }

  const tryTo = async (segment: LiveSegment, made: CmafSegment) => {
    if (over || programme === undefined) return
    try {
      await keep(segment, made, programme)
      report()
    } catch (thrown) {
      problem = whyNot(thrown)
      await finish()
    }
  }
  const stop = async () => {
    await adding
    await finish()
  }

  return {
    begin(next) {
      programme = next
      for (const file of files.values()) file.close()
      files.clear()
      const renditions = next.renditions.map(({ name, width, height }) => ({ name, width, height }))
      notes.parts.push({ renditions, sound: next.audio !== undefined })
    },
    add(segment, made) {
      adding = tryTo(segment, made)
      return adding
    },
    end: stop,
    stop,
  }
}

function whyNot(thrown: unknown): string {
  const full = thrown instanceof DOMException && thrown.name === 'QuotaExceededError'
  if (full) return 'There is no room left for it on this computer. What was recorded until now is kept.'
  return `It could not be written: ${thrown instanceof Error ? thrown.message : thrown}`
}
