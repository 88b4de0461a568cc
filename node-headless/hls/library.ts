import { join } from 'node:path'
import type { FeedHead } from '../../web/protocol/feed.ts'
import { HLS_KEPT_MS, MAX_HLS_BYTES, MAX_PICTURE_BYTES, MAX_STREAMS } from '../../web/protocol/limits.ts'
import { createShelf, type Shelf } from './shelf.ts'
import { listStreams, openStore, readJournal, type Store } from './store.ts'

/** All streams that a node keeps, live and over. */
export type Library = {
  canName(stream: string): boolean
  find(stream: string): Shelf | undefined
  /** @throws the error of the file system: what could not be written is not there */
  take(stream: string, head: FeedHead, bytes: Uint8Array): Promise<void>
  /** undefined: the file was dropped */
  read(stream: string, file: string): Promise<Uint8Array | undefined>
  /** Resolves when something of the stream has been handed in. */
  changed(stream: string): Promise<void>
}

type Kept = { shelf: Shelf; store: Store; heardAt: number; waiting: Set<() => void> }

const STREAM = /^[\w-]{1,64}$/

/**
 * Opens a folder of streams, a folder each. Those of which nothing was heard for longest make room for others.
 * @param maxBytes of all streams together
 */
export async function openLibrary(folder: string, maxBytes = MAX_HLS_BYTES): Promise<Library> {
  const streams = new Map((await readAll(folder)).sort(([, a], [, b]) => a.heardAt - b.heardAt))

  const makeRoom = async (now: number) => {
    const total = () => [...streams.values()].reduce((sum, { shelf }) => sum + shelf.bytes(), 0)
    for (const [name, { store, heardAt }] of streams) {
      const tooMuch = streams.size > MAX_STREAMS || (streams.size > 1 && total() > maxBytes)
      if (!tooMuch && now - heardAt < HLS_KEPT_MS) return
      streams.delete(name)
      await store.remove()
    }
  }
  await makeRoom(Date.now())

  const add = async ({ shelf, store }: Omit<Kept, 'heardAt'>, head: FeedHead, bytes: Uint8Array) => {
    if (head.kind === 'part') return shelf.takePart(head, bytes)
    if (head.kind === 'segment' && !shelf.wants(head)) return
    if (head.kind === 'picture' && bytes.byteLength > MAX_PICTURE_BYTES) return
    await store.write(head, bytes)
    const size = bytes.byteLength - (head.kind === 'segment' ? head.initBytes : 0)
    await store.drop(shelf.take(head, size))
    await makeRoom(Date.now())
  }

  return {
    canName: stream => STREAM.test(stream),
    find: stream => streams.get(stream)?.shelf,
    async take(stream, head, bytes) {
      const kept = streams.get(stream) ?? open(join(folder, stream), maxBytes)
      // In the order in which they were last heard of.
      streams.delete(stream)
      streams.set(stream, { ...kept, heardAt: Date.now() })
      await add(kept, head, bytes)
      for (const resolve of kept.waiting) resolve()
      kept.waiting.clear()
    },
    async read(stream, file) {
      return streams
        .get(stream)
        ?.store.read(file)
        .catch(() => undefined)
    },
    changed: stream => new Promise(resolve => streams.get(stream)?.waiting.add(resolve)),
  }
}

function open(folder: string, maxBytes: number): Omit<Kept, 'heardAt'> {
  return { shelf: createShelf(maxBytes), store: openStore(folder), waiting: new Set() }
}

/** As the node left them: nothing of them is live any more. */
async function readAll(folder: string): Promise<[string, Kept][]> {
  const names = (await listStreams(folder)).filter(name => STREAM.test(name))
  const read = names.map(async (name): Promise<[string, Kept][]> => {
    const kept = open(join(folder, name), MAX_HLS_BYTES)
    try {
      const { heardAt, entries } = await readJournal(join(folder, name))
      for (const { head, size } of entries) kept.shelf.take(head, size)
      kept.shelf.take({ kind: 'end' }, 0)
      return [[name, { ...kept, heardAt }]]
    } catch {
      // What has no journal is nothing that can be played.
      await kept.store.remove()
      return []
    }
  })
  return (await Promise.all(read)).flat()
}
