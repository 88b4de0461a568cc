import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const CODE = ['web', 'models', 'node-headless', 'contracts']
const UNITS = CODE.map(folder => `${folder}/**/*.test.ts`)
/** What these change of a module, of the databases or of globals would be there for others as well. */
const APART = CODE.flatMap(folder =>
  readdirSync(folder, { recursive: true }).map(name => `${folder}/${name}`),
)
  .filter(path => path.endsWith('.test.ts'))
  .filter(path => /vi\.mock\(|fake-indexeddb|onnxruntime/.test(readFileSync(path, 'utf8')))

const CHAIN = ['e2e/{chain,chain-*,redeem,stake,session}.test.ts']
const NETWORK = ['e2e/{network,hostile,link}.test.ts']
const PAGES = ['e2e/{pages,paid,ai}.test.ts']
const FILES = ['e2e/{files,files-network,filespage,lane,requests,transcode}.test.ts']
const MEMORY = ['e2e/memory.test.ts']

/** How long a condition that is waited for may take where the machine is busy: whoever waits has to say so to wait less. */
const expect = { poll: { timeout: 60_000 } }

/** Tests without a page. The pages' code meets Node 20 here, which lacks some of what browsers have. */
const units = (name: string, isolate: boolean, include: string[], exclude: string[] = []) => ({
  test: {
    name,
    isolate,
    include,
    exclude,
    setupFiles: ['node-headless/polyfill.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect,
  },
})

/** Journeys through real browsers, one file after another. */
const journeys = (name: string, include: string[], exclude: string[] = []) => ({
  test: {
    name,
    include,
    exclude,
    testTimeout: 400_000,
    hookTimeout: 400_000,
    expect,
    fileParallelism: false,
  },
})

export default defineConfig({
  test: {
    projects: [
      units('unit', false, UNITS, APART),
      units('unit-apart', true, APART),
      journeys('chain', CHAIN),
      journeys('network', NETWORK),
      journeys('pages', PAGES),
      journeys('files', FILES),
      // It counts what is left behind, and minds no company.
      journeys('memory', MEMORY),
      // These play video in real time and want the machine for themselves.
      journeys('media', ['e2e/**/*.test.ts'], [...CHAIN, ...NETWORK, ...PAGES, ...FILES, ...MEMORY]),
    ],
  },
})
