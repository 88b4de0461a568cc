import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run } from './process.mjs'

const root = resolve(import.meta.dirname ?? '.', '..')

/**
 * Makes the TypeScript beside this file importable: checks Node, installs the packages where they are missing or
 * not those of package-lock.json, and registers tsx. Needs no package itself; ends the process when it cannot.
 */
export async function prepare() {
  if (!nodeFits(process.versions.node)) {
    fail(1, `Millrace needs Node 20.19 or later 20, or 22.12 and up; this is ${process.versions.node}.`)
  }
  if (!isInstalled(root)) await install()
  const { register } = await import('tsx/esm/api')
  register({ tsconfig: join(root, 'tsconfig.json') })
}

/** @param {string} version */
export function nodeFits(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
}

/**
 * Whether node_modules holds what package-lock.json asks for: npm leaves a list of what it installed, as its last step.
 *
 * @param {string} project
 */
export function isInstalled(project) {
  const installed = packagesOf(join(project, 'node_modules/.package-lock.json'))
  if (installed === undefined) return false
  const locked = Object.entries(packagesOf(join(project, 'package-lock.json')) ?? {})
  return locked.every(([path, { version, optional, devOptional, peer, link }]) => {
    if (path === '' || link) return true
    const found = installed[path]
    return found === undefined ? Boolean(optional || devOptional || peer) : found.version === version
  })
}

/** @param {string} lockfile */
function packagesOf(lockfile) {
  if (!existsSync(lockfile)) return undefined
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages
  } catch {
    return undefined
  }
}

async function install() {
  const began = Date.now()
  console.log('Installing the packages (npm ci): once, and after an update.')
  const stop = { SIGINT: () => process.exit(130), SIGTERM: () => process.exit(143) }
  for (const [signal, exit] of Object.entries(stop)) process.on(signal, exit)
  // No package here needs its install script, and none gets to run one.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { code } = await run('npm', args, { cwd: root, show: true }).catch(() => ({ code: -1 }))
  for (const [signal, exit] of Object.entries(stop)) process.off(signal, exit)
  if (code !== 0) fail(1, 'The packages could not be installed: `npm ci` says why. Is there a network?')
  console.log(`Packages installed in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}

/**
 * @param {number} code
 * @param {string} message
 * @returns {never}
 */
function fail(code, message) {
  console.error(message)
  process.exit(code)
}
