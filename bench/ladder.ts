/**
 * The ladder of Millrace beside its peers, in one run: the film's first seconds, 1080p24 to 480p, 720p and 1080p at
 * the same rates, read and encoded as fast as it goes. Run it on a machine that does nothing else.
 */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { FILM } from '../e2e/harness/film.ts'
import { openSite } from '../e2e/harness/site.ts'
import { RUNGS } from '../web/protocol/ladder.ts'
import { descendantsCpu } from './cpu.ts'
import type {} from './pages/ladder.ts'

const SECONDS = 10
const ROUNDS = 3

type Measured = { fps: number; cpu: number; bitrate: number }

const peers = {
  'Millrace ladder': (page: Page) => inPage(page, 'millrace'),
  'bare WebCodecs loop': (page: Page) => inPage(page, 'bare'),
  'ffmpeg x264 superfast zerolatency': async () => inFfmpeg(),
}

async function inPage(page: Page, loop: 'millrace' | 'bare'): Promise<Measured> {
  const before = await descendantsCpu()
  const { frames, seconds, bytes } = await page.evaluate(
    ([loop, until]) => window.ladder[loop]('/film/video.mp4', until),
    [loop, SECONDS * 1_000_000] as const,
  )
  const cpu = (await descendantsCpu()) - before
  return { fps: frames / seconds, cpu: (cpu * 1000) / frames, bitrate: (bytes * 8) / (frames / 24) }
}

/** ffmpeg tells its own CPU time and speed with -benchmark; key frames once a second like the others. */
function inFfmpeg(): Measured {
  const wanted = RUNGS.filter(({ name }) => ['480p', '720p', '1080p'].includes(name))
  const scaled = wanted.map(({ side }, index) => `[v${index}]scale=-2:${side}:flags=bilinear[o${index}]`)
  const graph = [`split=${wanted.length}${wanted.map((_, index) => `[v${index}]`).join('')}`, ...scaled].join(
    ';',
  )
  const outputs = wanted.flatMap(({ bitrate }, index) => [
    '-map',
    `[o${index}]`,
    '-c:v',
    'libx264',
    '-preset',
    'superfast',
    '-tune',
    'zerolatency',
    '-g',
    '24',
    '-b:v',
    String(bitrate),
    '-maxrate',
    String(bitrate),
    '-bufsize',
    String(bitrate),
    '-f',
    'null',
    '-',
  ])
  const { stderr } = spawnSync(
    'ffmpeg',
    ['-nostdin', '-benchmark', '-t', String(SECONDS), '-i', FILM, '-filter_complex', graph, ...outputs],
    { encoding: 'utf8' },
  )
  const number = (pattern: RegExp) => Number(pattern.exec(stderr)?.[1] ?? Number.NaN)
  const frames = number(/.*frame= *(\d+)/s)
  const [user, system, real] = [number(/utime=([\d.]+)/), number(/stime=([\d.]+)/), number(/rtime=([\d.]+)/)]
  const kibibytes = [...stderr.matchAll(/video:(\d+)kB/g)].reduce((sum, [, size]) => sum + Number(size), 0)
  const bitrate = (kibibytes * 1024 * 8) / (frames / 24)
  return { fps: frames / real, cpu: ((user + system) * 1000) / frames, bitrate }
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

const site = await openSite(['bench/pages/ladder.html'], { '/film': dirname(FILM) })
const browser = await launchBrowser()
const page = await browser.newPage()
await page.goto(`${site.url}/bench/pages/ladder.html`)

const runs = new Map<string, Measured[]>()
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, measure] of Object.entries(peers)) {
    const measured = await measure(page)
    if (round > 0) runs.set(name, [...(runs.get(name) ?? []), measured])
  }
}
await browser.close()
await site.close()

const rows = [...runs].map(([name, all]) => ({
  name,
  fps: median(all.map(({ fps }) => fps)),
  cpu: median(all.map(({ cpu }) => cpu)),
  bitrate: median(all.map(({ bitrate }) => bitrate)),
}))
const [ours] = rows
console.log(
  `Ladder 1080p24 -> 480p + 720p + 1080p, H.264, ${SECONDS} s of film, median of ${ROUNDS} rounds\n`,
)
console.table(
  rows.map(({ name, fps, cpu, bitrate }) => ({
    '': name,
    fps: fps.toFixed(1),
    'CPU ms/frame': cpu.toFixed(1),
    'Mb/s': (bitrate / 1_000_000).toFixed(1),
    'Millrace fps / this': ((ours?.fps ?? 0) / fps).toFixed(2),
    'Millrace CPU / this': ((ours?.cpu ?? 0) / cpu).toFixed(2),
  })),
)
