/**
 * Pictures enlarged twice by the net, by bicubic and by Lanczos (ffmpeg's), after they were made small, and after they
 * were a JPEG as well: how near they come to what they were. Pictures that the net was not trained on: the last seconds
 * of the film, a sheet of photographs, and those that are named.
 *
 *     npm run bench ai
 *     npx tsx bench/enlarge.ts <picture...>
 */
import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import * as native from 'onnxruntime-node'
import { FILM } from '../e2e/harness/film.ts'
import { buildModel } from '../models/build.ts'
import { MODELS } from '../web/ai/registry.ts'
import { startTable } from './table.ts'

const PHOTOGRAPHS = 'node_modules/@vladmandic/human/assets/samples.jpg'
const MOMENTS = [22, 25, 28]
/** Large pictures are made as wide first, so that their pixels are sharp. */
const WIDTH = 640
const QUALITIES = [undefined, 85]
/** Not compared: what is beyond the edge is anybody's guess. */
const EDGE = 8

type Picture = { width: number; height: number; data: Buffer }

/** Runs a filter over a picture. @returns red, green and blue of each pixel */
function filter(input: string[], filters: string, given?: Buffer): Picture {
  const run = (...output: string[]) =>
    spawnSync('ffmpeg', ['-v', 'error', ...input, '-vf', filters, '-frames:v', '1', ...output, '-'], {
      ...(given && { input: given }),
      maxBuffer: 2 ** 28,
    })
  const { status, stdout, stderr } = run('-c:v', 'ppm', '-f', 'image2pipe')
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`)
  const [head = '', width = '', height = ''] =
    /^P6\s(\d+)\s(\d+)\s255\s/.exec(stdout.toString('latin1', 0, 40)) ?? []
  return { width: Number(width), height: Number(height), data: stdout.subarray(head.length) }
}

const raw = ({ width, height }: Picture) => [
  '-f',
  'rawvideo',
  '-pix_fmt',
  'rgb24',
  '-s',
  `${width}x${height}`,
  '-i',
  '-',
]

function squeezed(small: Picture, quality: number | undefined): Picture {
  if (quality === undefined) return small
  // ffmpeg counts from 2, best, to 31.
  const scale = String(Math.round(2 + ((100 - quality) / 100) * 29))
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', ...raw(small), '-q:v', scale, '-f', 'mjpeg', '-'], {
    input: small.data,
    maxBuffer: 2 ** 28,
  })
  return filter(['-f', 'mjpeg', '-i', '-'], 'format=rgb24', stdout)
}

async function byNet(session: native.InferenceSession, { width, height, data }: Picture): Promise<Picture> {
  const area = width * height
  const planes = Float32Array.from({ length: 3 * area }, (_, index) => {
    return (data[(index % area) * 3 + Math.floor(index / area)] ?? 0) / 255
  })
  const { output } = await session.run({ input: new native.Tensor('float32', planes, [1, 3, height, width]) })
  const made = output?.data as Float32Array
  const pixels = Uint8ClampedArray.from({ length: 12 * area }, (_, index) => {
    return (made[(index % 3) * 4 * area + Math.floor(index / 3)] ?? 0) * 255
  })
  return { width: 2 * width, height: 2 * height, data: Buffer.from(pixels) }
}

/** Of luma, dB. */
function psnr(made: Picture, { width, height, data }: Picture): number {
  const luma = (from: Buffer, at: number) => {
    return 0.299 * (from[at] ?? 0) + 0.587 * (from[at + 1] ?? 0) + 0.114 * (from[at + 2] ?? 0)
  }
  let sum = 0
  for (let y = EDGE; y < height - EDGE; y += 1)
    for (let x = EDGE; x < width - EDGE; x += 1) {
      const at = (y * width + x) * 3
      sum += (luma(made.data, at) - luma(data, at)) ** 2
    }
  return 10 * Math.log10(255 ** 2 / (sum / ((width - 2 * EDGE) * (height - 2 * EDGE))))
}

const model = MODELS.find(({ id }) => id === 'enlarge')
if (model === undefined) throw new Error('There is no such model.')
const session = await native.InferenceSession.create(await buildModel(model))
const pictures: [name: string, input: string[]][] = [
  ...MOMENTS.map((at): [string, string[]] => [`film, ${at} s`, ['-ss', String(at), '-i', FILM]]),
  ...[PHOTOGRAPHS, ...process.argv.slice(2)].map((path): [string, string[]] => [
    basename(path),
    ['-i', path],
  ]),
]
const row = startTable('Made small and enlarged again: PSNR of luma, dB', {
  picture: 20,
  'in between': 12,
  bicubic: 8,
  Lanczos: 8,
  net: 8,
  'to Lanczos': 11,
})
for (const [name, input] of pictures) {
  const even = `scale='2*trunc(min(iw,${WIDTH})/2)':-2:flags=area,format=rgb24`
  const wanted = filter(input, even)
  const half = filter(raw(wanted), 'scale=iw/2:ih/2:flags=area+accurate_rnd,format=rgb24', wanted.data)
  for (const quality of QUALITIES) {
    const small = squeezed(half, quality)
    const by = (way: string) =>
      psnr(filter(raw(small), `scale=2*iw:2*ih:flags=${way}+accurate_rnd,format=rgb24`, small.data), wanted)
    const [bicubic, lanczos, net] = [by('bicubic'), by('lanczos'), psnr(await byNet(session, small), wanted)]
    row({
      picture: name,
      'in between': quality === undefined ? 'nothing' : `JPEG ${quality}`,
      bicubic: bicubic.toFixed(2),
      Lanczos: lanczos.toFixed(2),
      net: net.toFixed(2),
      'to Lanczos': `${net > lanczos ? '+' : ''}${(net - lanczos).toFixed(2)}`,
    })
  }
}
