import { type BrowserContext, chromium } from 'playwright-core'
import type { Log } from '../log.ts'

/** Given once: Chrome takes the last list only, and Playwright gives one too. */
export const FEATURES_OFF = [
  // Peers on this machine or network could not be reached by a name that nobody resolves.
  'WebRtcHideLocalIpsWithMdns',
  // Looks for devices on the network.
  'MediaRouter',
  'DialMediaRouteProvider',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'Translate',
  // The address bar's menu: a process with two pages, also where there is no address bar.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

/** What a headless node needs of Chrome: nothing is slowed down in the background, peers are reached, no one is called. */
const SWITCHES = [
  '--headless=new',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-quic',
  '--no-first-run',
  `--disable-features=${FEATURES_OFF.join(',')}`,
]

/** From a browser's start until it can be driven. */
const LAUNCH_LIMIT_MS = 60_000

export type LaunchOptions = {
  executablePath: string
  /** Folder of its profile. */
  profile: string
  log: Log
  /** Command-line switches of its own. */
  switches?: string[]
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
async function launchSandboxed({
  executablePath,
  profile,
  log,
  switches = [],
}: LaunchOptions): Promise<BrowserContext> {
  const launch = (chromiumSandbox: boolean) =>
    chromium.launchPersistentContext(profile, {
      executablePath,
      headless: false,
      chromiumSandbox,
      args: [...SWITCHES, ...switches],
      // Nobody looks: every repaint that is left out is time for frames.
      reducedMotion: 'reduce',
      viewport: { width: 320, height: 240 },
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
