import { expect, test } from 'vitest'
import type { HeardOffer } from '../../network/types.ts'
import { fromHex } from '../../protocol/hex.ts'
import { FREE_MARKET } from '../../protocol/select.ts'
import { pricesOf } from './price.ts'

const order = { task: { id: 'style-oil', strength: 1 }, width: 10, height: 10 }
const account = `0x${'01'.repeat(20)}` as const
const market = { ...FREE_MARKET, registry: new Map([[account, { peer: 'paid', stake: 1n, active: true }]]) }
const heard = (peer: string, change: Partial<HeardOffer['offer']>): HeardOffer => ({
  peer,
  heardAt: 0,
  offer: {
    ...{ version: 1, codecs: [], sequence: 1, addresses: [], maxJobs: 1, runningJobs: 0, paused: false },
    effects: [{ id: 'style-oil', pixelRate: 1, price: { wei: 120n, pixels: 1n } }],
    ...change,
  },
})

test('nobody there, somebody for nothing, somebody for pay who encodes no video', () => {
  expect(pricesOf([], market, order)).toEqual({ median: 0n, paid: 0, free: 0 })
  const paid = heard('paid', { price: { wei: 60n, pixels: 1n }, account: fromHex(account) })
  const all = [paid, heard('free', {}), heard('other', { effects: [] })]
  expect(pricesOf(all, market, order)).toEqual({ median: 18_000n, paid: 1, free: 1 })
})
