import type { Page } from 'playwright-core'
import type { Host, HostEvent } from '../web/pages/host.ts'
import { type LaunchOptions, launchChrome } from './chrome/launch.ts'
import { ExitError } from './exit.ts'
import { inject } from './inject.ts'
import type { Log } from './log.ts'
import { signalGroup } from './process.mjs'
import type { Running } from './supervise.ts'
import { within } from './time.ts'

/** From opening a page until it says that it is ready. */
const READY_LIMIT_MS = 30_000
/** A page reports every second. One that is silent for so long hangs. */
const SILENCE_LIMIT_MS = 10_000
/** For a page to end its streams and jobs, and for its browser to close: both fit into the deadline of lifetime.ts. */
const STOP_LIMIT_MS = 1500
const CLOSE_LIMIT_MS = 700

export type PageOptions = LaunchOptions & {
  url: string
  /** libp2p private key, protobuf bytes. */
  identity: Uint8Array
  onevent: (event: HostEvent) => void
  /** What the page gets of the node beside its identity. */
  account?: Host['account']
  journal?: Host['journal']
  hls?: Host['hls']
  whip?: Host['whip']
  whep?: Host['whep']
  asks?: Host['asks']
  task?: Host['task']
}

/**
 * Opens one of the built pages in a browser of its own and waits until it is ready.
 * It is lost when the page crashes or falls silent, or when the browser ends.
 * @throws ExitError page when it does not get ready
 */
export async function openPage(options: PageOptions): Promise<Running> {
  const { context, pid } = await launchChrome(options)
  const page = context.pages()[0] ?? (await context.newPage())
  const losing = signalOnce()
  const readying = signalOnce()
  let watchdog: NodeJS.Timeout | undefined

  function onevent(event: HostEvent) {
    clearTimeout(watchdog)
    watchdog = setTimeout(losing.tell, SILENCE_LIMIT_MS, `silent for ${SILENCE_LIMIT_MS / 1000} s`)
    if (event.kind === 'ready') readying.tell('')
    options.onevent(event)
  }

  async function close() {
    clearTimeout(watchdog)
    if (!losing.told()) await within(STOP_LIMIT_MS, stop(page))
    losing.tell('closed')
    if (!(await within(CLOSE_LIMIT_MS, context.close()))) signalGroup(pid, 'SIGKILL')
  }

  page.on('crash', () => losing.tell('the page crashed'))
  context.on('close', () => losing.tell('the browser ended'))
  logPage(page, options.log)
  try {
    const { account, journal, hls, whip, whep, asks, task, identity, url } = options
    const text = Buffer.from(identity).toString('base64')
    const host = { identity: text, report: onevent, account, journal, hls, whip, whep, asks, task }
    await inject(page, new URL(url).origin, host)
    await load(page, options.url, losing.happens)
    const limit = setTimeout(losing.tell, READY_LIMIT_MS, `not ready within ${READY_LIMIT_MS / 1000} s`)
    const reason = await Promise.race([readying.happens, losing.happens])
    clearTimeout(limit)
    if (reason !== '') throw pageError(options.url, reason)
  } catch (error) {
    await close()
    throw error
  }
  return { lost: losing.happens, close }
}

async function load(page: Page, url: string, lost: Promise<string>) {
  const loading = page.goto(url, { waitUntil: 'commit', timeout: READY_LIMIT_MS })
  const answer = loading.then(
    response => (response?.ok() ? '' : `HTTP ${response?.status()}`),
    (error: Error) => error.message,
  )
  const reason = await Promise.race([answer, lost])
  if (reason !== '') throw pageError(url, reason)
}

function pageError(url: string, reason: string): ExitError {
  const { pathname } = new URL(url)
  return new ExitError(
    'page',
    `${pathname} did not come up: ${reason}`,
    '--log debug shows what the page prints.',
  )
}

function stop(page: Page): Promise<void> {
  return page.evaluate(() => globalThis.millracePage?.stop())
}

function logPage(page: Page, log: Log) {
  page.on('console', message => log.debug(`${message.type()}: ${message.text()}`))
  page.on('pageerror', error => log.warn(`error in the page: ${error.message}`))
}

/** A promise that is settled from outside, once, with the reason. */
function signalOnce() {
  let settle: (reason: string) => void = () => {}
  let told = false
  const happens = new Promise<string>(resolve => {
    settle = resolve
  })
  return {
    happens,
    told: () => told,
    tell(reason: string) {
      told = true
      settle(reason)
    },
  }
}
