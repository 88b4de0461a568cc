import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AskNews } from '../../web/pages/host.ts'
import { type Desk, openDesk } from './desk.ts'
import type { Wanted } from './queue.ts'

const signal = new AbortController().signal
const asked = { picture: new Blob(['a picture']), task: { id: 'enlarge', strength: 1 } }
const done = { id: 'x', kind: 'done', peer: 'p', paid: 0n, ms: 1, checked: false, found: undefined } as const

let folder: string
let desk: Desk
/** What the page does. */
let page: (wanted: Wanted, signal: AbortSignal, hear: (news: AskNews) => void) => Promise<void>

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'millrace-desk-')), 'asks')
  desk = await openDesk(folder, {
    async ask(wanted, signal, onnews = () => {}) {
      await page(wanted, signal, onnews)
      return done
    },
  })
})
afterEach(async () => {
  vi.useRealTimers()
  await desk.close()
  await rm(join(folder, '..'), { recursive: true })
})

test('the page finds a picture on its server, and puts there what it makes; then only that is left', async () => {
  page = async ({ file }) => {
    expect(await readFile(desk.files.get(file) ?? '', 'utf8')).toBe('a picture')
    const [name = ''] = await readdir(folder)
    await writeFile(join(folder, `${name}.jpg`), 'made')
  }
  const { name } = await desk.work(asked, signal)
  expect(desk.resultOf(name)).toBe(join(folder, name))
  expect(await readdir(folder)).toEqual([name])
  expect(desk.files.size).toBe(0)
  await desk.close()
  expect(desk.resultOf(name)).toBeUndefined()
  expect(await readdir(join(folder, '..'))).toEqual([])
})

test('where nobody is there for too long it says so; while somebody works it waits', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const stage = { id: 'x', kind: 'stage', peer: '', share: 0 } as const
  const given = Promise.withResolvers<(news: AskNews) => void>()
  page = (_, signal, hear) => {
    given.resolve(hear)
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  const work = desk.work(asked, signal)
  const failed = vi.fn()
  work.catch(failed)
  const hear = await given.promise
  hear({ ...stage, stage: 'searching' })
  await vi.advanceTimersByTimeAsync(19_000)
  hear({ ...stage, stage: 'running' })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(failed).not.toHaveBeenCalled()
  hear({ ...stage, stage: 'searching' })
  await vi.advanceTimersByTimeAsync(20_000)
  await expect(work).rejects.toMatchObject({ code: 'no-orchestrator' })
  expect(await readdir(folder)).toEqual([])
})
