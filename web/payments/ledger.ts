import { same } from '../chain/address.ts'
import { createBook, isOver } from './book.ts'
import { type Fact, toEntry, toFact } from './entries.ts'
import type { Journal, Ledger } from './types.ts'

/** What was earned is written down so often, ms: a crash loses no more of the statistics. Winners never wait. */
const EARNED_MS = 15_000
/** A journal of more entries is written anew, without what is over, when that makes it less than half as long. */
const LONG = 2000

const NOTHING = { value: 0n, ms: 0 }

/** Reads a journal and goes on with it. Only one ledger at a time may have it. */
export async function openLedger(journal: Journal): Promise<Ledger> {
  const listeners = new Set<() => void>()
  const book = createBook()
  let length = 0
  let tooLong = LONG
  let unwritten: { value: bigint; ms: number } | undefined

  const entries = await journal.read()
  length = entries.length
  for (const entry of entries) {
    const fact = toFact(entry)
    if (fact !== undefined) book.apply(fact)
  }
  await shorten()

  function tell(): void {
    for (const listener of listeners) listener()
  }

  async function shorten(): Promise<void> {
    if (length <= tooLong) return
    const facts = book.summed(Date.now())
    tooLong = Math.max(LONG, 2 * facts.length)
    if (length <= tooLong) return
    length = facts.length
    await journal.replace(facts.map(toEntry))
  }

  /** Everyone sees it at once; it resolves when it is on disk. */
  async function write(fact: Fact): Promise<void> {
    book.apply(fact)
    tell()
    length += 1
    await journal.append(toEntry(fact))
    await shorten()
  }

  function writeEarned(): void {
    const { value, ms } = unwritten ?? NOTHING
    unwritten = undefined
    // It counts in this page all the same, and what the disk has against it is said where it matters.
    write({ kind: 'earned', at: Date.now(), value, ms }).catch(() => {})
  }

  return {
    async won(winner) {
      if (book.winner(winner.id) !== undefined) return
      try {
        await write({ ...winner, kind: 'won', at: Date.now() })
      } catch (error) {
        book.forget(winner.id)
        throw error
      }
    },
    earned(_job, _sender, value) {
      if (unwritten === undefined) setTimeout(writeEarned, EARNED_MS)
      const before = unwritten ?? NOTHING
      unwritten = { value: before.value + value, ms: before.ms + book.pace.work(Date.now()) }
      tell()
    },
    winners: book.winners,
    pending: sender =>
      book
        .winners()
        .filter(winner => same(winner.sender, sender) && !isOver(winner))
        .reduce((sum, { faceValue }) => sum + faceValue, 0n),
    change: (id, change) => write({ kind: 'changed', at: Date.now(), id, ...change }),
    redemption: book.redemption,
    setRedemption: redemption =>
      write(redemption ? { ...redemption, kind: 'sending' } : { kind: 'arrived', at: Date.now() }),
    summary() {
      const summary = book.summary()
      return { ...summary, earned: summary.earned + (unwritten?.value ?? 0n) }
    },
    days: book.days,
    onchange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
