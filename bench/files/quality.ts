/**
 * A film through the engine of files, by one lane in the page: its pictures beside those of x264 superfast at the same
 * bit rate, what borders of segments cost them, and the CPU beside mediabunny's Conversion. For pictures the source has
 * the size of the rung already, as scalers differ more than encoders.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { launchBrowser } from '../../e2e/harness/browser.ts'
import { FILM } from '../../e2e/harness/film.ts'
import { openSite } from '../../e2e/harness/site.ts'
import { QUALITIES, quantizerOf } from '../../web/protocol/quality.ts'
import { browserCpu } from '../cpu.ts'
import type { Coding } from '../pages/files.ts'
import { startTable } from '../table.ts'

const SECONDS = 12
const FRAMERATE = 24
const FRAMES = SECONDS * FRAMERATE
/** Frames behind a border that are looked at, s. */
const NEAR = 0.25

const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-files-'))
const H264 = { codec: 'h264' } as const
const quantizer = quantizerOf(QUALITIES.medium)
/** Rungs at their usual bit rate, and one to medium quality. */
const RUNGS = [
  ['360p', 640, 360, H264],
  ['720p', 1280, 720, H264],
  ['1080p', 1920, 1080, H264],
  ['720p', 1280, 720, { codec: 'vp9', quantizer }],
  ['720p', 1280, 720, { codec: 'av1', quantizer }],
] as const

/** @returns what it says */
function ffmpeg(...args: string[]): string {
  const { status, stderr } = spawnSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], {
    encoding: 'utf8',
    cwd: folder,
  })
  if (status !== 0) throw new Error(`ffmpeg failed: ${stderr}`)
  return stderr
}

/** The film in the size of a rung, nearly as good as it was, with keys as far apart as is usual. */
function makeSource(name: string, width: number, height: number): void {
  const size = height === 1080 ? [] : ['-vf', `scale=${width}:${height}`]
  const keys = ['-g', '48', '-keyint_min', '48', '-sc_threshold', '0']
  const coding = ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '10', ...keys]
  ffmpeg('-t', String(SECONDS), '-i', FILM, ...size, '-an', ...coding, name)
}

/** Mean squared error of the luma of each frame of a file, beside its source. */
function errors(file: string, source: string): number[] {
  ffmpeg('-i', file, '-i', source, '-lavfi', '[0:v][1:v]psnr=stats_file=psnr.log', '-an', '-f', 'null', '-')
  const log = readFileSync(join(folder, 'psnr.log'), 'utf8')
  return [...log.matchAll(/mse_y:([\d.]+)/g)].map(([, error]) => Number(error))
}

/** CPU ms for a frame of the film to the two smaller rungs. */
function ffmpegCpu(): number {
  const outputs = [
    ['640:360', '700k'],
    ['1280:720', '2500k'],
  ].flatMap(([size, rate]) => {
    const limits = ['-b:v', rate, '-maxrate', rate, '-bufsize', rate] as string[]
    return [
      '-an',
      '-vf',
      `scale=${size}`,
      '-c:v',
      'libx264',
      '-preset',
      'superfast',
      ...limits,
      '-f',
      'null',
      '-',
    ]
  })
  const said = ffmpeg('-v', 'info', '-benchmark', '-t', String(SECONDS), '-i', FILM, ...outputs)
  const [, user, system] = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(said) ?? []
  return ((Number(user) + Number(system)) * 1000) / FRAMES
}

const psnr = (squares: number[]) => {
  const mean = squares.reduce((sum, each) => sum + each, 0) / squares.length
  return (10 * Math.log10(255 ** 2 / mean)).toFixed(2)
}

const site = await openSite(['bench/pages/files.html'], { '/film': dirname(FILM), '/sources': folder })
const browser = await launchBrowser()
try {
  const page = await browser.newPage()
  await page.goto(`${site.url}/bench/pages/files.html`)
  await page.waitForFunction(() => 'filesBench' in window)
  /** CPU ms for a frame. */
  const measure = async (work: () => Promise<unknown>) => {
    const before = await browserCpu(browser)
    await work()
    return (((await browserCpu(browser)) - before) * 1000) / FRAMES
  }
  const ours = (film: string, rungs: string[], coding: Coding = H264) =>
    page.evaluate(([film, seconds, rungs, coding]) => window.filesBench.ours(film, seconds, rungs, coding), [
      film,
      SECONDS,
      rungs,
      coding,
    ] as const)
  const conversion = () =>
    page.evaluate(
      seconds => window.filesBench.conversion('/film/video.mp4', seconds, ['360p', '720p']),
      SECONDS,
    )

  const row = startTable(`Film at 24 frames a second, ${SECONDS} s, PSNR of luma in dB`, {
    rung: 18,
    'Mb/s': 5,
    'all frames': 10,
    'behind borders': 14,
    'x264 superfast Mb/s': 19,
    'all its frames': 14,
    'the same': 8,
  })
  for (const [name, width, height, coding] of RUNGS) {
    const [source, mine, peer] = [`${name}-source.mp4`, `${name}.mp4`, `${name}-x264.mp4`]
    makeSource(source, width, height)
    const { borders, made } = await ours(`/sources/${source}`, [name], coding)
    writeFileSync(join(folder, mine), Buffer.from(made[0]?.base64 ?? '', 'base64'))
    const isNear = (frame: number) =>
      borders.slice(1).some(border => frame / FRAMERATE >= border && frame / FRAMERATE < border + NEAR)
    const rate = (file: string) => (statSync(join(folder, file)).size * 8) / SECONDS
    const actual = String(Math.round(rate(mine)))
    const limits = ['-b:v', actual, '-maxrate', actual, '-bufsize', actual]
    ffmpeg('-i', source, '-an', '-c:v', 'libx264', '-preset', 'superfast', ...limits, peer)
    const [own, other] = [errors(mine, source), errors(peer, source)]
    if (own.length !== FRAMES) throw new Error(`${mine} has ${own.length} frames, not ${FRAMES}`)
    row({
      rung: `${name} ${coding.codec}${'quantizer' in coding ? ', medium' : ''}`,
      'Mb/s': (rate(mine) / 1e6).toFixed(2),
      'all frames': psnr(own),
      'behind borders': psnr(own.filter((_, frame) => isNear(frame))),
      'x264 superfast Mb/s': (rate(peer) / 1e6).toFixed(2),
      'all its frames': psnr(other),
      'the same': psnr(other.filter((_, frame) => isNear(frame))),
    })
  }

  await conversion()
  const theirs = await measure(conversion)
  const us = await measure(() => ours('/film/video.mp4', ['360p', '720p']))
  const bare = ffmpegCpu()
  console.log(
    `\n  1080p -> 360p + 720p, CPU ms for a frame: ${us.toFixed(1)}; mediabunny's Conversion: ${theirs.toFixed(1)} (${(us / theirs).toFixed(2)} x), ffmpeg x264 superfast: ` +
      `${bare.toFixed(1)} (${(us / bare).toFixed(2)} x). What lies between far keys is decoded twice.`,
  )
} finally {
  await browser.close()
  await site.close()
  rmSync(folder, { recursive: true })
}
