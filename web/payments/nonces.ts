import type { Address, Hash } from '../chain/types.ts'
import { MAX_NONCES, MAX_PAID_QUOTES, MAX_SENDER_QUOTES } from '../protocol/limits.ts'

type Paid = { sender: Address; expirationBlock: number; seen: Uint8Array }

/** Nonces of tickets that were taken, for quotes that are still good. */
export type Nonces = {
  /** Forgets quotes that have expired: no ticket on them is credited any more. */
  forget(block: number): void
  /** Whether tickets on this quote can be remembered. */
  hasRoom(sender: Address, quote: Hash): boolean
  /** @returns whether it is new */
  use(sender: Address, quote: Hash, expirationBlock: number, nonce: number): boolean
}

export function createNonces(): Nonces {
  const quotes = new Map<Hash, Paid>()
  const counts = new Map<Address, number>()

  const count = (sender: Address, change: number) => {
    const left = (counts.get(sender) ?? 0) + change
    if (left > 0) counts.set(sender, left)
    else counts.delete(sender)
  }

  function begin(sender: Address, quote: Hash, expirationBlock: number): Paid {
    const paid = { sender, expirationBlock, seen: new Uint8Array(Math.ceil((MAX_NONCES + 1) / 8)) }
    quotes.set(quote, paid)
    count(sender, 1)
    return paid
  }

  return {
    forget(block) {
      for (const [quote, { sender, expirationBlock }] of quotes) {
        if (expirationBlock >= block) continue
        quotes.delete(quote)
        count(sender, -1)
      }
    },
    hasRoom(sender, quote) {
      if (quotes.has(quote)) return true
      return quotes.size < MAX_PAID_QUOTES && (counts.get(sender) ?? 0) < MAX_SENDER_QUOTES
    },
    use(sender, quote, expirationBlock, nonce) {
      const { seen } = quotes.get(quote) ?? begin(sender, quote, expirationBlock)
      const bit = 1 << (nonce & 7)
      const byte = seen[nonce >> 3] ?? 0xff
      if (byte & bit) return false
      seen[nonce >> 3] = byte | bit
      return true
    },
  }
}
