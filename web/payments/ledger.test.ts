import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Hash } from '../chain/types.ts'
import { browserJournal } from './journal.ts'
import { openLedger } from './ledger.ts'
import type { Journal, JournalEntry, Winner } from './types.ts'

const DAY_MS = 86_400_000
const ALICE = '0x00000000000000000000000000000000000000aa'
const BOB = '0x00000000000000000000000000000000000000bb'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 26, 12), toFake: ['Date', 'setTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function memoryJournal(): Journal & { entries: JournalEntry[]; full: boolean } {
  const journal = {
    entries: [] as JournalEntry[],
    full: false,
    async append(entry: JournalEntry) {
      if (journal.full) throw new Error('the disk is full')
      journal.entries.push(structuredClone(entry))
    },
    read: async () => structuredClone(journal.entries),
    async replace(entries: JournalEntry[]) {
      journal.entries = structuredClone(entries)
    },
  }
  return journal
}

function winner(number: number, faceValue = 100n, sender: Hash = ALICE): Winner {
  const id: Hash = `0x${number.toString(16).padStart(64, '0')}`
  return {
    ...{ id, recipient: BOB, sender, faceValue, winProb: 2n ** 250n, senderNonce: number, recipientRand: 7n },
    ...{ recipientRandHash: id, auxData: '0x', signature: '0x', expirationBlock: 9, creationRound: 1 },
    ...{ wonAt: Date.now(), state: 'waiting', hash: undefined, fee: 0n, reason: '' },
  }
}

const journals = {
  'in memory': async () => memoryJournal(),
  'in the browser': () => browserJournal(crypto.randomUUID()),
}

describe.each(Object.entries(journals))('a ledger %s', (_, open) => {
  test('knows after a reload all that it knew', async () => {
    const journal = await open()
    const ledger = await openLedger(journal)
    await ledger.won(winner(1))
    await ledger.won(winner(2, 50n, BOB))
    await ledger.won(winner(1))
    await ledger.change(winner(1).id, { state: 'redeemed', hash: '0x77', fee: 3n })
    await ledger.change(winner(2).id, { reason: 'waits for its quote to expire' })
    const redemption = {
      nonce: 4,
      hash: undefined,
      block: 8,
      gas: 8n,
      gasPrice: 9n,
      at: 10,
      winners: [winner(2).id, '0x5' as Hash],
    }
    await ledger.setRedemption(redemption)
    const again = await openLedger(journal)
    expect(again.winners()).toEqual([
      { ...winner(2, 50n, BOB), reason: 'waits for its quote to expire' },
      { ...winner(1), state: 'redeemed', hash: '0x77', fee: 3n },
    ])
    expect(again.winners()).toEqual(ledger.winners())
    expect(again.summary()).toMatchObject({ pending: 50n, redeemed: 100n, lost: 0n, fees: 3n })
    expect(again.redemption()).toEqual(redemption)
    await again.setRedemption(undefined)
    expect((await openLedger(journal)).redemption()).toBeUndefined()
  })
})

test('a sender owes what is neither redeemed nor lost', async () => {
  const ledger = await openLedger(memoryJournal())
  for (const each of [1, 2, 3]) await ledger.won(winner(each))
  await ledger.won(winner(4, 100n, BOB))
  await ledger.change(winner(1).id, { state: 'lost', reason: 'expired' })
  await ledger.change(winner(2).id, { state: 'sent' })
  expect(ledger.pending(ALICE)).toBe(200n)
  expect(ledger.summary()).toMatchObject({ pending: 300n, lost: 100n })
})

test('a winner that could not be written down has not won, and may come again', async () => {
  const journal = memoryJournal()
  const ledger = await openLedger(journal)
  journal.full = true
  await expect(ledger.won(winner(1))).rejects.toThrow('full')
  expect(ledger.winners()).toEqual([])
  journal.full = false
  await ledger.won(winner(1))
  expect((await openLedger(journal)).winners()).toHaveLength(1)
})

test('what is redeemed and then undone by the chain counts as pending again', async () => {
  const ledger = await openLedger(memoryJournal())
  await ledger.won(winner(1))
  await ledger.change(winner(1).id, { state: 'redeemed', fee: 2n })
  await ledger.change(winner(1).id, { state: 'waiting' })
  expect(ledger.summary()).toMatchObject({ pending: 100n, redeemed: 0n, fees: 2n })
})

test('earnings are told at once, written a few times a minute, and per hour of work', async () => {
  const journal = memoryJournal()
  const ledger = await openLedger(journal)
  for (let second = 0; second <= 60; second += 1) {
    vi.advanceTimersByTime(1000)
    ledger.earned('job', ALICE, 10n, 1n)
  }
  expect(ledger.summary().earned).toBe(610n)
  expect(journal.entries.length).toBeLessThanOrEqual(5)
  vi.advanceTimersByTime(DAY_MS)
  // A pause of a day is no work.
  expect(ledger.summary().perHour).toBe(36_600n)
  const again = await openLedger(journal)
  expect(again.summary()).toMatchObject({ earned: 610n, perHour: 36_600n })
  expect(again.days()).toMatchObject([{ day: '2026-11-26', earned: 610n }])
})

test('a year of work stays short, and every sum is kept', async () => {
  const journal = memoryJournal()
  let ledger = await openLedger(journal)
  for (let number = 0; number < 3000; number += 1) {
    vi.advanceTimersByTime(DAY_MS / 10)
    await ledger.won(winner(number))
    if (number % 3 === 1) await ledger.change(winner(number).id, { state: 'redeemed', fee: 2n })
    if (number % 3 === 2) await ledger.change(winner(number).id, { state: 'lost' })
    ledger.earned('job', ALICE, 1n, 1n)
  }
  vi.advanceTimersByTime(DAY_MS)
  const before = [ledger.summary(), ledger.days()]
  ledger = await openLedger(journal)
  expect([ledger.summary(), ledger.days()]).toEqual(before)
  expect(ledger.summary()).toMatchObject({
    earned: 3000n,
    pending: 100_000n,
    redeemed: 100_000n,
    fees: 2000n,
  })
  // What waits is never forgotten.
  expect(ledger.winners().filter(({ state }) => state === 'waiting')).toHaveLength(1000)
  expect(journal.entries.length).toBeLessThan(4000)
})

test('entries of a newer program, and broken ones, are passed over', async () => {
  const journal = memoryJournal()
  const ledger = await openLedger(journal)
  await ledger.won(winner(1))
  journal.entries.push({ kind: 'later', at: 1 }, { kind: 'won', at: 1 }, { kind: 'changed', at: 1, id: 'x' })
  expect((await openLedger(journal)).winners()).toHaveLength(1)
})
