/** Script that each page may load, gzip, all of it: its Workers and what it loads later included, hls.js apart. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { configure, PAGES } from '../vite.config.ts'
import { startTable } from './table.ts'

/** kB of gzip, before models. */
const REACH: Record<string, number> = {
  'index.html': 60,
  'stream.html': 600,
  'files.html': 600,
  'ask.html': 600,
  'contribute.html': 600,
  'watch.html': 350,
  'stake.html': 600,
}

/** Loaded by who watches over HLS, and by nobody else. */
const HLS = /^hls-/

/** Names of the scripts that this text names, and those that they name. */
function reach(text: string, scripts: Map<string, string>, reached = new Set<string>()): Set<string> {
  for (const [name = ''] of text.matchAll(/[\w.-]+\.js/g)) {
    const script = scripts.get(name)
    if (script === undefined || reached.has(name)) continue
    reach(script, scripts, reached.add(name))
  }
  return reached
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
  const row = startTable('Script of each page, gzip, its Workers and what it loads later included', {
    page: 18,
    'script kB': 9,
    reach: 8,
  })
  for (const page of PAGES) {
    const names = reach(readFileSync(join(outDir, page), 'utf8'), scripts)
    const sizes = [...names]
      .filter(name => !HLS.test(name))
      .map(name => gzipSync(scripts.get(name) ?? '').byteLength)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    row({ page, 'script kB': (total / 1000).toFixed(0), reach: `<= ${REACH[page]}` })
  }
  const hls = [...scripts].filter(([name]) => HLS.test(name)).map(([, script]) => gzipSync(script).byteLength)
  row({
    page: 'hls.js',
    'script kB': (hls.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0),
    reach: '',
  })
} finally {
  rmSync(outDir, { recursive: true })
}
