import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stallOf } from '../../web/protocol/ask.ts'
import { MillraceError } from '../../web/protocol/errors.ts'
import { type Intake, openIntake } from '../http/intake.ts'
import type { Asked } from './form.ts'
import type { AskQueue, Done } from './queue.ts'

/** For how long a picture that was made can be fetched, ms. */
export const KEPT_MS = 3_600_000
/** The oldest goes sooner where more were made: of the largest it is half a gigabyte. */
const MAX_KEPT = 100
/** For how long somebody who can do it is looked for, ms: about what a session that opens takes. */
const SEARCH_MS = 20_000
/** How long what came may be read by the page, ms. */
const READ_MS = 120_000
/** So often the longest that an orchestrator may take it may take in all: where one hangs another does it, and it is done again here. */
const TURNS = 2

/** Where requests that came over HTTP are worked on by the page: it reads what it is asked about from its own server, and puts there what comes of them. */
export type Desk = {
  /** Paths and files that the page's server serves. */
  files: Map<string, string>
  intake: Intake
  /** Resolves with the name of what was made, if that is a picture. @throws MillraceError */
  work(asked: Asked, signal: AbortSignal): Promise<{ done: Done; name: string }>
  /** What was made under a name, while it is kept. */
  resultOf(name: string): string | undefined
  close(): Promise<void>
}

/** @param folder is emptied, and removed in the end */
export async function openDesk(folder: string, queue: Pick<AskQueue, 'ask'>): Promise<Desk> {
  const files = new Map<string, string>()
  const expected = new Map<string, string>()
  const kept = new Map<string, NodeJS.Timeout>()
  const path = `/answers/${randomBytes(16).toString('hex')}/`
  const intake = openIntake({ path, placeOf: name => expected.get(name) })
  const placeOf = (name: string) => join(folder, name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })

  const forget = (name: string) => {
    clearTimeout(kept.get(name))
    kept.delete(name)
    return rm(placeOf(name), { force: true })
  }
  const keep = async (name: string) => {
    kept.set(name, setTimeout(forget, KEPT_MS, name).unref())
    const [oldest] = kept.keys()
    if (kept.size > MAX_KEPT && oldest !== undefined) await forget(oldest)
  }

  return {
    files,
    intake,
    async work({ input, task }, signal) {
      const id = randomBytes(16).toString('hex')
      const isFile = input instanceof Blob
      const name = `${id}.${isFile ? 'jpg' : 'png'}`
      // The page calls a picture by the last part of its address.
      const file = `/asked/${id}/`
      const patience = limit(signal, READ_MS)
      try {
        if (isFile) {
          await writeFile(placeOf(id), input.stream())
          files.set(file, placeOf(id))
        }
        expected.set(name, placeOf(name))
        const about = isFile ? file : input
        const done = await queue.ask({ task, about, out: path + name }, patience.signal, news => {
          if (news.kind === 'opened') patience.most(TURNS * stallOf({ task, ...news }))
          if (news.kind === 'stage') patience.search(news.stage === 'searching')
        })
        if (done.found === undefined && done.said === undefined) await keep(name)
        return { done, name }
      } finally {
        patience.over()
        files.delete(file)
        expected.delete(name)
        await rm(placeOf(id), { force: true })
      }
    },
    resultOf: name => (kept.has(name) ? placeOf(name) : undefined),
    async close() {
      for (const timer of kept.values()) clearTimeout(timer)
      kept.clear()
      await intake.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A signal that is also aborted when it takes too long, or nobody is there for too long. */
function limit(signal: AbortSignal, first: number) {
  const abort = new AbortController()
  const after = (ms: number, error: MillraceError) => setTimeout(() => abort.abort(error), ms)
  const late = new MillraceError('too-slow', 'It took too long.')
  let all = after(first, late)
  const nobody = new MillraceError(
    'no-orchestrator',
    'Nobody on the network offers to do it for what is paid.',
  )
  let searching: NodeJS.Timeout | undefined
  return {
    signal: AbortSignal.any([signal, abort.signal]),
    /** From now on. */
    most(ms: number) {
      clearTimeout(all)
      all = after(ms, late)
    },
    search(isSearching: boolean) {
      if (isSearching) searching ??= after(SEARCH_MS, nobody)
      else {
        clearTimeout(searching)
        searching = undefined
      }
    },
    over() {
      clearTimeout(all)
      clearTimeout(searching)
    },
  }
}
