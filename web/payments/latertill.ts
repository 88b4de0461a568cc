import type { Address } from '../chain/types.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { Price } from '../protocol/schema.ts'
import type { Till } from './types.ts'

const FREE: Price = { wei: 0n, pixels: 1n }

/** A till for an orchestrator that may come to be paid later, or by another account: until then the work is free. */
export type LaterTill = Till & {
  /** @param next takes the place of the one before, which is closed; undefined: the work is free again */
  put(next: Till | undefined): void
}

export function laterTill(): LaterTill {
  let inner: Till | undefined

  function opened(): Till {
    if (inner !== undefined) return inner
    throw new MillraceError('bad-ticket', 'This orchestrator is not paid any more.', {
      hint: 'Ask it again, or another one.',
    })
  }

  return {
    get account(): Address {
      return opened().account
    },
    price: () => inner?.price() ?? FREE,
    setPrice: price => inner?.setPrice(price),
    quote: async (...args) => opened().quote(...args),
    receive: async (...args) => opened().receive(...args),
    put(next) {
      inner?.close()
      inner = next
    },
    close: () => inner?.close(),
  }
}
