import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILM } from '../../e2e/harness/film.ts'

/** Thresholds are set on clips of the first half, rates are told of the second: no pattern is in both, nor the same picture of the film. */
export const HALVES = ['tuning', 'judging'] as const
export type Half = (typeof HALVES)[number]

type Clip = { input: string[]; filter: string }

const SECONDS = 5
const SMALL = 'scale=1280:720'
const PATTERN = (source: string, filter = 'null'): Clip => ({ input: ['-f', 'lavfi', '-i', source], filter })
const TEXT = (file: string, style: string) =>
  `drawtext=textfile=${join(import.meta.dirname, file)}:expansion=none:fontsize=26:x=40:y=20-40*t:${style}`

/** Where each clip of a film begins, s. */
type Cuts = {
  whole: number
  small: number
  portrait: number
  dark: number
  grainy: number
  grey: number
  hand: number
}

/** What gateways send of a film, from somewhere on and framed in some way. */
function filmed(begin: number, cuts: Cuts, framed = 'null'): Record<string, Clip> {
  const clip = (after: number, filter: string): Clip => {
    return { input: ['-ss', String(begin + after), '-i', FILM], filter: `${framed},${filter}` }
  }
  return {
    'film 1080p': clip(cuts.whole, 'scale=1920:1080'),
    film: clip(cuts.small, SMALL),
    'film portrait': clip(cuts.portrait, 'scale=-2:1280,crop=720:1280'),
    'dark film': clip(cuts.dark, `${SMALL},eq=brightness=-0.3:contrast=0.4`),
    'grainy film': clip(cuts.grainy, `${SMALL},noise=alls=24:allf=t`),
    'film without colour': clip(cuts.grey, `${SMALL},hue=s=0`),
    'fast film': clip(0, `setpts=PTS/2.5,${SMALL}`),
    'camera in a hand': clip(
      cuts.hand,
      `scale=1920:1080,trim=end_frame=1,loop=-1:1,crop=1800:1012:60+20*sin(2*t):34+9*sin(3*t),${SMALL},noise=alls=8:allf=t`,
    ),
  }
}

/** The tuning half's pictures, upside down and cut to their middle, are other encodings: there is one sample film. */
const FRAMED = 'vflip,crop=1600:900:40:120'

const CLIPS: Record<Half, Record<string, Clip>> = {
  tuning: {
    ...filmed(0, { whole: 0, small: 5, portrait: 9, dark: 2, grainy: 7, grey: 8, hand: 4 }),
    ...renamed(
      'later ',
      filmed(
        16.4,
        { whole: 6.5, small: 2.5, portrait: 4, dark: 8, grainy: 3.5, grey: 0, hand: 9.5 },
        'hflip',
      ),
    ),
    'dark on white text': PATTERN('color=white:s=1280x720:r=24', TEXT('clips.ts', 'fontcolor=black')),
    'screen at rest': PATTERN('testsrc=s=1280x720:r=24'),
    fractal: PATTERN('mandelbrot=s=1280x720:r=24:start_scale=2:end_scale=0.02:end_pts=240'),
    swarm: PATTERN('life=s=320x180:mold=10:r=24:ratio=0.1:death_color=#C83232:life_color=#00ff00', SMALL),
    'yellow on blue text': PATTERN('color=0x101c38:s=1280x720:r=24', TEXT('worker.ts', 'fontcolor=0xe8d8a0')),
    carpet: PATTERN('sierpinski=s=1280x720:r=24:seed=5:jump=40'),
    'codec test': PATTERN('mptestsrc=r=24:test=all:max_frames=12', SMALL),
    colours: PATTERN('gradients=s=1280x720:r=24:n=6:seed=31:speed=0.05'),
    automaton: PATTERN('cellauto=s=320x180:rule=30:r=24:random_seed=4', SMALL),
  },
  judging: {
    ...filmed(3, { whole: 9, small: 19, portrait: 1, dark: 12.5, grainy: 15, grey: 6, hand: 21.5 }, FRAMED),
    'green on black text': PATTERN('color=0x081008:s=1280x720:r=24', TEXT('tamper.ts', 'fontcolor=0x60e070')),
    triangles: PATTERN('sierpinski=s=1280x720:r=24:type=triangle:seed=9:jump=30'),
    'test card': PATTERN('testsrc2=s=1280x720:r=24'),
    spiral: PATTERN('gradients=s=1280x720:r=24:n=5:seed=12:speed=0.03:type=spiral'),
    islands: PATTERN('life=s=640x360:mold=20:r=24:ratio=0.3:random_seed=8:life_color=#e0d060', SMALL),
  },
}

function renamed(word: string, clips: Record<string, Clip>): Record<string, Clip> {
  return Object.fromEntries(Object.entries(clips).map(([name, clip]) => [word + name, clip]))
}

/** Folder with the clips of a half, made once, and their names. */
export function makeClips(half: Half): { folder: string; names: string[] } {
  const folder = join(tmpdir(), 'millrace-bench-verify-3', half)
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
