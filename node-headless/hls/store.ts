import { appendFile, mkdir, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  decodeFeed,
  encodeHead,
  type FeedKept,
  type FeedPicture,
  type FeedSegment,
} from '../../web/protocol/feed.ts'
import { PICTURES, pictureOf } from './pictures.ts'
import { mapOf, nameOf } from './track.ts'

/** What is kept of one stream on disk: a file for each segment and each init, and a journal of all that was handed in. */
export type Store = {
  write(head: FeedKept, bytes: Uint8Array): Promise<void>
  /** @throws the error of the file system, e.g. ENOENT */
  read(file: string): Promise<Uint8Array>
  drop(files: string[]): Promise<void>
  remove(): Promise<void>
}

type Entry = { head: FeedKept; size: number }

const JOURNAL = 'feed.jsonl'
/** After so many files that were dropped the journal is written anew, without them. */
const COMPACT_AFTER = 20_000

/** @param folder of the stream; it is made with the first message. Calls come one at a time */
export function openStore(folder: string, compactAfter = COMPACT_AFTER): Store {
  /** An init comes with each of its segments, while players read it: what they get is whole. */
  const put = async (file: string, bytes: Uint8Array) => {
    const path = join(folder, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.new`, bytes)
    await rename(`${path}.new`, path)
  }
  const journal = join(folder, JOURNAL)
  let dropped = 0
  const compact = async () => {
    const { entries } = await readJournal(folder)
    await writeFile(`${journal}.new`, entries.map(({ head }) => encodeHead(head)).join(''))
    await rename(`${journal}.new`, journal)
  }
  return {
    async write(head, bytes) {
      if (head.kind === 'segment') {
        const { track, run, map, initBytes } = head
        await put(`${track}/${mapOf(run, map)}`, bytes.subarray(0, initBytes))
        await put(fileOf(head), bytes.subarray(initBytes))
      } else if (head.kind === 'picture') await put(fileOf(head), bytes)
      else await mkdir(folder, { recursive: true })
      await appendFile(journal, encodeHead(head))
    },
    read: file => readFile(join(folder, file)),
    async drop(files) {
      await Promise.all(files.map(file => unlink(join(folder, file)).catch(() => {})))
      dropped += files.length
      if (dropped < compactAfter) return
      dropped = 0
      await compact()
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** What was handed in before, of segments those that are still there, with their bytes. */
export async function readJournal(folder: string): Promise<{ heardAt: number; entries: Entry[] }> {
  const journal = join(folder, JOURNAL)
  const [{ mtimeMs }, text] = await Promise.all([stat(journal), readFile(journal, 'utf8')])
  const lines = text.split('\n').filter(Boolean)
  const heads = lines.flatMap(line => {
    try {
      const { head } = decodeFeed(Buffer.from(`${line}\n`))
      return head.kind === 'part' ? [] : [head]
    } catch {
      // The last line of a node that crashed.
      return []
    }
  })
  const sizes = await Promise.all(heads.map(head => (isFile(head) ? sizeOf(join(folder, fileOf(head))) : 0)))
  const entries = heads.map((head, index) => ({ head, size: sizes[index] ?? 0 }))
  return { heardAt: mtimeMs, entries: withoutLost(entries) }
}

/** Each run begins with the first of its segments that is there. */
function withoutLost(entries: Entry[]): Entry[] {
  const firsts = new Map<string, number>()
  const there = entries.filter(({ head, size }) => !isFile(head) || size > 0)
  for (const { head } of there) {
    if (head.kind === 'segment')
      firsts.set(head.run, Math.min(head.number, firsts.get(head.run) ?? head.number))
  }
  return there.flatMap(({ head, size }): Entry[] => {
    if (head.kind !== 'run') return [{ head, size }]
    const first = firsts.get(head.run)
    return first === undefined ? [] : [{ head: { ...head, first }, size }]
  })
}

function isFile(head: FeedKept): head is FeedSegment | FeedPicture {
  return head.kind === 'segment' || head.kind === 'picture'
}

function fileOf(head: FeedSegment | FeedPicture): string {
  const { run, number } = head
  return head.kind === 'picture'
    ? `${PICTURES}/${pictureOf(run, number)}`
    : `${head.track}/${nameOf(run, number)}`
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}

/** The streams of which something is kept. */
export async function listStreams(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
