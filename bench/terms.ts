/** What tickets are worth and what a session needs, at several gas prices, beside Livepeer's by its rules. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SEGMENT_PIXELS } from '../web/payments/stand.ts'
import {
  floatOf,
  fullDeposit,
  leastDeposit,
  REDEEM_GAS,
  redeemCost,
  termsFor,
} from '../web/payments/terms.ts'
import { costOf } from '../web/protocol/balance.ts'
import { startTable } from './table.ts'

const PRICE = { wei: 60n, pixels: 1n }
const HOUR = 3600n
const ETHER = 1e18
/** Wei per gas. */
const GAS_PRICES = [10n ** 7n, 10n ** 8n, 10n ** 9n, 10n ** 10n]

/**
 * Livepeer's orchestrator takes 1.2M gas for a redemption, whatever it needs, and a face value of 100 times its cost.
 * A recipient counts on its share of the reserve alone, one part for each of the pool; the deposit holds one face value.
 */
const LIVEPEER = {
  gas: 1_200_000n,
  ratio: 100n,
  pool: 100n,
  /** Measured: see gas.ts. */
  used: 192_778n,
}

type Row = { faceValue: bigint; needed: bigint; least?: bigint; gas: bigint }

const project = resolve(import.meta.dirname, '..')
const snapshots = JSON.parse(readFileSync(join(project, 'contracts/gas/system.json'), 'utf8'))
if (BigInt(snapshots['redeem, steady']) !== REDEEM_GAS)
  throw new Error('REDEEM_GAS in terms.ts is not what was measured.')
const batchGas = BigInt(snapshots['batch of 20']) / 20n

const hour = costOf(SEGMENT_PIXELS * HOUR, PRICE)
const ether = (wei: bigint) => (Number(wei) / ETHER).toPrecision(3)
const percent = (part: bigint, of: bigint) => `${((Number(part) / Number(of)) * 100).toFixed(2)} %`

const row = startTable(
  `Tickets for 480p, 720p and 1080p at 30 frames per second and ${PRICE.wei} wei per pixel: ${ether(hour)} ETH per hour`,
  {
    'gas price': 12,
    of: 9,
    'face value ETH': 15,
    'winners per hour': 17,
    'deposit + reserve ETH': 22,
    'least ETH': 11,
    overhead: 9,
    'in batches': 11,
  },
)

function print(gasPrice: bigint, of: string, { faceValue, needed, least, gas }: Row, batch?: bigint): void {
  row({
    'gas price': `${Number(gasPrice) / 1e9} gwei`,
    of,
    'face value ETH': ether(faceValue),
    'winners per hour': (Number(hour) / Number(faceValue)).toPrecision(2),
    'deposit + reserve ETH': ether(needed),
    'least ETH': least === undefined ? '' : ether(least),
    overhead: percent(gas * gasPrice, faceValue),
    'in batches': batch === undefined ? '' : percent(batch * gasPrice, faceValue),
  })
}

for (const gasPrice of GAS_PRICES) {
  const deposit = fullDeposit(gasPrice)
  const value = costOf(SEGMENT_PIXELS, PRICE) / 2n
  const float = floatOf({ deposit, claimable: 0n }, 0n)
  const { faceValue } = termsFor({ value, gasPrice, float, maxFaceValue: undefined })
  if (redeemCost(gasPrice) * 100n >= faceValue) throw new Error('The overhead is not below 1 %.')
  const least = leastDeposit(gasPrice)
  print(gasPrice, 'Millrace', { faceValue, needed: deposit, least, gas: REDEEM_GAS }, batchGas)
  const theirs = LIVEPEER.gas * LIVEPEER.ratio * gasPrice
  print(gasPrice, 'Livepeer', {
    faceValue: theirs,
    needed: theirs * (LIVEPEER.pool + 1n),
    gas: LIVEPEER.used,
  })
}
