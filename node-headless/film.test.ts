import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFilm } from './film.ts'

const project = resolve(import.meta.dirname, '..')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-film-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('without a file there is the sample film, with its credit', async () => {
  const { path, title } = await findFilm(project, undefined)
  expect(path).toMatch(/\.mp4$/)
  expect(title).toContain('Blender Foundation')
})

test('a file is called by its name', async () => {
  const path = join(folder, 'My film.final.mp4')
  await writeFile(path, 'x')
  expect(await findFilm(project, path)).toEqual({ path, title: 'My film.final' })
})

test.each([
  ['missing.mp4', 'There is no file'],
  ['.', 'is no file'],
  ['empty.mp4', 'is empty'],
])('%s is refused before anything starts', async (name, message) => {
  await writeFile(join(folder, 'empty.mp4'), '')
  await expect(findFilm(project, join(folder, name))).rejects.toThrow(message)
})
