import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExitError } from './exit.ts'
import type { Log } from './log.ts'
import { run } from './process.mjs'

/** What the pages are made of, at the root of the project. */
const SOURCE = /^(web|models|public|docs|package-lock\.json|vite\..*)$/

/**
 * Builds the pages unless they are newer than their sources.
 * @returns folder of the built pages
 * @throws ExitError build
 */
export async function buildPages(project: string, log: Log, signal: AbortSignal): Promise<string> {
  const pages = join(project, 'dist')
  const stamp = join(pages, '.built')
  const built = await changedAt(stamp)
  if (built > (await newestSource(project))) return pages
  log.info(built === 0 ? 'building the pages' : 'the sources have changed: building the pages')
  const began = new Date()
  const vite = join(project, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--logLevel', 'warn']
  const { code, output } = await run(process.execPath, args, { cwd: project, signal })
  signal.throwIfAborted()
  if (code !== 0) throw new ExitError('build', `The pages could not be built:\n${output.trim()}`)
  // Written last and dated to the start: a build that was cut short, or a source changed meanwhile, builds again.
  await writeFile(stamp, '')
  await utimes(stamp, began, began)
  log.info(`built the pages in ${((Date.now() - began.getTime()) / 1000).toFixed(1)} s`)
  return pages
}

/**
 * When anything of what the pages are made of was changed last, Unix ms.
 * @param others paths in the project that count as well
 */
export async function newestSource(project: string, others: string[] = []): Promise<number> {
  const names = (await readdir(project)).filter(name => SOURCE.test(name))
  return Math.max(...(await Promise.all([...names, ...others].map(name => newestIn(join(project, name))))))
}

/** When a file or anything in a folder was changed last, Unix ms. */
async function newestIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true }).catch(() => [])
  const times = await Promise.all([path, ...entries.map(entry => join(path, entry))].map(changedAt))
  return Math.max(...times)
}

/** Unix ms; 0 if there is no such file. */
export function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
