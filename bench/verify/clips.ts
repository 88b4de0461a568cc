import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILM } from '../../e2e/harness/film.ts'

/** Thresholds are set on clips of the first half, rates are told of the second: neither footage nor pattern is in both. */
export const HALVES = ['tuning', 'judging'] as const
export type Half = (typeof HALVES)[number]

type Clip = { input: string[]; filter: string }

const SECONDS = 5
const SMALL = 'scale=1280:720'
const PATTERN = (source: string, filter = 'null'): Clip => ({ input: ['-f', 'lavfi', '-i', source], filter })
const TEXT = (file: string, style: string) =>
  `drawtext=textfile=${join(import.meta.dirname, file)}:expansion=none:fontsize=26:x=40:y=20-40*t:${style}`

/** What gateways send of a film: its scenes of the first 15 s are in one half, those from 16 s on in the other. */
function filmed(begin: number): Record<string, Clip> {
  const clip = (after: number, filter: string): Clip => {
    return { input: ['-ss', String(begin + after), '-i', FILM], filter }
  }
  return {
    'film 1080p': clip(0, 'null'),
    film: clip(5, SMALL),
    'film portrait': clip(9, 'crop=608:1080,scale=720:1280'),
    'dark film': clip(2, `${SMALL},eq=brightness=-0.3:contrast=0.4`),
    'grainy film': clip(7, `${SMALL},noise=alls=24:allf=t`),
    'film without colour': clip(8, `${SMALL},hue=s=0`),
    'fast film': clip(0, `setpts=PTS/2.5,${SMALL}`),
    'camera in a hand': clip(
      4,
      `trim=end_frame=1,loop=-1:1,crop=1800:1012:60+20*sin(2*t):34+9*sin(3*t),${SMALL},noise=alls=8:allf=t`,
    ),
  }
}

const CLIPS: Record<Half, Record<string, Clip>> = {
  tuning: {
    ...filmed(0),
    'dark on white text': PATTERN('color=white:s=1280x720:r=24', TEXT('clips.ts', 'fontcolor=black')),
    'screen at rest': PATTERN('testsrc=s=1280x720:r=24'),
    fractal: PATTERN('mandelbrot=s=1280x720:r=24:start_scale=2:end_scale=0.02:end_pts=240'),
    swarm: PATTERN('life=s=320x180:mold=10:r=24:ratio=0.1:death_color=#C83232:life_color=#00ff00', SMALL),
  },
  judging: {
    ...filmed(16),
    'white on dark text': PATTERN('color=0x202428:s=1280x720:r=24', TEXT('worker.ts', 'fontcolor=white')),
    'bars and counters': PATTERN('testsrc2=s=1280x720:r=24'),
    colours: PATTERN('gradients=s=1280x720:r=24:n=4:seed=7:speed=0.03'),
    automaton: PATTERN('cellauto=s=320x180:rule=110:r=24:random_seed=9', SMALL),
  },
}

/** Folder with the clips of a half, made once, and their names. */
export function makeClips(half: Half): { folder: string; names: string[] } {
  const folder = join(tmpdir(), 'millrace-bench-verify', half)
  mkdirSync(folder, { recursive: true })
  for (const [name, { input, filter }] of Object.entries(CLIPS[half])) {
    const path = join(folder, `${name}.mp4`)
    if (existsSync(path)) continue
    const part = join(folder, `part-${name}.mp4`)
    const { status, stderr } = spawnSync(
      'ffmpeg',
      [
        ...['-nostdin', '-v', 'error', '-y', ...input, '-an', '-vf', `${filter},format=yuv420p`, '-r', '24'],
        ...['-t', String(SECONDS), '-c:v', 'libx264', '-preset', 'superfast', '-g', '48', '-b:v', '6M', part],
      ],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`ffmpeg could not make ${name}: ${stderr}`)
    renameSync(part, path)
  }
  return { folder, names: Object.keys(CLIPS[half]) }
}
