import fc from 'fast-check'
import { bytesToHex, type Hex, numberToHex, size } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import { isSigned, signTicket } from './signature.ts'
import { hashTicket, type Ticket, wins } from './ticket.ts'

const MOST = 2n ** 256n - 1n
const uint256 = fc.bigInt({ min: 0n, max: MOST })
const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map(each => bytesToHex(each))
const anyKey = fc.bigInt({ min: 1n, max: 2n ** 255n }).map(value => numberToHex(value, { size: 32 }))
const anyTicket = (sender: Hex): fc.Arbitrary<Ticket> =>
  fc.record({
    recipient: bytes(20),
    sender: fc.constant(sender),
    faceValue: uint256,
    winProb: uint256,
    senderNonce: uint256,
    recipientRandHash: bytes(32),
    auxData: bytes(64),
  })
const anySigned = anyKey.chain(key => fc.tuple(fc.constant(key), anyTicket(privateKeyToAddress(key))))

test('what a key signed is its own, and of this ticket only', async () => {
  await fc.assert(
    fc.asyncProperty(anySigned, anySigned, async ([key, ticket], [otherKey, other]) => {
      const signature = await signTicket(ticket, key)
      expect(size(signature)).toBe(65)
      expect(await isSigned(ticket, signature)).toBe(true)
      for (const name of Object.keys(ticket) as (keyof Ticket)[]) {
        const changed = { ...ticket, [name]: other[name] }
        if (hashTicket(changed) !== hashTicket(ticket)) expect(await isSigned(changed, signature)).toBe(false)
      }
      if (otherKey !== key) expect(await isSigned(ticket, await signTicket(ticket, otherKey))).toBe(false)
    }),
  )
})

test('no other bytes are a signature', async () => {
  const bit = fc.integer({ min: 0, max: 65 * 8 - 1 })
  await fc.assert(
    fc.asyncProperty(anySigned, bit, async ([key, ticket], at) => {
      const signature = await signTicket(ticket, key)
      const turned = BigInt(signature) ^ (1n << BigInt(at))
      expect(await isSigned(ticket, numberToHex(turned, { size: 65 }))).toBe(false)
    }),
  )
  await fc.assert(
    fc.asyncProperty(anySigned, fc.uint8Array({ maxLength: 80 }), async ([, ticket], noise) => {
      expect(await isSigned(ticket, bytesToHex(noise))).toBe(false)
    }),
  )
})

test('a greater probability never loses what a smaller one won', () => {
  fc.assert(
    fc.property(bytes(65), uint256, uint256, uint256, (signature, rand, a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a]
      if (wins(signature, rand, less)) expect(wins(signature, rand, more)).toBe(true)
      expect(wins(signature, rand, 0n)).toBe(false)
      expect(wins(signature, rand, MOST)).toBe(true)
    }),
  )
})
