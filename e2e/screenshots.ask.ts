import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { launchBrowser } from './harness/browser.ts'
import { FILM } from './harness/film.ts'
import type { Mill } from './harness/mill.ts'

/** Of the film, s: trees, which gain by being painted. */
const AT = '8'

/** The ask page with a frame of the film, half of it as an oil painting. */
export async function openAnswer({ url, relay }: Mill): Promise<{ page: Page; close(): Promise<void> }> {
  const still = [
    '-loglevel',
    'error',
    '-ss',
    AT,
    '-i',
    FILM,
    '-frames:v',
    '1',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    '-',
  ]
  const buffer = execFileSync('ffmpeg', still, { maxBuffer: 2 ** 26 })
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.goto(`${url}/web/ask.html?relay=${encodeURIComponent(relay)}&task=style-oil`)
  await page.getByText('1 of 1 relay').waitFor()
  const file = { name: 'Big Buck Bunny.png', mimeType: 'image/png', buffer }
  await page.getByLabel('Drop a picture or a sound here').setInputFiles(file)
  await page.getByText(/[1-9] orchestrators?/).waitFor()
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText('Asked before').waitFor()
  return { page, close: () => browser.close() }
}
