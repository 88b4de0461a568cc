import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const INSTALLED = [
  process.env.MILLRACE_CHROME,
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Path of an installed Chrome or Chromium, else of Playwright's own; undefined if there is none. */
export function findChrome(): string | undefined {
  return [...INSTALLED, chromium.executablePath()].find(path => path !== undefined && existsSync(path))
}
