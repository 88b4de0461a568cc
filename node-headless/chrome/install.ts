import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ExitError } from '../exit.ts'
import type { Log } from '../log.ts'
import { run } from '../process.mjs'
import { findChromes } from './find.ts'

const MINUTE_MS = 60_000
const VERSION_LIMIT_MS = 20_000
/** Playwright tries several hosts in turn; one that cannot be reached is given up after this time. */
const CONNECT_LIMIT_MS = 10_000
const DOWNLOAD_LIMIT_MS = 5 * MINUTE_MS
const APT_LIMIT_MS = 10 * MINUTE_MS
const APT = 'apt-get update -q && apt-get install -qy --no-install-recommends chromium'

/**
 * Path of a Chrome or Chromium that runs: the one asked for, else an installed one, else Playwright's, else
 * Debian's package, the last two installed on the way.
 * @throws ExitError usage when the one asked for does not run, browser when there is none
 */
export async function ensureChrome(
  asked: string | undefined,
  log: Log,
  signal: AbortSignal,
): Promise<string> {
  if (asked !== undefined) {
    if (await runs(asked, signal)) return asked
    throw new ExitError('usage', `${asked} is no Chrome or Chromium that runs here.`)
  }
  const found = await firstThatRuns(signal)
  if (found !== undefined) return found
  for (const install of [installPlaywright, installDebian]) {
    await install(log, signal)
    const installed = await firstThatRuns(signal)
    if (installed !== undefined) return installed
  }
  throw new ExitError(
    'browser',
    'There is no Chrome or Chromium here, and none could be installed.',
    'Install one (on Debian and Ubuntu as root: apt-get install chromium) or name it with --chrome <path>.',
  )
}

async function firstThatRuns(signal: AbortSignal): Promise<string | undefined> {
  for (const path of findChromes()) {
    if (await runs(path, signal)) return path
  }
  return undefined
}

/** A file with that name may be a stub, or miss its libraries. */
async function runs(path: string, signal: AbortSignal): Promise<boolean> {
  const result = await run(path, ['--version'], { limitMs: VERSION_LIMIT_MS, signal }).catch(() => undefined)
  signal.throwIfAborted()
  return result?.code === 0
}

async function installPlaywright(log: Log, signal: AbortSignal): Promise<void> {
  log.info('no Chrome or Chromium found: fetching Playwright’s Chromium')
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  const { code, output } = await run(process.execPath, [cli, 'install', 'chromium'], {
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECT_LIMIT_MS) },
    limitMs: DOWNLOAD_LIMIT_MS,
    signal,
  })
  log.debug(output)
  signal.throwIfAborted()
  if (code !== 0) log.info('Playwright’s Chromium could not be fetched')
}

async function installDebian(log: Log, signal: AbortSignal): Promise<void> {
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const [command = '', ...args] = [...prefix, 'sh', '-c', APT]
  const allowed = await run('sh', ['-c', `command -v apt-get && ${[...prefix, 'true'].join(' ')}`], {
    signal,
  })
  signal.throwIfAborted()
  if (allowed.code !== 0) return
  log.info('installing Debian’s package chromium: a minute or two')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const { code, output } = await run(command, args, { env, limitMs: APT_LIMIT_MS, signal })
  log.debug(output)
  signal.throwIfAborted()
  if (code !== 0) log.warn('Debian’s package chromium could not be installed: --log debug shows why')
}
