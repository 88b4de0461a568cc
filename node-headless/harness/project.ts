import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isInstalled } from '../install.mjs'

const root = resolve(import.meta.dirname, '../..')
const FILES =
  /^(node-headless|web|contracts|models|public|package\.json|package-lock\.json|tsconfig\.json|vite\..*)$/

const BUILT = /\/contracts\/(out|cache)$/

export type Project = { folder: string; remove(): Promise<void> }

/**
 * A copy of this project in a folder of its own, with the packages of this one.
 * @param pages built pages by name; without them there is no dist/
 * @throws where those are not the packages of package-lock.json: the copy would install into this project's
 */
export async function copyProject(pages: Record<string, string> = {}): Promise<Project> {
  if (!isInstalled(root)) throw new Error('the packages are not those of package-lock.json: run `npm ci`')
  const folder = await mkdtemp(join(tmpdir(), 'millrace-project-'))
  const files = (await readdir(root)).filter(name => FILES.test(name))
  for (const file of files) {
    await cp(join(root, file), join(folder, file), { recursive: true, filter: path => !BUILT.test(path) })
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await mkdir(join(folder, 'dist'))
  for (const [name, html] of Object.entries(pages)) await writeFile(join(folder, 'dist', name), html)
  return { folder, remove: () => rm(folder, { recursive: true, maxRetries: 5 }) }
}

/** A page that is ready at once and then reports as real ones do. */
export function tinyPage(script = ''): string {
  return `<!doctype html><title>tiny</title><script type="module">
    const { report } = globalThis.millraceHost
    report({ kind: 'ready', peer: '12D3KooTiny' })
    const beat = setInterval(() => report({ kind: 'relays', relays: [] }), 500)
    globalThis.millracePage = { stop: async () => { report({ kind: 'error', code: 'ended', message: 'stopped by its node' }) } }
    ${script}
  </script>`
}
