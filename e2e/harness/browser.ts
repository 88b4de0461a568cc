import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { findChrome } from '../../node-headless/chrome/find.ts'
import { FEATURES_OFF } from '../../node-headless/chrome/launch.ts'

/** Pages go on as if they were looked at. */
export const UNSLOWED = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

/** Switches that make a headless Chromium reach peers on this machine alone, and nothing beyond. */
export const SWITCHES = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join(',')}`,
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
  ...UNSLOWED,
]

/** How long anything that a test waits for may take where the machine is busy. Less than a test's, so that its end says what it was. */
export const PATIENCE_MS = 300_000

/** A real Chromium of its own process group. */
export async function launchBrowser(switches: string[] = []): Promise<Browser> {
  const browser = await chromium.launch(settings(switches))
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async options => patient(await newContext(options))
  return browser
}

/** The same, with what pages keep in a folder: who starts it again with that folder finds it as it was. */
export async function launchProfile(folder: string): Promise<BrowserContext> {
  return patient(await chromium.launchPersistentContext(folder, settings([])))
}

function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(PATIENCE_MS)
  return context
}

function settings(switches: string[]) {
  const executablePath = findChrome()
  if (executablePath === undefined) throw new Error('No Chrome or Chromium: `npm start` installs one.')
  return { executablePath, headless: false, timeout: PATIENCE_MS, args: [...SWITCHES, ...switches] }
}
