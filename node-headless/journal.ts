import { open, readFile, rename } from 'node:fs/promises'
import type { Host } from '../web/pages/host.ts'

type Journal = NonNullable<Host['journal']>
type Entry = Parameters<Journal['append']>[0]

/**
 * A journal in a file, an entry a line, for this user only. An entry is on disk when `append` resolves. A line that a
 * crash cut short is not read, and the next one begins behind it.
 */
export function fileJournal(path: string): Journal {
  /** Whether the file surely ends with a whole line. */
  let whole = false
  let last: Promise<unknown> = Promise.resolve()

  /** One after another, whatever became of the one before. */
  function next<T>(task: () => Promise<T>): Promise<T> {
    const done = last.then(task)
    last = done.catch(() => {})
    return done
  }

  return {
    append: entry =>
      next(async () => {
        const text = `${whole ? '' : '\n'}${JSON.stringify(entry)}\n`
        whole = false
        await write(path, 'a', text)
        whole = true
      }),
    read: () => next(async () => parse(await readFile(path, 'utf8').catch(emptyIfMissing))),
    replace: entries =>
      next(async () => {
        await write(`${path}.new`, 'w', entries.map(entry => `${JSON.stringify(entry)}\n`).join(''))
        await rename(`${path}.new`, path)
        whole = true
      }),
  }
}

async function write(path: string, flags: 'a' | 'w', text: string): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

function parse(text: string): Entry[] {
  return text.split('\n').flatMap(line => {
    try {
      return [JSON.parse(line)]
    } catch {
      return []
    }
  })
}

function emptyIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
