import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFiles, openFolder } from './outputs.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-outputs-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('one rendition has the name that was given, several have theirs in it', async () => {
  const out = join(folder, 'a.b.mp4')
  const one = await openFiles(out, ['480p'])
  expect([one.placeOf('480p'), one.placeOf('720p')]).toEqual([out, undefined])
  const two = await openFiles(out, ['480p', '720p'])
  const files = [join(folder, 'a.b-480p.mp4'), join(folder, 'a.b-720p.mp4')]
  expect(await two.finish()).toEqual(files)
  expect(two.placeOf('720p')).toBe(files[1])
})

test('nothing that is there is overwritten', async () => {
  await writeFile(join(folder, 'a-720p.mp4'), '')
  await expect(openFiles(join(folder, 'a.mp4'), ['480p', '720p'])).rejects.toMatchObject({ code: 2 })
  await expect(openFiles(join(folder, 'none/a.mp4'), ['480p'])).rejects.toMatchObject({ code: 2 })
  await expect(openFolder(folder)).rejects.toMatchObject({ code: 2 })
  await expect(openFolder(join(folder, 'a-720p.mp4'))).rejects.toMatchObject({ code: 2 })
  expect(await readdir(folder)).toEqual(['a-720p.mp4'])
})

test.each([false, true])(
  'a package gets its name when it is whole; its folder is there already: %s',
  async isThere => {
    const hls = join(folder, 'hls')
    if (isThere) await mkdir(hls)
    const outputs = await openFolder(hls)
    await writeFile(outputs.placeOf('master.m3u8') ?? '', '#EXTM3U')
    await writeFile(outputs.placeOf('segment-1-1.m4s') ?? '', 'x')
    expect(await outputs.finish()).toEqual([join(hls, 'master.m3u8')])
    await outputs.discard()
    expect(await readdir(folder)).toEqual(['hls'])
    expect((await readdir(hls)).sort()).toEqual(['master.m3u8', 'segment-1-1.m4s'])
  },
)

test('of one that was not finished nothing is left, and what an earlier run left goes', async () => {
  const growing = join(folder, 'hls.part')
  await mkdir(growing)
  await writeFile(join(growing, 'segment-9-9.m4s'), 'old')
  const outputs = await openFolder(join(folder, 'hls'))
  expect(await readdir(growing)).toEqual([])
  await outputs.discard()
  expect(await readdir(folder)).toEqual([])
})

test.each([
  '../a.m3u8',
  'a/b.m4s',
  '.m3u8',
  'a.html',
  'a.m3u8.part',
  `${'a'.repeat(99)}.m4s`,
  '',
  'a%2fb.m4s',
])('%j is no file of a package', async name => {
  const outputs = await openFolder(join(folder, 'hls'))
  expect(outputs.placeOf(name)).toBeUndefined()
})
