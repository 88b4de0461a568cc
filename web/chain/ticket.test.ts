import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import { isSigned, signTicket } from './signature.ts'
import { hashRand, hashTicket, wins } from './ticket.ts'
import type { Address, Hash } from './types.ts'

const hex = v.custom<`0x${string}`>(value => typeof value === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(value))
const number = v.pipe(
  hex,
  v.transform(value => BigInt(value)),
)
const draw = { signature: hex, recipientRand: number, wins: v.boolean() }
/** What the contracts say; `forge test` writes it. */
const schema = v.object({
  tickets: v.array(
    v.object({
      about: v.string(),
      ticket: v.object({
        recipient: hex as v.GenericSchema<Address>,
        sender: hex as v.GenericSchema<Address>,
        faceValue: number,
        winProb: number,
        senderNonce: number,
        recipientRandHash: hex as v.GenericSchema<Hash>,
        auxData: hex,
      }),
      hash: hex,
      key: hex,
      signed: v.boolean(),
      ...draw,
    }),
  ),
  draws: v.array(v.object({ winProb: number, ...draw })),
})
const path = resolve(import.meta.dirname, '../../contracts/vectors/tickets.json')
const { tickets, draws } = v.parse(schema, JSON.parse(readFileSync(path, 'utf8')))

test('there are vectors of every kind', () => {
  expect(tickets.filter(({ signed }) => signed).length).toBeGreaterThan(10)
  expect(tickets.filter(({ signed }) => !signed).length).toBeGreaterThan(10)
  expect(new Set(draws.map(({ wins }) => wins)).size).toBe(2)
})

test.each(tickets)('$about: hash', ({ ticket, hash, recipientRand }) => {
  expect(hashTicket(ticket)).toBe(hash)
  expect(hashRand(recipientRand)).toBe(ticket.recipientRandHash)
})

test.each(tickets)('$about: signature', async ({ ticket, signature, signed, key }) => {
  expect(await isSigned(ticket, signature)).toBe(signed)
  expect(privateKeyToAddress(key).toLowerCase()).toBe(ticket.sender.toLowerCase())
})

test.each(tickets.filter(({ signed }) => signed))(
  '$about: signed alike',
  async ({ ticket, signature, key }) => {
    expect(await signTicket(ticket, key)).toBe(signature)
  },
)

test.each(tickets)('$about: draw', ({ ticket, signature, recipientRand, wins: won }) => {
  expect(wins(signature, recipientRand, ticket.winProb)).toBe(won)
})

test.each(draws)('a draw against $winProb', ({ signature, recipientRand, winProb, wins: won }) => {
  expect(wins(signature, recipientRand, winProb)).toBe(won)
})
