import { spawnSync } from 'node:child_process'
import { existsSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILM } from '../e2e/harness/film.ts'
import { BITS, SHARE } from './probe.ts'

const CAMERA_FRAMES = 2 ** BITS

/**
 * The film as a camera file for Chromium, 30 frames a second, with the number of each frame burned in: a row of
 * black and white blocks from the top left on, the lowest bit first. Made once by ffmpeg.
 */
export function cameraClip(width: number, height: number): string {
  const block = width / SHARE
  const bits = Array.from({ length: BITS }, (_, bit) => {
    const lit = `gte(mod(n,${2 ** (bit + 1)}),${2 ** bit})`
    return `drawbox=x=${bit * block}:y=0:w=${block}:h=${block}:color=white:t=fill:enable='${lit}'`
  })
  const ground = `drawbox=x=0:y=0:w=${BITS * block}:h=${block}:color=black:t=fill`
  const filters = [`scale=${width}:${height}`, 'setpts=N/30/TB', ground, ...bits].join(',')
  return make(
    `camera-${height}p30.y4m`,
    ['-ss', '8'],
    [
      ...['-an', '-vf', filters, '-r', '30', '-frames:v', `${CAMERA_FRAMES}`],
      ...['-pix_fmt', 'yuv420p', '-f', 'yuv4mpegpipe'],
    ],
  )
}

/** Twenty seconds of the film with a key every 2 s, as a gateway passes them on untouched. Made once by ffmpeg. */
export function shortGops(): string {
  const keys = ['-g', '48', '-keyint_min', '48', '-sc_threshold', '0']
  return make(
    'gop2.mp4',
    ['-t', '20'],
    [...['-c:v', 'libx264', '-preset', 'superfast', '-b:v', '5M', ...keys, '-c:a', 'copy']],
  )
}

function make(name: string, input: string[], output: string[]): string {
  const path = join(tmpdir(), `millrace-bench-${name}`)
  if (existsSync(path)) return path
  const part = join(tmpdir(), `millrace-bench-part-${name}`)
  const { status, stderr } = spawnSync(
    'ffmpeg',
    ['-nostdin', '-v', 'error', '-y', ...input, '-i', FILM, ...output, part],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`ffmpeg could not make ${name}: ${stderr}`)
  renameSync(part, path)
  return path
}
