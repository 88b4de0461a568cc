import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AskNews } from '../../web/pages/host.ts'
import { DONE } from '../harness/done.ts'
import { type Desk, openDesk } from './desk.ts'
import type { Wanted } from './queue.ts'

const signal = new AbortController().signal
/** A page that works until it is told to stop. */
function stuck() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const given = Promise.withResolvers<(news: AskNews) => void>()
  page = (_, signal, hear) => {
    given.resolve(hear)
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  return given.promise
}

const asked = { input: new Blob(['a picture']), task: { id: 'enlarge', strength: 1 } }

let folder: string
let desk: Desk
/** What the page does. */
let page: (wanted: Wanted, signal: AbortSignal, hear: (news: AskNews) => void) => Promise<void>

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'millrace-desk-')), 'asks')
  desk = await openDesk(folder, {
    async ask(wanted, signal, onnews = () => {}) {
      await page(wanted, signal, onnews)
      return DONE
    },
  })
})
afterEach(async () => {
  vi.useRealTimers()
  await desk.close()
  await rm(join(folder, '..'), { recursive: true })
})

test('the page finds a picture on its server, and puts there what it makes; then only that is left', async () => {
  page = async ({ about }) => {
    expect(await readFile(desk.files.get(about as string) ?? '', 'utf8')).toBe('a picture')
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

test('words go to the page as they are, and what it paints of them is kept', async () => {
  const wish = { words: 'a red boat', seed: 7 }
  page = async ({ about, out }) => {
    expect(about).toEqual(wish)
    await writeFile(join(folder, out.split('/').at(-1) ?? ''), 'painted')
  }
  const { name } = await desk.work({ input: wish, task: { id: 'imagine', strength: 1 } }, signal)
  expect(name).toMatch(/\.png$/)
  expect(await readFile(desk.resultOf(name) ?? '', 'utf8')).toBe('painted')
  expect(await readdir(folder)).toEqual([name])
})

test('where nobody is there for too long it says so; while somebody works it waits', async () => {
  const stage = { id: 'x', kind: 'stage', peer: '', share: 0, reason: '' } as const
  const given = stuck()
  const work = desk.work(asked, signal)
  const failed = vi.fn()
  work.catch(failed)
  const hear = await given
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

test('a sound is waited for as much longer as it lasts', async () => {
  const given = stuck()
  const work = desk.work({ ...asked, task: { id: 'captions', strength: 1 } }, signal)
  const failed = vi.fn()
  work.catch(failed)
  const hear = await given
  hear({ id: 'x', kind: 'opened', duration: 600_000, prices: { median: 0n, paid: 0, free: 1 } })
  await vi.advanceTimersByTimeAsync(959_000)
  expect(failed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1000)
  await expect(work).rejects.toMatchObject({ code: 'too-slow' })
})
