import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findChromes } from './find.ts'
import { ensureChrome } from './install.ts'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const never = new AbortController().signal
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-chrome-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

async function program(name: string, script: string) {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
  return path
}

test('the one that the environment names comes first, then those on the path', async () => {
  const named = await program('my-chrome', 'exit 0')
  const chromium = await program('chromium', 'exit 0')
  vi.stubEnv('MILLRACE_CHROME', named)
  vi.stubEnv('PATH', folder)
  expect(findChromes().slice(0, 2)).toEqual([named, chromium])
})

test('one that does not run is passed over', async () => {
  const stub = await program('google-chrome', 'echo please install the snap >&2; exit 1')
  const chromium = await program('chromium', 'exit 0')
  vi.stubEnv('MILLRACE_CHROME', stub)
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  expect(await ensureChrome(undefined, quiet, never)).not.toBe(stub)
  vi.stubEnv('MILLRACE_CHROME', chromium)
  expect(await ensureChrome(undefined, quiet, never)).toBe(chromium)
})

test('the one asked for is taken or refused', async () => {
  const chrome = await program('c', 'exit 0')
  expect(await ensureChrome(chrome, quiet, never)).toBe(chrome)
  await expect(ensureChrome(join(folder, 'none'), quiet, never)).rejects.toMatchObject({ code: 2 })
  await expect(ensureChrome(await program('d', 'exit 3'), quiet, never)).rejects.toMatchObject({ code: 2 })
})

test('the search ends when it is no longer wanted', async () => {
  const hanging = await program('hanging', 'sleep 1000')
  const controller = new AbortController()
  const search = ensureChrome(hanging, quiet, controller.signal)
  controller.abort(new Error('stopped'))
  await expect(search).rejects.toThrow('stopped')
})
