import fc from 'fast-check'
import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { neighbours, type Place } from './pool.ts'
import type { Address } from './types.ts'

const addressOf = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`
const pool: Place[] = [50n, 30n, 30n, 10n].map((stake, index) => ({ address: addressOf(index + 1), stake }))

test.each([
  ['first', addressOf(9), 51n, [zeroAddress, addressOf(1)]],
  ['behind those with as much', addressOf(9), 30n, [addressOf(3), addressOf(4)]],
  ['last', addressOf(9), 1n, [addressOf(4), zeroAddress]],
  ['past itself', addressOf(1), 20n, [addressOf(3), addressOf(4)]],
] as const)('%s', (_, address, stake, expected) => {
  expect(neighbours(pool, address, stake)).toEqual(expected)
})

test('nobody beside the first one', () => {
  expect(neighbours([], addressOf(1), 5n)).toEqual([zeroAddress, zeroAddress])
})

test('the stake lies between those of the neighbours, who are next to each other', () => {
  const stakes = fc.array(fc.bigInt({ min: 0n, max: 40n }), { maxLength: 20 })
  fc.assert(
    fc.property(stakes, fc.bigInt({ min: 0n, max: 41n }), fc.nat(25), (all, stake, who) => {
      const sorted = [...all].sort((one, other) => Number(other - one))
      const places = sorted.map((each, index) => ({ address: addressOf(index + 1), stake: each }))
      const [before, after] = neighbours(places, addressOf(who + 1), stake)
      const others = places.filter(({ address }) => address !== addressOf(who + 1))
      const at = others.findIndex(({ address }) => address === after)
      const next = at === -1 ? others.length : at
      expect(others[next - 1]?.address ?? zeroAddress).toBe(before)
      expect(others[next - 1]?.stake ?? stake).toBeGreaterThanOrEqual(stake)
      expect(others[next]?.stake ?? -1n).toBeLessThan(stake)
    }),
  )
})
