import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { delivered, openMill } from './harness/mill.ts'
import { countFrames } from './harness/watch.ts'
import { openAnswer } from './screenshots.ask.ts'
import { openWork } from './screenshots.files.ts'
import { openDelegator } from './screenshots.stake.ts'

/** Pictures of the real pages at work, for the README: `npm run screenshots`. */
const folder = resolve(import.meta.dirname, '../docs')
const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

async function shoot(page: Page, name: string, size = DESKTOP): Promise<void> {
  await page.setViewportSize(size)
  // Controls hide when nobody moves.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.mouse.move(size.width / 2, size.height / 2)
  await page.mouse.move(size.width / 2, size.height / 2 + 20)
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 82 })
  console.log(`docs/${name}.jpg`)
}

await mkdir(folder, { recursive: true })
const mill = await openMill()
try {
  const orchestrator = await mill.orchestrator({ benchmark: '1', effects: 'all' })
  await orchestrator.event('orchestrator')
  const { peer } = await orchestrator.event('ready')
  // What is measured beside other work is found too slow, and not offered.
  await orchestrator.page.getByText(/s for a picture\.$/).waitFor()
  const delegator = await openDelegator(mill, peer)
  await shoot(delegator.page, 'stake')
  await shoot(delegator.page, 'stake-phone', PHONE)
  await delegator.close()
  const answer = await openAnswer(mill)
  await shoot(answer.page, 'ask')
  await answer.close()
  const second = await mill.orchestrator()
  const files = await openWork(mill)
  await shoot(files.page, 'files')
  await shoot(files.page, 'files-phone', PHONE)
  await files.close()
  await second.browser.close()
  const gateway = await mill.gateway({ title: 'Big Buck Bunny', rungs: '480p,720p' })
  const { link } = await gateway.event('stream', delivered(24))
  const viewer = await mill.viewer(link)
  // The film opens on black: ten seconds in there is something to see.
  await gateway.event('stream', delivered(24 * 12))
  await countFrames(viewer.page, 48)
  await shoot(viewer.page, 'watch')
  await shoot(viewer.page, 'watch-phone', PHONE)
  await shoot(gateway.page, 'stream')
  await shoot(gateway.page, 'stream-phone', PHONE)
  await shoot(orchestrator.page, 'contribute')
  await viewer.page.goto(`${mill.url}/web/index.html`)
  await shoot(viewer.page, 'home')
} finally {
  await mill.close()
}
