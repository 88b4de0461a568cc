/**
 * `npm run simulate`: markets of 10,000 orchestrators, honest and hostile, have 100,000 jobs done by several ways to
 * choose. Prints what comes of it; the same at every run.
 */
import { startTable } from '../table.ts'
import { simulate } from './jobs.ts'
import { openMarket } from './market.ts'
import { type Figures, measure } from './measure.ts'
import { bars } from './plot.ts'
import { MARKETS, SETTINGS } from './settings.ts'

const JOBS = 100_000
const SEED = 2026

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

for (const { name, mix, settings } of MARKETS) {
  const row = startTable(name, {
    'chosen by': 27,
    'off stake': 9,
    'price paid': 10,
    'rtt ms': 6,
    'found p50 ms': 12,
    'p95 ms': 6,
    'met cheats: first 10 %': 22,
    'last 10 %': 9,
    'work of sybils': 14,
    'of dumper': 9,
  })
  const plots: string[] = []
  for (const setting of settings) {
    const market = openMarket(mix, SEED)
    const figures = measure(market, simulate(market, SETTINGS[setting], JOBS, SEED))
    row({ 'chosen by': setting, ...cells(figures) })
    plots.push(bars(setting, figures.tenths))
  }
  if (name !== MARKETS[0]?.name) continue
  console.log('\nWork of those who hold each tenth of the stake, who has most of it first:')
  console.log(plots.join('\n'))
}

function cells({ awayFromStake, price, rtt, found, cheated, share }: Figures) {
  return {
    'off stake': percent(awayFromStake),
    'price paid': `${price.toFixed(2)} x`,
    'rtt ms': rtt.toFixed(0),
    'found p50 ms': found.p50.toFixed(0),
    'p95 ms': found.p95.toFixed(0),
    'met cheats: first 10 %': percent(cheated.first),
    'last 10 %': percent(cheated.last),
    'work of sybils': percent(share('sybil')),
    'of dumper': percent(share('dumper')),
  }
}
