import { privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import type { Address } from '../chain/types.ts'
import { costOf } from '../protocol/balance.ts'
import { fromHex, fromWhole, toWhole } from '../protocol/hex.ts'
import { MAX_NONCES, MAX_SENDER_QUOTES, QUOTE_BLOCKS } from '../protocol/limits.ts'
import type { Payment, Quote } from '../protocol/schema.ts'
import { ticketTerms } from './quote.ts'
import { hashOf, openStand, PRICE, SEGMENT_PIXELS, SESSION, type Stand } from './stand.ts'
import { signTickets } from './tickets.ts'

const VALUE = costOf(SEGMENT_PIXELS, PRICE) / 2n
const STRANGER = '0x00000000000000000000000000000000000000d4'
/** Order of the curve: (r, n - s) is a signature of the same message. */
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

const quoteOf = ({ till }: Stand, value = VALUE) => till.quote(SESSION.sender, value, PRICE)
const refused = (code: string) => ({ code, value: new Uint8Array(), reason: expect.stringMatching(/\.$/) })

/** Tickets that the session signed for a quote, whatever the quote says. */
async function pay(quote: Quote, nonces = [1], key = SESSION.key): Promise<Payment> {
  const signatures = await signTickets(ticketTerms(quote, SESSION.sender), nonces, key)
  const tickets = nonces.map((senderNonce, index) => ({
    senderNonce,
    signature: signatures[index] ?? new Uint8Array(),
  }))
  return { sequence: 9, quote, tickets }
}

/** Till takes the payment. */
const take = ({ till }: Stand, payment: Payment) => till.receive(SESSION.sender, payment)

test('credits what tickets are worth on average', async () => {
  const stand = await openStand()
  const credit = await take(stand, await pay(await quoteOf(stand), [1, 2, 3]))
  expect(credit).toEqual({ payment: 9, value: fromWhole(3n * VALUE), code: '', reason: '' })
})

const changes: Record<string, (quote: Quote) => Quote> = {
  'a smaller face value': quote => ({ ...quote, faceValue: fromWhole(toWhole(quote.faceValue) - 1n) }),
  'a greater probability': quote => ({ ...quote, winProb: fromWhole(toWhole(quote.winProb) + 1n) }),
  'a smaller probability': quote => ({ ...quote, winProb: fromWhole(1n) }),
  'another price': quote => ({ ...quote, price: { wei: 59n, pixels: 1n } }),
  'the price in other words': quote => ({ ...quote, price: { wei: 120n, pixels: 2n } }),
  'another seed': quote => ({ ...quote, seed: fromHex(hashOf('seed')) }),
  'another number': quote => ({ ...quote, recipientRandHash: fromHex(hashOf('rand')) }),
  'a later expiration': quote => ({ ...quote, expirationBlock: quote.expirationBlock + 1 }),
  'another round': quote => ({ ...quote, creationRound: quote.creationRound - 1 }),
  'the hash of another round': quote => ({ ...quote, creationRoundBlockHash: fromHex(hashOf('round 8')) }),
  'another recipient': quote => ({ ...quote, recipient: fromHex(STRANGER) }),
}

test.each(Object.entries(changes))('%s than quoted', async (_, change) => {
  const stand = await openStand(2n * VALUE)
  expect(await take(stand, await pay(change(await quoteOf(stand))))).toMatchObject(refused('bad-ticket'))
  expect(stand.winners).toEqual([])
})

test('a quote of another page, or of another sender', async () => {
  const [stand, other] = [await openStand(), await openStand()]
  expect(await take(stand, await pay(await quoteOf(other)))).toMatchObject(refused('bad-ticket'))
  const quote = await stand.till.quote(STRANGER, VALUE, PRICE)
  expect(await take(stand, await pay(quote))).toMatchObject(refused('bad-ticket'))
  expect(await stand.till.receive(STRANGER, await pay(quote))).toMatchObject(refused('bad-ticket'))
})

const forgeries: Record<string, (signature: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>> = {
  'another bit': signature => signature.with(7, (signature[7] ?? 0) ^ 1),
  'v of 0 or 1': signature => signature.with(64, (signature[64] ?? 0) - 27),
  'the other v': signature => signature.with(64, 55 - (signature[64] ?? 0)),
  'the other s': signature => {
    const s = fromHex(`0x${(N - toWhole(signature.subarray(32, 64))).toString(16).padStart(64, '0')}`)
    const other = Uint8Array.from(signature)
    other.set(s, 32)
    return other.with(64, 55 - (signature[64] ?? 0))
  },
  '64 bytes': signature => signature.slice(0, 64),
  '66 bytes': signature => Uint8Array.from([...signature, 27]),
  'no bytes': () => new Uint8Array(),
  zeros: () => new Uint8Array(65),
}

test.each(Object.entries(forgeries))('a signature with %s', async (_, forge) => {
  const stand = await openStand()
  const payment = await pay(await quoteOf(stand))
  const tickets = payment.tickets.map(ticket => ({ ...ticket, signature: forge(ticket.signature) }))
  expect(await take(stand, { ...payment, tickets })).toMatchObject(refused('bad-ticket'))
  expect(await take(stand, payment)).toMatchObject({ code: '' })
})

test('the signature of another key, or for another number', async () => {
  const stand = await openStand()
  const quote = await quoteOf(stand)
  const other = await pay(quote, [1], hashOf('key'))
  expect(await take(stand, other)).toMatchObject(refused('bad-ticket'))
  const [ticket] = (await pay(quote, [2])).tickets
  const moved = [{ senderNonce: 3, signature: ticket?.signature ?? new Uint8Array() }]
  expect(await take(stand, { sequence: 9, quote, tickets: moved })).toMatchObject(refused('bad-ticket'))
})

test('a ticket counts once, in one payment or two, also when they come at once', async () => {
  const stand = await openStand()
  const quote = await quoteOf(stand)
  const payment = await pay(quote, [1])
  const credits = await Promise.all([take(stand, payment), take(stand, payment)])
  expect(credits.map(({ code }) => code).toSorted()).toEqual(['', 'ticket-used'])
  const twice = await take(stand, await pay(quote, [2, 2, 3]))
  expect(twice).toMatchObject({ code: 'ticket-used', value: fromWhole(VALUE) })
  expect(await take(stand, await pay(await quoteOf(stand), [1]))).toMatchObject({ code: '' })
})

test('all nonces of a quote, up to its last block', async () => {
  const stand = await openStand()
  const quote = await quoteOf(stand)
  const last = { ...(await pay(quote, [MAX_NONCES])), quote }
  expect(quote.expirationBlock).toBe(stand.chain.rates.block + QUOTE_BLOCKS)
  stand.chain.mine(QUOTE_BLOCKS)
  expect(await take(stand, last)).toMatchObject({ code: '' })
  stand.chain.mine()
  expect(await take(stand, await pay(quote, [1]))).toMatchObject(refused('expired'))
  // Also what is not remembered any more is not taken again.
  expect(await take(stand, last)).toMatchObject(refused('expired'))
})

test('a block that comes while the funds are read is the one that counts', async () => {
  const stand = await openStand()
  const quote = await quoteOf(stand)
  const payment = await pay(quote)
  stand.chain.mine(QUOTE_BLOCKS)
  expect(await take(stand, payment)).toMatchObject({ code: '' })
  let reads = 0
  stand.chain.read = async () => {
    reads += 1
    if (reads === 2) stand.chain.mine()
    return stand.chain.funds
  }
  expect(await take(stand, payment)).toMatchObject(refused('expired'))
})

test('winners are kept even where nothing is credited', async () => {
  const stand = await openStand(1n)
  const quote = await quoteOf(stand)
  const payment = await pay(quote, [1, 2, 3])
  const [first, ...rest] = payment.tickets
  const forged = { senderNonce: 1, signature: new Uint8Array(65) }
  expect(await take(stand, { ...payment, tickets: [forged, ...rest] })).toMatchObject(refused('bad-ticket'))
  expect(stand.winners.map(({ senderNonce }) => senderNonce)).toEqual([2, 3])
  stand.chain.mine(QUOTE_BLOCKS + 1)
  expect(await take(stand, { ...payment, tickets: first ? [first] : [] })).toMatchObject(refused('expired'))
  expect(stand.winners).toHaveLength(3)
  expect(stand.winners[2]).toMatchObject({
    sender: SESSION.sender,
    faceValue: VALUE,
    senderNonce: 1,
    expirationBlock: quote.expirationBlock,
    creationRound: 7,
    state: 'waiting',
    reason: 'Its number is secret until its quote has expired.',
  })
})

test('no credit before a winner is on disk', async () => {
  const stand = await openStand(1n)
  const disk = Promise.withResolvers<void>()
  stand.ledger.won = () => disk.promise
  let credited = false
  const credit = take(stand, await pay(await quoteOf(stand))).then(value => {
    credited = true
    return value
  })
  await new Promise(resolve => setImmediate(resolve))
  expect(credited).toBe(false)
  disk.resolve()
  expect(await credit).toMatchObject({ code: '' })
  stand.ledger.won = () => Promise.reject(new Error('The disk is full.'))
  expect(await take(stand, await pay(await quoteOf(stand)))).toMatchObject(refused('internal'))
})

test('winners that wait use the float up', async () => {
  const stand = await openStand(1n)
  stand.chain.funds.deposit = 9n * VALUE
  const quote = await quoteOf(stand)
  expect(await take(stand, await pay(quote, [1, 2]))).toMatchObject({ code: '' })
  const over = await take(stand, await pay(quote, [3, 4]))
  expect(over).toMatchObject({ code: 'too-risky', value: fromWhole(VALUE) })
  await expect(quoteOf(stand)).rejects.toMatchObject({ code: 'too-risky' })
  stand.winners.length = 0
  expect(await take(stand, await pay(quote, [5]))).toMatchObject({ code: '' })
})

const changed: Record<string, [string, (stand: Stand) => void]> = {
  'of an empty session': ['no-funds', ({ chain }) => Object.assign(chain.funds, { deposit: 0n })],
  'that can be gone in the next round': [
    'no-funds',
    ({ chain }) => Object.assign(chain.funds, { withdrawRound: 8 }),
  ],
  'of a session that is over': ['no-funds', ({ chain }) => Object.assign(chain.funds, { expiry: 6 })],
  'for an account outside the active set': [
    'unsupported',
    ({ chain }) => Object.assign(chain.funds, { active: false }),
  ],
}

test.each(Object.entries(changed))('tickets %s', async (_, [code, change]) => {
  const stand = await openStand()
  const payment = await pay(await quoteOf(stand))
  change(stand)
  expect(await take(stand, payment)).toMatchObject(refused(code))
  await expect(quoteOf(stand)).rejects.toMatchObject({ code })
})

test('an unlock whose end is far', async () => {
  const stand = await openStand()
  stand.chain.funds.withdrawRound = 9
  expect(await take(stand, await pay(await quoteOf(stand)))).toMatchObject({ code: '' })
})

test('a session that ends with this round', async () => {
  const stand = await openStand()
  stand.chain.funds.expiry = 7
  expect(await take(stand, await pay(await quoteOf(stand)))).toMatchObject({ code: '' })
})

test('a session that ends during a job pays on the quotes of its last round, and gets no other', async () => {
  const stand = await openStand()
  stand.chain.funds.expiry = 7
  const quote = await quoteOf(stand)
  Object.assign(stand.chain.rates, { round: 8, creationRound: 8 })
  expect(await take(stand, await pay(quote))).toMatchObject({ code: '' })
  await expect(quoteOf(stand)).rejects.toMatchObject({ code: 'no-funds' })
})

test('two gateways share a till', async () => {
  const stand = await openStand()
  const other = hashOf('another session')
  const sender = privateKeyToAddress(other).toLowerCase() as Address
  const quotes = [await quoteOf(stand), await stand.till.quote(sender, VALUE, PRICE)] as const
  const [signature] = await signTickets(ticketTerms(quotes[1], sender), [1], other)
  const tickets = [{ senderNonce: 1, signature: signature ?? new Uint8Array() }]
  const payment = { sequence: 9, quote: quotes[1], tickets }
  expect(await take(stand, await pay(quotes[0]))).toMatchObject({ code: '' })
  expect(await stand.till.receive(sender, payment)).toMatchObject({ code: '' })
  expect(await take(stand, payment)).toMatchObject(refused('bad-ticket'))
})

test('a quote ends early enough to redeem, and there is none where no round was begun', async () => {
  const stand = await openStand()
  const { rates } = stand.chain
  rates.lastBlock = rates.block + 5
  expect((await quoteOf(stand)).expirationBlock).toBe(rates.lastBlock)
  rates.lastBlock = rates.block
  await expect(quoteOf(stand)).rejects.toMatchObject({ code: 'chain-lost' })
})

test('memory is bounded, and given back', async () => {
  const stand = await openStand()
  for (let count = 0; count < MAX_SENDER_QUOTES; count++) {
    expect(await take(stand, await pay(await quoteOf(stand)))).toMatchObject({ code: '' })
  }
  const quote = await quoteOf(stand)
  expect(await take(stand, await pay(quote))).toMatchObject(refused('too-fast'))
  stand.chain.mine(QUOTE_BLOCKS + 1)
  expect(await take(stand, await pay(await quoteOf(stand)))).toMatchObject({ code: '' })
})
