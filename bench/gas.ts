/** Gas of the contracts beside Livepeer's, from the snapshots that `npm run gas` writes. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findFoundry } from '../contracts/foundry.ts'
import { run } from '../node-headless/process.mjs'
import { startTable } from './table.ts'

const project = resolve(import.meta.dirname, '..')

/**
 * Livepeer's contracts (0.8.9, 200 optimizer runs) as measured on a local chain on 2026-11-22: whole transactions, on
 * the full system behind proxies, and the ticket broker with managers that do nothing.
 */
const LIVEPEER: Record<string, Record<string, number>> = {
  system: {
    'fundDepositAndReserve, first': 107_832,
    'fundDepositAndReserve, again': 73_632,
    'redeem, first': 229_766,
    'redeem, steady': 192_778,
    'redeem, deposit and reserve': 272_277,
    'redeem, reserve only': 240_275,
    'batch of 1': 207_532,
    'batch of 2': 287_257,
    'batch of 5': 526_550,
    'batch of 10': 925_427,
    'batch of 20': 1_723_527,
  },
  broker: {
    'fundDepositAndReserve, first': 95_498,
    'fundDepositAndReserve, again': 61_298,
    'redeem, steady': 114_186,
    'batch of 1': 125_936,
    'batch of 2': 187_476,
    'batch of 5': 372_173,
    'batch of 10': 680_034,
    'batch of 20': 1_296_004,
  },
}

const TITLES = {
  system: 'Gas of whole transactions, on the whole system',
  broker: 'Gas of whole transactions, the ticket broker alone: the other contracts do nothing',
}

const REACH: Record<string, number> = { 'redeem, steady': 85_000, 'batch of 20': 20 * 30_000 }

const number = (value: number | undefined) => (value === undefined ? '' : value.toLocaleString('en'))

function ratio(gas: number, other: number | undefined): string {
  return other === undefined ? '' : `${(gas / other).toFixed(2)} x`
}

const forge = findFoundry('forge')
if (forge === undefined) throw new Error(`There is no forge for ${process.platform} on ${process.arch}.`)
const { code, output } = await run(forge, ['test'], { cwd: project, env: { FOUNDRY_PROFILE: 'release' } })
if (code !== 0) throw new Error(`forge ended with ${code}: ${output}`)

for (const [group, title] of Object.entries(TITLES)) {
  const text = readFileSync(join(project, `contracts/gas/${group}.json`), 'utf8')
  const row = startTable(title, { transaction: 30, gas: 10, Livepeer: 10, ratio: 7, reach: 12 })
  const snapshots = Object.entries(JSON.parse(text) as Record<string, string>)
  const sorted = snapshots.toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  for (const [name, snapshot] of sorted) {
    const gas = Number(snapshot)
    const other = LIVEPEER[group]?.[name]
    const reach = REACH[name]
    row({
      transaction: name,
      gas: number(gas),
      Livepeer: number(other),
      ratio: ratio(gas, other),
      reach: reach === undefined ? '' : `<= ${number(reach)}`,
    })
  }
}
