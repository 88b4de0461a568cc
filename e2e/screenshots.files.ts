import { openAsBlob } from 'node:fs'
import type { Page } from 'playwright-core'
import { launchBrowser } from './harness/browser.ts'
import { FILM } from './harness/film.ts'
import type { Mill } from './harness/mill.ts'
import { cutClip } from './pages/clips.ts'

/** Long enough for a map with many segments. */
const SECONDS = 60

/** The files page with a film that two orchestrators are at, half done. */
export async function openWork({ url, relay }: Mill): Promise<{ page: Page; close(): Promise<void> }> {
  const film = await openAsBlob(FILM)
  const clip = await cutClip(film, { container: 'mp4', seconds: SECONDS, picture: true, sound: 'film' })
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.goto(`${url}/web/files.html?relay=${encodeURIComponent(relay)}&rungs=240p,480p`)
  const buffer = Buffer.from(await clip.arrayBuffer())
  const file = { name: 'Big Buck Bunny.mp4', mimeType: 'video/mp4', buffer }
  await page.getByLabel('Drop videos here').setInputFiles(file)
  await page.getByText(/[2-9] orchestrators/).waitFor()
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByText(/^([6-9]|1\d) of \d+ segments$/).waitFor({ timeout: 120_000 })
  return { page, close: () => browser.close() }
}
