/** A file of 2 GB, picked and read by its address, through the engine of files by one lane in the page: what the browser takes of memory meanwhile. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processesOf } from '../../e2e/harness/memory.ts'
import { openMill } from '../../e2e/harness/mill.ts'
import type {} from '../pages/files.ts'
import { percentile, startTable } from '../table.ts'

const [WIDTH, HEIGHT, FRAMERATE] = [1280, 720, 24]
/** Frames of noise that are coded, about 1 MB each; the file has them again and again. */
const FRAMES = 240
const LEAST_BYTES = 2e9
const EVERY_MS = 1000
const MIB = 1024 * 1024

const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-large-'))

function ffmpeg(...args: string[]): void {
  const { status, stderr } = spawnSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], {
    encoding: 'utf8',
    cwd: folder,
  })
  if (status !== 0) throw new Error(`ffmpeg failed: ${stderr}`)
}

/** @returns its frames */
function makeLarge(): number {
  const noise = ['-f', 'rawvideo', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(FRAMERATE), '-i', '/dev/urandom']
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '18', '-g', '12', '-pix_fmt', 'yuv420p']
  ffmpeg(...noise, '-frames:v', String(FRAMES), ...coding, 'part.mp4')
  const times = Math.ceil(LEAST_BYTES / statSync(join(folder, 'part.mp4')).size)
  ffmpeg('-stream_loop', String(times - 1), '-i', 'part.mp4', '-c', 'copy', 'large.mp4')
  return times * FRAMES
}

const frames = makeLarge()
const film = join(folder, 'large.mp4')
const mib = (bytes: number) => String(Math.round(bytes / MIB))
const size = (statSync(film).size / 1e9).toFixed(2)
const row = startTable(`A file of ${size} GB, ${frames} frames of 720p -> 240p, MiB of the whole browser`, {
  'the file is': 19,
  'before, pages alone': 19,
  'median in 2nd quarter': 21,
  'in the last': 11,
  most: 6,
  'above the pages': 15,
  reach: 6,
  s: 5,
})
const mill = await openMill({ '/sources': folder }, ['bench/pages/files.html'])
try {
  await take('picked', undefined)
  await take('read by its address', '/sources/large.mp4')
} finally {
  await mill.close()
  rmSync(folder, { recursive: true })
}

async function take(name: string, address: string | undefined): Promise<void> {
  const context = await (await mill.browser()).newContext()
  const { page, group } = await mill.page(`${mill.url}/bench/pages/files.html`, context)
  await page.waitForFunction(() => 'filesBench' in window)
  await page.locator('input').setInputFiles(film)
  const before = await processesOf(group)
  const taken: number[] = []
  const timer = setInterval(() => void processesOf(group).then(bytes => taken.push(bytes)), EVERY_MS)
  const began = performance.now()
  const made = await page.evaluate(address => window.filesBench.whole(address, ['240p']), address)
  clearInterval(timer)
  if (made !== frames) throw new Error(`${made} frames were made of ${frames}`)

  const quarter = Math.floor(taken.length / 4)
  const most = Math.max(...taken)
  row({
    'the file is': name,
    'before, pages alone': mib(before),
    'median in 2nd quarter': mib(percentile(taken.slice(quarter, 2 * quarter), 0.5)),
    'in the last': mib(percentile(taken.slice(-quarter), 0.5)),
    most: mib(most),
    'above the pages': mib(most - before),
    reach: '500',
    s: ((performance.now() - began) / 1000).toFixed(0),
  })
  await mill.closeBrowsers()
}
