import { type BrowserContext, chromium } from 'playwright-core'
import type { Log } from '../log.ts'

/** What a headless node needs of Chrome: nothing is slowed down in the background, and peers on this machine can be reached. */
export const SWITCHES = [
  '--headless=new',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--disable-quic',
  '--no-first-run',
]

/** From a browser's start until it can be driven. */
const LAUNCH_LIMIT_MS = 60_000

export type LaunchOptions = {
  executablePath: string
  /** Folder of its profile. */
  profile: string
  log: Log
}

export type LaunchedBrowser = {
  context: BrowserContext
  /** Leads the process group that all processes of the browser belong to. */
  pid: number
}

/**
 * Starts a browser of its own process group. It ends with this process, however that ends: on exit Playwright
 * kills the group, and after a SIGKILL the browser finds its pipe closed.
 */
export async function launchChrome(options: LaunchOptions): Promise<LaunchedBrowser> {
  const context = await launchSandboxed(options)
  const session = await context.browser()?.newBrowserCDPSession()
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] }
  const pid = processInfo.find(({ type }) => type === 'browser')?.id
  if (pid === undefined) throw new Error('the browser does not tell its process')
  return { context, pid }
}

/** The sandbox is given up only where Chrome refuses to run with it: as root, or where the kernel forbids it. */
async function launchSandboxed({ executablePath, profile, log }: LaunchOptions): Promise<BrowserContext> {
  const launch = (chromiumSandbox: boolean) =>
    chromium.launchPersistentContext(profile, {
      executablePath,
      headless: false,
      chromiumSandbox,
      args: SWITCHES,
      timeout: LAUNCH_LIMIT_MS,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
  if (process.getuid?.() === 0) return launch(false)
  try {
    return await launch(true)
  } catch (error) {
    if (!/no usable sandbox|sandbox_host|setuid sandbox/i.test(String(error))) throw error
    log.warn('this system gives Chrome no sandbox: it runs without')
    return launch(false)
  }
}
