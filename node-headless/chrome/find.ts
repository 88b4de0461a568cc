import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome']
/** Where a service finds them although its PATH is short. */
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin']
const APPS = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium']

/** Paths of the installed Chromes and Chromiums, then of Playwright's own, best first. */
export function findChromes(): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(folder => folder !== ''), ...FOLDERS]
  const candidates = [
    process.env.MILLRACE_CHROME,
    ...NAMES.flatMap(name => folders.map(folder => join(folder, name))),
    ...APPS.flatMap(app => [join('/Applications', app), join(homedir(), 'Applications', app)]),
    chromium.executablePath(),
  ]
  return [...new Set(candidates)].filter(
    path => path !== undefined && path !== '' && existsSync(path),
  ) as string[]
}

/** Path of the best Chrome or Chromium on this machine; undefined if there is none. */
export function findChrome(): string | undefined {
  return findChromes()[0]
}
