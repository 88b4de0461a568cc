import type { Address } from '../chain/types.ts'
import type { Journal } from './types.ts'

const KIND = 'paid'
/** What was paid since the last entry may be forgotten when the page dies; the chain says what really went. */
const KEEP_MS = 30_000

/** What a session paid in all, over reloads: expected values, wei. */
export type Spent = {
  total(): bigint
  add(value: bigint): void
  /** Keeps what is not kept yet. */
  close(): void
}

export async function openSpent(sender: Address, journal: Pick<Journal, 'append' | 'read'>): Promise<Spent> {
  const entries = await journal.read()
  const own = entries.filter(({ kind, sender: payer }) => kind === KIND && payer === sender)
  let total = own.reduce((sum, { value }) => sum + BigInt(value ?? 0), 0n)
  let unkept = 0n
  let timer: ReturnType<typeof setTimeout> | undefined

  function keep() {
    timer = undefined
    const value = unkept
    unkept = 0n
    journal.append({ kind: KIND, at: Date.now(), sender, value: String(value) }).catch(() => {
      unkept += value
    })
  }

  return {
    total: () => total,
    add(value) {
      total += value
      unkept += value
      timer ??= setTimeout(keep, KEEP_MS)
    },
    close() {
      clearTimeout(timer)
      if (unkept > 0n) keep()
    },
  }
}
