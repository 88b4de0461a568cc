/**
 * Noise like a poor camera's, put on seconds of the film and taken off again, by what *Less noise* does and by ffmpeg's
 * filters: how near it comes to the film, and what a frame costs on one core.
 *
 *     npm run bench ai
 */
import { spawnSync } from 'node:child_process'
import { FILM } from '../e2e/harness/film.ts'
import { createCleaner } from '../web/ai/lessnoise.ts'
import { startTable } from './table.ts'

const SIZE = { width: 640, height: 360 }
const AREA = SIZE.width * SIZE.height
const FRAME = AREA * 1.5
const RAW = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${SIZE.width}x${SIZE.height}`, '-r', '24']
/** A slow pan over detail, and a title that comes over a tree; s. Judged is the whole stretch. */
const STRETCHES = [3, 22]
const SECONDS = 3
/** Standard deviations of noise at half brightness. */
const NOISES = [5, 10]
const FILTERS = ['hqdn3d', 'hqdn3d=8:6:12:9', 'nlmeans=s=8:p=3:r=9']

function ffmpeg(args: string[], input?: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync('ffmpeg', ['-v', 'error', ...args], {
    ...(input && { input }),
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`)
  return stdout
}

/** More of it where it is bright, less in colours; the same at every run. */
function withNoise(clean: Buffer, deviation: number): Buffer {
  let seed = 1
  const uniform = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return (seed + 0.5) / 2 ** 32
  }
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  return Buffer.from(
    Uint8ClampedArray.from(clean, (value, index) => {
      const own = index % FRAME < AREA ? Math.sqrt(0.4 + (0.6 * value) / 128) : 0.7
      return value + deviation * own * normal()
    }),
  )
}

/** @returns the frames, and ms of CPU a frame */
function byUs(noisy: Buffer): { made: Buffer; cpu: number } {
  const made = Buffer.from(noisy)
  const clean = createCleaner()
  const before = process.cpuUsage()
  for (let at = 0; at < made.length; at += FRAME)
    clean(
      {
        planes: new Uint8Array(made.buffer as ArrayBuffer, made.byteOffset + at, FRAME),
        ...SIZE,
        colorSpace: {},
      },
      1,
    )
  const { user, system } = process.cpuUsage(before)
  return { made, cpu: (user + system) / 1000 / (made.length / FRAME) }
}

/** Of luma over all frames, dB. */
function psnr(made: Buffer, clean: Buffer): string {
  let sum = 0
  let count = 0
  for (let at = 0; at < clean.length; at += FRAME)
    for (let index = at; index < at + AREA; index += 1) {
      sum += ((made[index] ?? 0) - (clean[index] ?? 0)) ** 2
      count += 1
    }
  return (10 * Math.log10(255 ** 2 / (sum / count))).toFixed(1)
}

const row = startTable(`Noise taken off ${SIZE.width}×${SIZE.height}: PSNR of luma, dB`, {
  film: 8,
  noise: 6,
  'as it is': 9,
  ...Object.fromEntries(FILTERS.map(name => [name, Math.max(8, name.length)])),
  ours: 6,
  'CPU ms/frame': 12,
})
for (const start of STRETCHES) {
  const scale = `scale=${SIZE.width}:${SIZE.height}`
  const stretch = ['-ss', String(start), '-t', String(SECONDS), '-i', FILM, '-an', '-vf', scale]
  const clean = ffmpeg([...stretch, ...RAW, '-'])
  for (const noise of NOISES) {
    const noisy = withNoise(clean, noise)
    const { made, cpu } = byUs(noisy)
    const theirs = FILTERS.map(filter => {
      return [filter, psnr(ffmpeg([...RAW, '-i', '-', '-vf', filter, ...RAW, '-'], noisy), clean)] as const
    })
    row({
      film: `${start} s`,
      noise: String(noise),
      'as it is': psnr(noisy, clean),
      ...Object.fromEntries(theirs),
      ours: psnr(made, clean),
      'CPU ms/frame': cpu.toFixed(1),
    })
  }
}
