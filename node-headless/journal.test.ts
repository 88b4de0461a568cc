import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileJournal } from './journal.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-journal-'))
  path = join(folder, 'journal')
})
afterEach(() => rm(folder, { recursive: true }))

const entry = (at: number) => ({ kind: 'won', at })

test('what was appended is there for the next one, in order, and for nobody else to read', async () => {
  const journal = fileJournal(path)
  expect(await journal.read()).toEqual([])
  await Promise.all([1, 2, 3].map(at => journal.append(entry(at))))
  expect(await fileJournal(path).read()).toEqual([1, 2, 3].map(entry))
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a line that was cut short is left out, and spoils none behind it', async () => {
  const journal = fileJournal(path)
  await journal.append(entry(1))
  await appendFile(path, '{"kind":"won","a')
  const after = fileJournal(path)
  expect(await after.read()).toEqual([entry(1)])
  await after.append(entry(2))
  expect(await fileJournal(path).read()).toEqual([entry(1), entry(2)])
})

test('others take the place of all entries', async () => {
  const journal = fileJournal(path)
  await Promise.all([1, 2, 3].map(at => journal.append(entry(at))))
  await journal.replace([entry(6)])
  await journal.append(entry(4))
  expect(await fileJournal(path).read()).toEqual([entry(6), entry(4)])
})

test('an entry that could not be written is said, and the next one can be', async () => {
  const journal = fileJournal(join(folder, 'none', 'journal'))
  await expect(journal.append(entry(1))).rejects.toThrow('ENOENT')
  await writeFile(path, '{"kind":"won","at":1}')
  const other = fileJournal(path)
  await other.append(entry(2))
  expect(await other.read()).toEqual([entry(1), entry(2)])
})
