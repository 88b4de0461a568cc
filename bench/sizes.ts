import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { configure, PAGES } from '../vite.config.ts'

/** kB of gzip, before models. */
const BUDGETS: Record<string, number> = {
  'index.html': 60,
  'stream.html': 600,
  'contribute.html': 600,
  'watch.html': 350,
}

/**
 * Script that each page may load, gzip, all of it: its Workers and what it loads later included.
 * Prints a line a page, beside its budget.
 */
export async function benchSizes(project: string, outDir: string): Promise<void> {
  const config = configure(join(project, 'web'), PAGES)
  await build({ ...config, configFile: false, logLevel: 'error', build: { ...config.build, outDir } })
  const scripts = new Map(
    readdirSync(outDir, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.js'))
      .map(path => [basename(path), readFileSync(join(outDir, path), 'utf8')]),
  )
  for (const page of PAGES) {
    const reached = new Set<string>()
    const visit = (text: string) => {
      for (const [name = ''] of text.matchAll(/[\w.-]+\.js/g)) {
        const script = scripts.get(name)
        if (script === undefined || reached.has(name)) continue
        reached.add(name)
        visit(script)
      }
    }
    visit(readFileSync(join(outDir, page), 'utf8'))
    const bytes = [...reached].reduce((sum, name) => sum + gzipSync(scripts.get(name) ?? '').byteLength, 0)
    const kilobytes = Math.round(bytes / 1000)
    console.log(`${page.padEnd(18)} ${String(kilobytes).padStart(5)} kB of ${BUDGETS[page]} kB`)
  }
}
