import { inspect } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import type { MillraceWatch } from '../../web/viewer/element.ts'
import type { PlayerSnapshot } from '../../web/viewer/types.ts'
import type { Match } from '../pages/compare.ts'
import { PATIENCE_MS } from './browser.ts'

/** A player that tells nothing for so long is looked at nevertheless. */
const QUIET_MS = 5000

/** How the player of a watch page stands; waits for the player to be there. */
export async function snapshot(page: Page): Promise<PlayerSnapshot> {
  const handle = await page.waitForFunction(
    () => document.querySelector<MillraceWatch>('millrace-watch')?.snapshot,
  )
  return (await handle.jsonValue()) as PlayerSnapshot
}

/** Waits until the player stands as wanted. @throws Error how it stands instead, after PATIENCE_MS */
export async function until(page: Page, check: (now: PlayerSnapshot) => boolean): Promise<PlayerSnapshot> {
  const began = performance.now()
  for (;;) {
    const now = await snapshot(page)
    if (check(now)) return now
    if (performance.now() - began > PATIENCE_MS)
      throw new Error(`The player is not as wanted: ${inspect(now)}`)
    await page.evaluate(
      quiet =>
        new Promise(resolve => {
          document.querySelector('millrace-watch')?.addEventListener('statschange', resolve, { once: true })
          setTimeout(resolve, quiet)
        }),
      QUIET_MS,
    )
  }
}

/** What is on the player's canvas now, as a data URL. */
export async function grabPicture(page: Page): Promise<string> {
  return page.evaluate(() => {
    const canvas = document.querySelector('millrace-watch')?.shadowRoot?.querySelector('canvas')
    if (!canvas) throw new Error('the player has no canvas')
    const copy = document.createElement('canvas')
    copy.width = canvas.width
    copy.height = canvas.height
    copy.getContext('2d')?.drawImage(canvas, 0, 0)
    return copy.toDataURL('image/png')
  })
}

/** The frames that pictures show of the sample film, or of another one. */
export async function findInFilm(
  browser: Browser,
  url: string,
  pictures: string[],
  film = `${url}/film/video.mp4`,
): Promise<Match[]> {
  const page = await browser.newPage()
  await page.goto(`${url}/e2e/pages/compare.html`)
  await page.waitForFunction(() => 'findInFilm' in globalThis)
  const found = await page.evaluate(([film, pictures]) => globalThis.findInFilm(film, pictures), [
    film,
    pictures,
  ] as const)
  await page.close()
  return found
}

/** Waits until so many more frames have been shown. */
export async function countFrames(page: Page, frames: number): Promise<void> {
  const { stats } = await snapshot(page)
  await until(page, now => now.stats.frames >= stats.frames + frames)
}
