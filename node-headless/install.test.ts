import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isInstalled, nodeFits } from './install.mjs'

const project = resolve(import.meta.dirname, '..')

test.each([
  ['18.20.0', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['21.7.0', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['24.0.0', true],
  ['26.10.0', true],
])('Node %s: %s', (version, fits) => {
  expect(nodeFits(version)).toBe(fits)
})

describe('packages', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-install-'))
    await mkdir(join(folder, 'node_modules'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const lock = (name: string, packages: object) =>
    writeFile(join(folder, name), JSON.stringify({ packages: { '': {}, ...packages } }))
  const wanted = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  }

  test.each([
    ['all as asked for', wanted, true],
    ['an optional one left out', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['one missing', { 'node_modules/b': { version: '2.0.0' } }, false],
    ['another version', { ...wanted, 'node_modules/a': { version: '1.0.1' } }, false],
    ['another version of an optional one', { ...wanted, 'node_modules/b': { version: '1.0.0' } }, false],
  ])('%s', async (_, installed, expected) => {
    await lock('package-lock.json', wanted)
    await lock('node_modules/.package-lock.json', installed)
    expect(isInstalled(folder)).toBe(expected)
  })

  test('an installation that was cut short', async () => {
    await lock('package-lock.json', wanted)
    expect(isInstalled(folder)).toBe(false)
    await writeFile(join(folder, 'node_modules/.package-lock.json'), '{"packages": {')
    expect(isInstalled(folder)).toBe(false)
  })

  test('the lock file names those of every platform: npm ci refuses one that does not', async () => {
    const { packages } = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'))
    const names = new Set(
      Object.keys(packages).map(path => path.slice(path.lastIndexOf('node_modules/') + 13)),
    )
    const optional = Object.values<{ optionalDependencies?: object }>(packages).flatMap(
      ({ optionalDependencies = {} }) => Object.keys(optionalDependencies),
    )
    expect(optional.filter(name => !names.has(name))).toEqual([])
  })

  test('those of this project are in place', () => {
    expect(isInstalled(project)).toBe(true)
  })
})
