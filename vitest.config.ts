import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** What these change of a module, of the databases or of globals would be there for others as well. */
const APART = /vi\.mock\(|fake-indexeddb|onnxruntime/

const CHAIN = ['e2e/{chain,chain-*,redeem,stake,session}.test.ts']
const NETWORK = ['e2e/{network,hostile,link,background}.test.ts']
const PAGES = ['e2e/{pages,paid,ai,gaze}.test.ts']
const FILES = ['e2e/{files,files-network,filespage,hub,lane,requests,transcode}.test.ts']
const MEMORY = ['e2e/memory.test.ts']

/** How long tests, and conditions that are waited for, may take where the machine is busy: whoever waits has to say so to wait less. */
const patience = { testTimeout: 400_000, hookTimeout: 400_000, expect: { poll: { timeout: 60_000 } } }

/** Tests without a page. The pages' code meets Node 20 here, which lacks some of what browsers have. */
const units = (name: string, folders: string[]) => {
  const files = folders
    .flatMap(folder => readdirSync(folder, { recursive: true }).map(path => `${folder}/${path}`))
    .filter(path => path.endsWith('.test.ts'))
  const apart = files.filter(path => APART.test(readFileSync(path, 'utf8')))
  const project = (name: string, isolate: boolean, include: string[], exclude: string[] = []) => ({
    test: {
      name,
      isolate,
      include,
      exclude,
      setupFiles: ['node-headless/polyfill.ts'],
      ...patience,
    },
  })
  return [project(name, false, files, apart), project(`${name}-apart`, true, apart)]
}

/** Journeys through real browsers, one file after another. */
const journeys = (name: string, include: string[], exclude: string[] = []) => ({
  test: {
    name,
    include,
    exclude,
    ...patience,
    fileParallelism: false,
  },
})

export default defineConfig({
  test: {
    projects: [
      // These compute; those of the node start processes and wait for them.
      ...units('unit-code', ['web', 'models', 'contracts']),
      ...units('unit-node', ['node-headless']),
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
