import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bearsKey, loadKey } from './key.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-key-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a key is made once, for this user only, and is the same from then on', async () => {
  const path = join(folder, 'whip.key')
  const key = await loadKey(path)
  expect(key).toMatch(/^[\w-]{24}$/)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await loadKey(path)).toBe(key)
  expect(await loadKey(join(folder, 'other.key'))).not.toBe(key)
})

test('a file without a key is said', async () => {
  const path = join(folder, 'empty.key')
  await writeFile(path, '\n')
  await expect(loadKey(path)).rejects.toMatchObject({
    code: 2,
    message: expect.stringContaining('empty'),
  })
})

test('a bearer is known by the whole key alone', () => {
  expect(bearsKey('Bearer abc', 'abc')).toBe(true)
  expect(bearsKey('bearer  abc ', 'abc')).toBe(true)
  for (const text of [undefined, '', 'abc', 'Bearer', 'Bearer ', 'Bearer ab', 'Bearer abcd', 'Basic abc'])
    expect(bearsKey(text, 'abc')).toBe(false)
})
