/**
 * How often checks of renditions are wrong: honest encodings taken for cheats, and cheats that pass, over codecs, bit
 * rates from a third of the ladder's to twice, sizes and content; and what a check costs. `--tune` judges the clips on
 * which thresholds may be set instead of those that are held out. Name clips to have those only.
 */
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../e2e/harness/browser.ts'
import { FILM } from '../../e2e/harness/film.ts'
import { openSite } from '../../e2e/harness/site.ts'
import { CODECS } from '../../web/protocol/ladder.ts'
import { descendantsCpu } from '../cpu.ts'
import { percentile, startTable } from '../table.ts'
import { type Half, makeClips } from './clips.ts'
import { printLive } from './live.ts'
import type {} from './page.ts'
import type { Config, Row } from './worker.ts'

const SHARES = [1 / 3, 2 / 3, 1, 2]
/** Small ones are cheaper, so that there are more of them. */
const RUNGS = ['240p', '360p', '480p', '240p', '360p', '720p']
/** Encodings of each clip, each codec, bit rate and size in turn: honest ones, blown-up ones, ones with a logo. */
const HONEST = 9
const UPSCALED = 2
const LOGO = 1
const CHECKS = 20
const pick = <Item>(items: readonly Item[], turn: number) => items[turn % items.length] as Item

function configsOf(clip: number, codecs: Config['codec'][]): Config[] {
  const some = (shown: Config['shown'], count: number, rungs: string[], shares: number[]) =>
    Array.from({ length: count }, (_, at) => ({
      codec: pick(codecs, at + clip),
      rung: pick(rungs, at + clip),
      share: pick(shares, Math.floor(at / codecs.length) + clip),
      shown,
    }))
  return [
    ...some('honest', HONEST, RUNGS, SHARES),
    ...some('upscaled', UPSCALED, ['480p', '720p'], [1]),
    ...some('logo', LOGO, RUNGS, SHARES),
  ]
}

function printRates(half: Half, rows: (Row & { clip: string })[]): void {
  const print = startTable(
    `Segments of the ${half} half; those that look like the honest one to an eye are not counted as missed`,
    { shown: 18, segments: 8, found: 8, missed: 8, 'looks the same': 14, wrong: 9 },
  )
  for (const kind of new Set(rows.map(row => row.kind))) {
    const all = rows.filter(row => row.kind === kind)
    const honest = kind === 'honest'
    const found = all.filter(({ reason }) => reason !== undefined)
    const missed = honest ? [] : all.filter(({ reason, seen }) => reason === undefined && seen)
    const same = all.filter(({ reason, seen }) => reason === undefined && !seen)
    const share = (honest ? found : missed).length / Math.max(1, all.length - same.length)
    print({
      shown: kind,
      segments: String(all.length),
      found: String(found.length),
      missed: String(missed.length),
      'looks the same': String(same.length),
      wrong: `${(share * 100).toFixed(2)} %`,
    })
  }
  const wrong = new Map<string, number>()
  for (const { kind, clip, codec, rung, share, reason, seen } of rows) {
    if (kind === 'honest' ? reason === undefined : reason !== undefined || !seen) continue
    const key = [kind, clip, codec, rung, `${share.toFixed(2)} of its bit rate`, reason ?? 'missed'].join(
      ', ',
    )
    wrong.set(key, (wrong.get(key) ?? 0) + 1)
  }
  console.log('\nWrong ones:')
  for (const [key, times] of wrong) console.log(`  ${key}: ${times}`)
}

async function printCost(page: Page): Promise<void> {
  const print = startTable(`Cost of a check of one second of 1080p24, mean of ${CHECKS}`, {
    rendition: 10,
    'CPU ms': 8,
    'ms, median': 11,
  })
  for (const rung of ['480p', '1080p']) {
    await page.evaluate(each => window.verify.cost('/film/video.mp4', each, 2), rung)
    const before = await descendantsCpu()
    const took = await page.evaluate(([each, times]) => window.verify.cost('/film/video.mp4', each, times), [
      rung,
      CHECKS,
    ] as const)
    const cpu = ((await descendantsCpu()) - before) / CHECKS
    print({
      rendition: rung,
      'CPU ms': (cpu * 1000).toFixed(0),
      'ms, median': percentile(took, 0.5).toFixed(0),
    })
  }
}

/** All clips, as many at once as there are cores. */
async function judgeClips(
  browser: Browser,
  url: string,
  clips: [number, string][],
): Promise<(Row & { clip: string })[]> {
  const left = [...clips]
  const rows: (Row & { clip: string })[] = []
  async function work(): Promise<void> {
    const page = await openPage(browser, url)
    const codecs: Config['codec'][] = []
    for (const codec of CODECS)
      if (await page.evaluate(each => window.verify.supports(each), codec)) codecs.push(codec)
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, clip] = next
      const judged = await page.evaluate(([file, configs]) => window.verify.judgeAll(file, configs), [
        `/clips/${clip}.mp4`,
        configsOf(index, codecs),
      ] as const)
      rows.push(...judged.map(row => ({ clip, ...row })))
    }
    await page.close()
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return rows
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(`${url}/bench/verify/page.html`)
  return page
}

const asked = process.argv.slice(2).filter(word => word !== '--tune')
const half = process.argv.includes('--tune') ? 'tuning' : 'judging'
const { folder, names } = makeClips(half)
const clips = [...names.entries()].filter(([, name]) => asked.length === 0 || asked.includes(name))
const site = await openSite(['bench/verify/page.html'], { '/clips': folder, '/film': dirname(FILM) })
const browser = await launchBrowser()
const rows = await judgeClips(browser, site.url, clips)
printRates(half, rows)
printLive(rows)
await printCost(await openPage(browser, site.url))
await browser.close()
await site.close()
