/** Script of each page, gzip: what it opens with, and all that it may load later, its Workers included, hls.js apart. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { configure, PAGES } from '../vite.config.ts'
import { startTable } from './table.ts'

/** kB of gzip that a page opens with, before models. */
const REACH: Record<string, number> = {
  'index.html': 60,
  'stream.html': 600,
  'files.html': 600,
  'ask.html': 600,
  'contribute.html': 600,
  'watch.html': 350,
  'stake.html': 600,
  'help.html': 80,
}

/** Loaded by who watches over HLS, and by nobody else. */
const HLS = /^hls-/

/** How a script is named by what may load it, and by what does not run without it: a page, or a script that imports it. */
const NAMED = /([\w.-]+\.js)/g
const NEEDED = /(?:(?:\bfrom|\bimport)\s*|\b(?:src|href)=)"[^"]*?([\w.-]+\.js)"/g

/** Names of the scripts that this text names so, and those that they name. */
function reach(text: string, how: RegExp, scripts: Map<string, string>, reached = new Set<string>()) {
  for (const [, name = ''] of text.matchAll(how)) {
    const script = scripts.get(name)
    if (script === undefined || reached.has(name)) continue
    reach(script, how, scripts, reached.add(name))
  }
  return reached
}

/** Compressed each for itself, as they travel. */
function kilobytes(names: Iterable<string>, scripts: Map<string, string>): string {
  const sizes = Array.from(names, name => gzipSync(scripts.get(name) ?? '').byteLength)
  return (sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0)
}

const outDir = mkdtempSync(join(tmpdir(), 'millrace-sizes-'))
try {
  const config = configure(resolve(import.meta.dirname, '../web'), PAGES)
  await build({ ...config, configFile: false, logLevel: 'error', build: { ...config.build, outDir } })
  const scripts = new Map(
    readdirSync(outDir, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.js'))
      .map(path => [basename(path), readFileSync(join(outDir, path), 'utf8')]),
  )
  const row = startTable('Script of each page, kB of gzip', {
    page: 18,
    'opens with': 10,
    reach: 8,
    'all, Workers and later': 23,
  })
  for (const page of PAGES) {
    const html = readFileSync(join(outDir, page), 'utf8')
    row({
      page,
      'opens with': kilobytes(reach(html, NEEDED, scripts), scripts),
      reach: REACH[page] === undefined ? '' : `<= ${REACH[page]}`,
      'all, Workers and later': kilobytes(
        [...reach(html, NAMED, scripts)].filter(name => !HLS.test(name)),
        scripts,
      ),
    })
  }
  const hls = [...scripts.keys()].filter(name => HLS.test(name))
  row({ page: 'hls.js', 'opens with': '', reach: '', 'all, Workers and later': kilobytes(hls, scripts) })
} finally {
  rmSync(outDir, { recursive: true })
}
