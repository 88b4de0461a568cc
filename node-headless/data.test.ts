import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { privateKeyFromProtobuf } from '@libp2p/crypto/keys'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeData } from './data.ts'
import { loadIdentity } from './identity.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-data-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function modeOf(path: string) {
  return ((await stat(path)).mode & 0o777).toString(8)
}

test('the data folder is made for this user only, taken and given back', async () => {
  const data = join(folder, 'a/b')
  const giveBack = await takeData(data)
  expect(await modeOf(data)).toBe('700')
  expect(await readFile(join(data, 'lock'), 'utf8')).toBe(String(process.pid))
  await giveBack()
  await (await takeData(data))()
})

test('one that a running process has is not taken', async () => {
  await writeFile(join(folder, 'lock'), String(process.ppid))
  await expect(takeData(folder)).rejects.toMatchObject({ code: 4 })
})

test.each(['', 'rubbish', '-1', '0', '2147483647'])(
  'a lock left behind is no hindrance: %j',
  async content => {
    await writeFile(join(folder, 'lock'), content)
    await (await takeData(folder))()
  },
)

test('a place where no folder can be is refused in words', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(takeData(join(folder, 'file/data'))).rejects.toMatchObject({ code: 2 })
})

test('an identity is made once, kept to this user, and stays', async () => {
  const path = join(folder, 'gateway.key')
  const made = await loadIdentity(path)
  expect(privateKeyFromProtobuf(made).type).toBe('Ed25519')
  expect(await modeOf(path)).toBe('600')
  expect(Buffer.from(await loadIdentity(path))).toEqual(Buffer.from(made))
  expect(await loadIdentity(join(folder, 'other.key'))).not.toEqual(made)
})

test('a file that holds no key is not overwritten', async () => {
  const path = join(folder, 'gateway.key')
  await writeFile(path, 'rubbish')
  await expect(loadIdentity(path)).rejects.toMatchObject({ code: 2 })
  expect(await readFile(path, 'utf8')).toBe('rubbish')
})
