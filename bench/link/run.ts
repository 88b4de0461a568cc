import { Command } from 'commander'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../e2e/harness/browser.ts'
import { openSite } from '../../e2e/harness/site.ts'
import { makeClip } from './clip.ts'
import { type Path, startForwarder } from './forwarder.ts'
import { measure, type Row } from './measure.ts'
import type { Carrier } from './page.ts'
import { startTurn, type Turn } from './turn.ts'

const RATE = 10_000_000
const BURST = 5

/** Reads `delay/loss`, one way in ms and %, with `b` for losses in bursts and `@` for another rate in Mb/s. */
function parseCondition(text: string): Path {
  const match = /^(\d+)\/([\d.]+)(b?)(?:@([\d.]+))?$/.exec(text)
  if (match === null) throw new Error(`${text}: a condition is delay/loss, 50/1, 50/1b or 50/1@3`)
  const [, delay, loss, bursts, rate] = match
  return {
    delay: Number(delay),
    loss: Number(loss) / 100,
    burst: bursts === 'b' ? BURST : 1,
    rate: rate === undefined ? RATE : Number(rate) * 1e6,
  }
}

type Cell = {
  condition: string
  carrier: Carrier
  seed: number
  warmup: number
  seconds: number
  slices: number
}

/** One carrier over one path: two pages, the sender behind the forwarder and the TURN server. */
async function runCell(
  browser: Browser,
  url: string,
  turn: Turn,
  cell: Cell,
  onrow: (row: Row) => void,
): Promise<void> {
  const forwarder = await startForwarder(turn.port, parseCondition(cell.condition), cell.seed)
  const context = await browser.newContext({ permissions: ['camera'] })
  const [from, to] = [await context.newPage(), await context.newPage()]
  const connect = async (page: Page, other: Page) => {
    page.on('pageerror', error => console.error(error))
    await page.exposeFunction('sendSignal', (signal: never) =>
      other.evaluate(each => bench.signal(each), signal),
    )
    await page.goto(`${url}/bench/link/page.html`)
    await page.waitForFunction(() => 'bench' in globalThis)
  }
  try {
    await Promise.all([connect(from, to), connect(to, from)])
    const iceServers = [
      { urls: `turn:127.0.0.1:${forwarder.port}`, username: turn.user, credential: turn.password },
    ]
    const { carrier } = cell
    await Promise.all([
      from.evaluate(
        ([carrier, iceServers]) => bench.open('offer', carrier, { iceServers, iceTransportPolicy: 'relay' }),
        [carrier, iceServers] as const,
      ),
      to.evaluate(carrier => bench.open('answer', carrier, { iceServers: [] }), carrier),
    ])
    await new Promise(resolve => setTimeout(resolve, cell.warmup * 1000))
    for (let slice = 0; slice < cell.slices; slice += 1) {
      await Promise.all([from, to].map(page => page.evaluate(() => bench.reset())))
      await new Promise(resolve => setTimeout(resolve, cell.seconds * 1000))
      const [sent, received] = await Promise.all([
        from.evaluate(() => bench.result()),
        to.evaluate(() => bench.result()),
      ])
      onrow(measure(sent, received, cell.seconds))
    }
  } finally {
    await context.close()
    forwarder.close()
  }
}

const columns = [
  'condition',
  'carrier',
  'fps',
  'of',
  'p50',
  'p95',
  'p99',
  'kb/s',
  'freezes',
  'longest',
  'lost',
  'available',
]
const print = (cells: (string | number)[]) =>
  console.log(cells.map((cell, index) => String(cell).padEnd(index === 0 ? 10 : 9)).join(' '))
const printRow = (condition: string, carrier: Carrier, row: Row) =>
  print([
    condition,
    carrier,
    row.fps,
    row.of,
    row.p50,
    row.p95,
    row.p99,
    row.kbps,
    row.freezes,
    row.longest,
    row.lost,
    row.available,
  ])

const program = new Command('bench link')
  .description(
    'A 1080p30 camera at 4.5 Mb/s over long and lossy paths: chunks in RTP, over data channels, and a plain RTP track.',
  )
  .option('--conditions <list...>', 'delay/loss one way: ms/%[b][@Mb/s]', [
    '10/0',
    '25/0.5',
    '50/1',
    '50/3',
    '100/1',
    '50/1@3',
  ])
  .option('--carriers <list...>', 'rtp, data, plain', ['rtp', 'data', 'plain'])
  .option('--warmup <seconds>', 'before the measurement', Number, 8)
  .option('--seconds <seconds>', 'measured in each cell', Number, 15)
  .option('--seed <number>', 'of the losses', Number, 1)
  .option(
    '--soak <minutes>',
    'instead: one line every 30 s, RTP carrier, the first of the conditions or 50/1',
    Number,
  )
  .parse()
const options = program.opts<{
  conditions: string[]
  carriers: Carrier[]
  warmup: number
  seconds: number
  seed: number
  soak?: number
}>()
const SOAK_SLICE = 30
const chosen = program.getOptionValueSource('conditions') === 'cli'

const turn = await startTurn()
const site = await openSite(['bench/link/page.html'])
const browser = await launchBrowser([
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${await makeClip()}`,
])
try {
  print(columns)
  const { soak, seed, warmup } = options
  if (soak !== undefined) {
    const condition = (chosen ? options.conditions[0] : undefined) ?? '50/1'
    const slices = Math.max(1, Math.round((soak * 60) / SOAK_SLICE))
    const cell: Cell = { condition, carrier: 'rtp', seed, warmup, seconds: SOAK_SLICE, slices }
    await runCell(browser, site.url, turn, cell, row => printRow(condition, 'rtp', row))
  } else {
    for (const condition of options.conditions) {
      for (const carrier of options.carriers) {
        const cell: Cell = { condition, carrier, seed, warmup, seconds: options.seconds, slices: 1 }
        await runCell(browser, site.url, turn, cell, row => printRow(condition, carrier, row))
      }
    }
  }
} finally {
  await browser.close()
  await site.close()
  await turn.close()
}
