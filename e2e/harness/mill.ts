import { dirname } from 'node:path'
import { inspect } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startRelay } from '../../node-headless/relay.ts'
import type { Snapshot } from '../../web/gateway/types.ts'
import type { HostEvent } from '../../web/pages/host.ts'
import { launchBrowser, PATIENCE_MS } from './browser.ts'
import { FILM, takeSmallFilm } from './film.ts'
import { PAGES } from './pages.ts'
import { openSite } from './site.ts'

/** Small: pictures are painted without a GPU. */
const WINDOW = { width: 480, height: 270 }

/** A page of the product in a browser of its own, and what it reports to its host. */
export type Role = {
  page: Page
  browser: Browser
  /** The newest event of a kind that satisfies the check; waits for it, and says what came instead. */
  event<K extends HostEvent['kind']>(kind: K, check?: (event: EventOf<K>) => boolean): Promise<EventOf<K>>
  /** Process group of the browser. */
  group: number
  /** Ends the whole browser as a crash would. */
  kill(): void
  /** Stops the whole browser where it is, as a machine that hangs would. */
  freeze(): void
  /** Warnings and errors of the console, for leaks and faults that no page shows. */
  complaints: string[]
}

type EventOf<K> = Extract<HostEvent, { kind: K }>

export type Mill = {
  url: string
  /** Address of the sample film. */
  film: string
  /** The first ten seconds of it at 540p, for whom it only has to move: what a gateway streams unless told otherwise. */
  smallFilm: string
  relay: string
  orchestrator(params?: Record<string, string>): Promise<Role>
  gateway(params?: Record<string, string>, switches?: string[]): Promise<Role>
  viewer(link: string, browser?: Browser): Promise<Role>
  /** Any page in a browser that somebody else has launched, and ends; what its context has put into `millraceHost` is kept. */
  page(url: string, context: BrowserContext): Promise<Role>
  /** One more browser, without a page. */
  browser(switches?: string[]): Promise<Browser>
  /** Ends every role; the relay and the site stay. */
  closeBrowsers(): Promise<void>
  restartRelay(whileDown?: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** The whole product on loopback: a relay, the built pages, and browsers as they are asked for. */
export async function openMill(
  files: Record<string, string> = {},
  testPages: string[] = [],
  minify = false,
): Promise<Mill> {
  const keyFile = `/tmp/millrace-e2e-${process.pid}-${Date.now()}.key`
  let relay = await startRelay({ listen: ['/ip4/127.0.0.1/tcp/0/ws'], keyFile })
  const [address = ''] = relay.addresses
  const films = { '/film': dirname(FILM), '/small': await takeSmallFilm() }
  const site = await openSite([...PAGES, ...testPages], { ...films, ...files }, minify)
  const smallFilm = `${site.url}/small/film.mp4`
  const browsers: Browser[] = []

  const launch = async (switches: string[] = []) => {
    const browser = await launchBrowser(switches)
    browsers.push(browser)
    return browser
  }
  const open = async (browser: Browser, url: string, context: Browser | BrowserContext = browser) => {
    const page = await ('contexts' in context ? context.newPage({ viewport: WINDOW }) : context.newPage())
    const role = await listen(page)
    const group = await processGroup(browser)
    await page.goto(url)
    return {
      browser,
      page,
      group,
      ...role,
      kill() {
        frozen.delete(group)
        process.kill(-group, 'SIGKILL')
      },
      freeze() {
        frozen.add(group)
        process.kill(-group, 'SIGSTOP')
      },
    }
  }
  const frozen = new Set<number>()
  const closeBrowsers = async () => {
    for (const group of frozen) process.kill(-group, 'SIGKILL')
    frozen.clear()
    await Promise.all(browsers.splice(0).map(browser => browser.close().catch(() => {})))
  }
  const query = (params: Record<string, string>) => new URLSearchParams({ relay: address, ...params })

  return {
    url: site.url,
    film: `${site.url}/film/video.mp4`,
    smallFilm,
    relay: address,
    async orchestrator(params = {}) {
      const search = query({ start: '1', benchmark: '0', jobs: '4', ...params })
      return open(await launch(), `${site.url}/web/contribute.html?${search}`)
    },
    async gateway(params = {}, switches = []) {
      const search = query({ file: smallFilm, loop: '1', live: '1', ...params })
      return open(await launch(switches), `${site.url}/web/stream.html?${search}`)
    },
    async viewer(link, browser) {
      return open(browser ?? (await launch()), link)
    },
    page: (url, context) => open(context.browser() as Browser, url, context),
    async restartRelay(whileDown) {
      await relay.close()
      await whileDown?.()
      const listen = [address.slice(0, address.indexOf('/p2p/'))]
      relay = await startRelay({ listen, keyFile })
    },
    browser: launch,
    closeBrowsers,
    async close() {
      await closeBrowsers()
      await site.close()
      await relay.close()
    },
  }
}

/** Playwright starts each browser as the leader of a process group. */
async function processGroup(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const main = processInfo.find(({ type }) => type === 'browser')
  if (main === undefined) throw new Error('the browser does not tell its process')
  return main.id
}

async function listen(page: Page): Promise<Pick<Role, 'event' | 'complaints'>> {
  const latest = new Map<string, HostEvent>()
  const listeners = new Set<(event: HostEvent) => void>()
  const complaints: string[] = []
  page.on('console', message => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  await page.exposeBinding('millraceReport', (_source, event: HostEvent) => {
    latest.set(event.kind, event)
    for (const listener of listeners) listener(event)
  })
  await page.addInitScript({
    content:
      'globalThis.millraceHost = { ...globalThis.millraceHost, report: event => globalThis.millraceReport(event) }',
  })
  return {
    complaints,
    event(kind, check = () => true) {
      type Wanted = EventOf<typeof kind>
      const known = latest.get(kind) as Wanted | undefined
      if (known !== undefined && check(known)) return Promise.resolve(known)
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(listener)
          reject(new Error(`No ${kind} as wanted; the newest is ${inspect(latest.get(kind), { depth: 6 })}`))
        }, PATIENCE_MS)
        const listener = (event: HostEvent) => {
          if (event.kind !== kind || !check(event as Wanted)) return
          clearTimeout(timer)
          listeners.delete(listener)
          resolve(event as Wanted)
        }
        listeners.add(listener)
      })
    },
  }
}

/** Every rung of the stream has delivered at least so many frames. */
export const delivered = (frames: number) => (event: { snapshot: Snapshot }) =>
  event.snapshot.renditions.length > 0 && event.snapshot.renditions.every(rung => rung.frames >= frames)
