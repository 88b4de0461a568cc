/** Pictures and clips of words: how long one takes in a page, with one thread and with two, and in Node beside onnxruntime. Then a sheet of pictures. */
import { writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import * as native from 'onnxruntime-node'
import * as web from 'onnxruntime-web/wasm'
import { launchBrowser } from '../e2e/harness/browser.ts'
import { openSite } from '../e2e/harness/site.ts'
import { buildModel } from '../models/build.ts'
import { startImagine } from '../web/ai/imagine.ts'
import { findModel } from '../web/ai/load.ts'
import { openNet } from '../web/ai/nets.ts'
import { CLIP_FRAMES } from '../web/protocol/imagine.ts'
import { readWords } from '../web/protocol/imaginewords.ts'
import type {} from './pages/ai.ts'
import { percentile, startTable } from './table.ts'

const TEXTS = [
  'a red boat on the sea at sunset',
  'two white houses by a lake, mountains',
  'a castle on a snowy night',
  'three balloons over a desert',
  'a windmill and sheep in a meadow',
  'a lighthouse at night',
  'an autumn forest by a river',
  'a city at night, moon',
  'a volcano at dawn',
  'palms on a beach, rainbow',
  'a snowman and an igloo',
  'a blue tent and a campfire, night, stars',
]
const RUNS = 5
/** Texts of which clips are made. */
const CLIPS = TEXTS.slice(0, 4)

type Row = (cells: Record<'where' | 'threads' | 'ms', string>) => void

async function inPages(row: Row): Promise<void> {
  const site = await openSite(['bench/pages/ai.html'])
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`${site.url}/bench/pages/ai.html`)
    for (const threads of [1, 2].filter(threads => threads <= availableParallelism())) {
      const { ms, sheet } = await page.evaluate(args => window.ai.imagine(...args), [threads, TEXTS] as const)
      row({ where: 'page', threads: String(threads), ms: percentile(ms, 0.5).toFixed(0) })
      const path = join(tmpdir(), 'millrace-imagine.jpg')
      writeFileSync(path, Buffer.from(sheet.slice(sheet.indexOf(',') + 1), 'base64'))
      if (threads === 1) console.log(`  What it draws: ${path}`)
      const clips = await page.evaluate(args => window.ai.clips(...args), [threads, CLIPS] as const)
      const clip = percentile(
        clips.map(({ ms }) => ms),
        0.5,
      )
      row({ where: 'page, a clip', threads: String(threads), ms: clip.toFixed(0) })
      row({ where: 'page, a frame of it', threads: String(threads), ms: (clip / CLIP_FRAMES).toFixed(0) })
      const most = (values: number[]) => Math.max(...values)
      const kb = most(clips.map(({ bytes }) => bytes / 1000)).toFixed(0)
      const apart = most(clips.map(({ apart }) => apart)).toFixed(1)
      console.log(`  Clips: ${kb} kB at the most, a square changed by ${apart} of 255 in encoding`)
    }
  } finally {
    await browser.close()
    await site.close()
  }
}

async function inNode(row: Row): Promise<void> {
  web.env.wasm.numThreads = 1
  for (const [where, runtime] of [
    ['Node, WebAssembly', web],
    ['Node, onnxruntime', native],
  ] as const) {
    const open = async (id: string) => openNet(runtime, await buildModel(findModel(id)))
    const { imagine } = startImagine(await open('imagine'), await open('enlarge'))
    const times: number[] = []
    for (let run = 0; run <= RUNS; run += 1) {
      const began = performance.now()
      await imagine(readWords(TEXTS[run] ?? '').slots, run)
      times.push(performance.now() - began)
    }
    // The first one compiles.
    row({ where, threads: '1', ms: percentile(times.slice(1), 0.5).toFixed(0) })
  }
}

const row = startTable('A picture of words, 128×128, median', { where: 20, threads: 7, ms: 6 })
await inPages(row)
await inNode(row)
