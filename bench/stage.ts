import type { Browser, Page } from 'playwright-core'
import { delivered, type Mill, type Role } from '../e2e/harness/mill.ts'
import { until } from '../e2e/harness/watch.ts'
import { cameraClip } from './footage.ts'
import { type Probe, probe } from './probe.ts'
import { noteStations } from './stations.ts'

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** A gateway whose camera shows the film with a counter in it; live, and in its Worker a probe. */
export async function cameraLive(
  mill: Mill,
  rungs: string,
  [width, height]: [number, number] = [1280, 720],
): Promise<{ gateway: Role; link: string; read: Probe }> {
  const gateway = await mill.gateway({ source: 'camera', file: '', live: '0', rungs, developer: '1' }, [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${cameraClip(width, height)}`,
  ])
  const read = await probe(gateway.page)
  const { page } = gateway
  const camera = page.getByRole('button', { name: 'Turn on camera and microphone' })
  const go = page.getByRole('button', { name: 'Go live' })
  await camera
    .or(go.and(page.locator(':enabled')))
    .first()
    .waitFor()
  if (await camera.isVisible()) await camera.click()
  await go.click()
  const { link } = await gateway.event('stream', delivered(30))
  return { gateway, link, read }
}

/** The film, passed through by its gateway. */
export async function filmLive(mill: Mill, rungs: string): Promise<{ gateway: Role; link: string }> {
  const gateway = await mill.gateway({ file: mill.film, rungs, developer: '1' })
  const { link } = await gateway.event('stream', delivered(24))
  return { gateway, link }
}

/** Orchestrators that are on offer. */
export async function offering(mill: Mill): Promise<Role> {
  const role = await mill.orchestrator()
  await role.event('orchestrator')
  return role
}

/** A watch page that plays, and the frames that it decodes and draws. */
export async function watch(
  browser: Browser,
  link: string,
  quality = 'auto',
): Promise<{ page: Page; decoded: Probe; drawn: Probe }> {
  const address = new URL(link)
  address.searchParams.set('quality', quality)
  const page = await browser.newPage()
  await noteStations(page)
  const decoded = await probe(page, 'decoder')
  const drawn = await probe(page)
  await page.goto(address.href)
  await until(page, ({ state, stats }) => state === 'playing' && stats.frames > 0)
  return { page, decoded, drawn }
}
