import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import packages from '../package.json' with { type: 'json' }
import { MODELS } from '../web/ai/registry.ts'
import { buildModel } from './build.ts'

test.each(MODELS)('$id is built to the bytes that the registry names', async model => {
  const bytes = await buildModel(model)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(model.sha256)
  expect(bytes.length).toBe(model.bytes)
})

test('no two models share an id or a path', () => {
  expect(new Set(MODELS.map(({ id }) => id)).size).toBe(MODELS.length)
  expect(new Set(MODELS.map(({ path }) => path)).size).toBe(MODELS.length)
})

test.each(MODELS)(
  '$id comes from us, or from a package that is declared and carries a licence',
  ({ source }) => {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source.file) ?? []
    if (name === undefined) return expect(source.file).toMatch(/^models\//)
    expect(Object.keys(packages.devDependencies)).toContain(name)
    expect(JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).license).toMatch(
      /^(MIT|Apache-2.0)$/,
    )
  },
)
