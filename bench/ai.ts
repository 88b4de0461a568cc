/**
 * The live effects: how long a frame takes in a page, with one thread and with two, and the models alone beside
 * onnxruntime for Node on the same numbers. Then a sheet of pictures, to look at.
 */
import { writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as native from 'onnxruntime-node'
import * as web from 'onnxruntime-web/wasm'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { FILM } from '../e2e/harness/film.ts'
import { openSite } from '../e2e/harness/site.ts'
import { buildModel } from '../models/build.ts'
import { MODELS, type Model } from '../web/ai/registry.ts'
import { EFFECTS } from '../web/protocol/effects.ts'
import { browserCpu } from './cpu.ts'
import type {} from './pages/ai.ts'
import { percentile, startTable } from './table.ts'

const SIZES = [
  [256, 256],
  [640, 360],
  [1280, 720],
] as const
const THREADS = [1, 2].filter(threads => threads <= availableParallelism())
const WARM_UP = 6
const FRAMES = 20
/** Moments of the film for the sheet, s: landscape, grass, a bird, a title. */
const MOMENTS = [8, 14, 20, 27]

const SOFTWARE_GPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--disable-gpu-watchdog',
]

/** Nets on sound are measured by what they write, see speech.ts, and that of words by its pictures, see imagine.ts. */
const PICTURES = MODELS.filter(({ task }) => task !== 'speech' && task !== 'imagine')
/** All styles are the same net with other weights. */
const MEASURED = EFFECTS.filter(({ id }) => !id.startsWith('style-') || id === 'style-comic')

async function inPages(): Promise<void> {
  const site = await openSite(['bench/pages/ai.html'], { '/film': dirname(FILM) })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`${site.url}/bench/pages/ai.html`)
    const row = startTable('Effects in a page, a frame after another, with reading and making frames', {
      effect: 18,
      size: 9,
      threads: 7,
      'ms/frame': 8,
      p90: 6,
      fps: 6,
      'CPU ms/frame': 12,
    })
    for (const { id } of MEASURED) {
      for (const [width, height] of SIZES) {
        for (const threads of THREADS) {
          await page.evaluate(args => window.ai.open(...args), [threads, id, width, height] as const)
          const run = (frames: number) => page.evaluate(frames => window.ai.run(frames), frames)
          await run(WARM_UP)
          const before = await browserCpu(browser)
          const times = await run(FRAMES)
          const cpu = (await browserCpu(browser)) - before
          const median = percentile(times, 0.5)
          row({
            effect: id,
            size: `${width}×${height}`,
            threads: String(threads),
            'ms/frame': median.toFixed(1),
            p90: percentile(times, 0.9).toFixed(1),
            fps: (1000 / median).toFixed(1),
            'CPU ms/frame': ((cpu * 1000) / FRAMES).toFixed(1),
          })
        }
      }
    }
    const sheet = await page.evaluate(
      ([moments, effects]) => window.ai.drawSheet('/film/video.mp4', moments, effects),
      [MOMENTS, EFFECTS.filter(({ id }) => id.startsWith('style-'))] as const,
    )
    console.log(`\n  What they make of the film: ${save('millrace-effects.jpg', sheet)}`)
    const avatars = await page.evaluate(() => window.ai.drawAvatars())
    console.log(`  What the avatar does: ${save('millrace-avatar.jpg', avatars)}`)
  } finally {
    await browser.close()
    await site.close()
  }
}

/** @returns where it was written */
function save(name: string, url: string): string {
  const path = join(tmpdir(), name)
  writeFileSync(path, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
  return path
}

/** Both runtimes in this process, on the same numbers, one thread each. */
async function besideNative(): Promise<void> {
  web.env.wasm.numThreads = 1
  const row = startTable('Models alone at 640×360 (or their own size), one thread', {
    model: 14,
    'MMAC/frame': 10,
    'wasm ms': 8,
    'native ms': 9,
    'wasm / native': 13,
    'largest difference': 18,
  })
  const measured = PICTURES.filter(({ id }) => !id.startsWith('style-') || id === 'style-comic')
  for (const model of measured) {
    const { data, shape } = inputOf(model)
    const bytes = await buildModel(model)
    const wasm = await web.InferenceSession.create(bytes)
    const reference = await native.InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    })
    const ours = await time(() => wasm.run({ input: new web.Tensor('float32', data, shape) }))
    const theirs = await time(() => reference.run({ input: new native.Tensor('float32', data, shape) }))
    const [, height = 1, width = 1] = shape.slice(1)
    row({
      model: model.id,
      'MMAC/frame': ((model.multiplyAdds * height * width) / 1_000_000).toFixed(0),
      'wasm ms': ours.ms.toFixed(1),
      'native ms': theirs.ms.toFixed(1),
      'wasm / native': (ours.ms / theirs.ms).toFixed(2),
      'largest difference': largestDifference(ours.result, theirs.result).toExponential(1),
    })
  }
}

/** WebGPU by a program that plays a GPU: right or wrong, but no speed. */
async function onSoftwareGpu(): Promise<void> {
  const site = await openSite(['bench/pages/ai.html'])
  const browser = await launchBrowser(SOFTWARE_GPU)
  try {
    const page = await browser.newPage()
    await page.goto(`${site.url}/bench/pages/ai.html`)
    const row = startTable('WebGPU on a software adapter beside WebAssembly', {
      model: 14,
      'largest difference': 18,
    })
    for (const { id } of MODELS.filter(({ task }) => task !== 'speech')) {
      const difference = await page.evaluate(id => window.ai.difference(id), id)
      row({ model: id, 'largest difference': difference.toExponential(1) })
    }
  } finally {
    await browser.close()
    await site.close()
  }
}

type Results = Record<string, { data: unknown }>

async function time(run: () => Promise<unknown>): Promise<{ ms: number; result: Results }> {
  let result: unknown
  const times: number[] = []
  for (let index = -WARM_UP; index < FRAMES; index += 1) {
    const began = performance.now()
    result = await run()
    if (index >= 0) times.push(performance.now() - began)
  }
  return { ms: percentile(times, 0.5), result: result as Results }
}

function inputOf({ inputs: [input] }: Model): { data: Float32Array; shape: number[] } {
  const sizes: Record<string, number> = { height: 360, width: 640 }
  const shape = input?.shape.map(size => (typeof size === 'number' ? size : (sizes[size] ?? 1))) ?? []
  const length = shape.reduce((product, size) => product * size, 1)
  return { data: Float32Array.from({ length }, (_, index) => (Math.sin(index / 77) + 1) / 2), shape }
}

function largestDifference(a: Results, b: Results): number {
  return Math.max(
    ...Object.entries(a).map(([name, { data }]) => {
      const other = b[name]?.data as Float32Array
      return (data as Float32Array).reduce(
        (most, value, index) => Math.max(most, Math.abs(value - (other[index] ?? Number.NaN))),
        0,
      )
    }),
  )
}

await inPages()
await besideNative()
await onSoftwareGpu()
