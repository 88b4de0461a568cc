import { readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { tinyHub } from '../../models/tinyhub.ts'
import { changedAt, newestSource } from '../../node-headless/build.ts'

const root = resolve(import.meta.dirname, '../..')
/** Where what was built for the tests is kept from one suite to the next. */
const KEPT = join(root, 'node_modules/.cache/millrace-pages')
const KEPT_MS = 24 * 3600_000

/** The product's pages. */
export const PAGES = ['index', 'stream', 'files', 'ask', 'contribute', 'watch', 'stake', 'help'].map(
  page => `web/${page}.html`,
)
const TESTED = [
  ...PAGES,
  ...readdirSync(join(root, 'e2e/pages'))
    .filter(name => name.endsWith('.html'))
    .map(name => `e2e/pages/${name}`),
]

export type Built = { folder: string; free(): Promise<void> }

/**
 * Pages, built. The product's and those of the tests are built together, once for all suites, until a source changes.
 * @param pages HTML entries relative to the project
 * @param minify as they are shipped to the letter, in a folder that ends when it is freed; so do pages of others
 */
export async function takePages(pages: string[], minify: boolean): Promise<Built> {
  if (!minify && pages.every(page => TESTED.includes(page))) {
    return { folder: await keptPages(), free: async () => {} }
  }
  const folder = await mkdtemp(join(tmpdir(), 'millrace-site-'))
  await buildInto(folder, pages, minify)
  return { folder, free: () => rm(folder, { recursive: true }) }
}

/** A folder is named by when its newest source was changed, and is there only when it is whole. */
async function keptPages(): Promise<string> {
  const folder = join(KEPT, `${await newestSource(root, ['e2e/pages'])}`)
  if ((await changedAt(folder)) > 0) return folder
  await mkdir(KEPT, { recursive: true })
  await forgetOld()
  const fresh = await mkdtemp(join(KEPT, 'new-'))
  await buildInto(fresh, TESTED, false)
  // Two suites that begin at the same time may both have built: the first is taken.
  await rename(fresh, folder).catch(async error => {
    if ((await changedAt(folder)) === 0) throw error
    await rm(fresh, { recursive: true })
  })
  return folder
}

/** Those of sources that have changed since; a suite may still be at one of today. */
async function forgetOld(): Promise<void> {
  for (const name of await readdir(KEPT)) {
    const path = join(KEPT, name)
    if ((await changedAt(path)) < Date.now() - KEPT_MS) await rm(path, { recursive: true, force: true })
  }
}

/** No test downloads gigabytes: pages whose script stays readable know small nets of the same kind, at `/hub/` beside them. */
function smallHub(): Plugin {
  return {
    name: 'small-hub',
    enforce: 'pre',
    load: id => (id.endsWith('/models/hub.json') ? JSON.stringify([tinyHub('/hub/').entry]) : null),
  }
}

async function buildInto(outDir: string, pages: string[], minify: boolean): Promise<void> {
  // Vite takes longer to load than what is kept takes to be found.
  const [{ build }, { configure }] = await Promise.all([import('vite'), import('../../vite.config.ts')])
  const config = configure(root, pages)
  if (!minify) {
    config.plugins = [config.plugins, smallHub()]
    config.worker = { ...config.worker, plugins: () => [smallHub()] }
  }
  await build({
    ...config,
    configFile: false,
    logLevel: 'error',
    build: { ...config.build, outDir, ...(minify ? {} : { minify }) },
  })
}
