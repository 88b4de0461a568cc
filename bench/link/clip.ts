import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { FILM } from '../../e2e/harness/film.ts'
import { BITS, BLOCK, WIDTH } from './counter.ts'

const HEIGHT = 1080
const FRAMES = 240

/** Paints the number of a frame into its luma plane: a row of black and white blocks. */
function paint(luma: Buffer, number: number): void {
  for (let bit = 0; bit < BITS; bit += 1) {
    const value = (number >> bit) & 1 ? 235 : 16
    for (let row = 0; row < BLOCK; row += 1) {
      const start = row * WIDTH + bit * BLOCK
      luma.fill(value, start, start + BLOCK)
    }
  }
}

/** Eight seconds of the sample film at 1080p30 as a camera file for Chromium, made once; ffmpeg decodes it. */
export async function makeClip(): Promise<string> {
  const path = join(tmpdir(), 'millrace-bench-1080p30.y4m')
  if (existsSync(path)) return path
  const size = WIDTH * HEIGHT * 1.5
  const ffmpeg = spawn(
    'ffmpeg',
    [
      '-v',
      'error',
      '-ss',
      '8',
      '-i',
      FILM,
      '-an',
      '-vf',
      'setpts=N/30/TB',
      '-r',
      '30',
      '-frames:v',
      `${FRAMES}`,
    ].concat(['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-']),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const out = createWriteStream(`${path}.part`)
  out.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420\n`)
  let rest = Buffer.alloc(0)
  let number = 0
  for await (const bytes of ffmpeg.stdout) {
    rest = Buffer.concat([rest, bytes])
    for (; rest.byteLength >= size; rest = rest.subarray(size)) {
      const frame = Buffer.from(rest.subarray(0, size))
      paint(frame, number)
      number += 1
      out.write('FRAME\n')
      if (!out.write(frame)) await once(out, 'drain')
    }
  }
  out.end()
  await finished(out)
  await rename(`${path}.part`, path)
  return path
}
