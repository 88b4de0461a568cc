import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openFunds } from '../chain/funds.ts'
import { followRates } from '../chain/rates.ts'
import { MillraceError } from '../protocol/errors.ts'
import { startCurve } from './curve.ts'
import { startPayer } from './sender.ts'
import { SESSION } from './stand.ts'
import type { RatesFeed, TicketTerms } from './types.ts'

vi.mock('../chain/funds.ts', () => ({ openFunds: vi.fn() }))
vi.mock('../chain/rates.ts', () => ({ followRates: vi.fn() }))

/** Workers that never answer. */
const terminate = vi.fn()
beforeEach(() => {
  terminate.mockClear()
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      postMessage() {}
      terminate = terminate
    },
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('calls that run when it is closed reject', async () => {
  const curve = startCurve()
  const calls = [curve.sign({} as TicketTerms, [1], '0x01'), curve.check({} as TicketTerms, [], 1n)]
  curve.close()
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'no-funds' })
  expect(terminate).toHaveBeenCalledTimes(1)
})

test('a payer whose funds cannot be read leaves nothing running', async () => {
  const rates = { now() {}, onchange: vi.fn(), close: vi.fn() }
  vi.mocked(followRates).mockResolvedValue(rates as unknown as RatesFeed)
  vi.mocked(openFunds).mockReturnValue(() => Promise.reject(new MillraceError('chain-lost', 'away')))
  await expect(startPayer({} as never, SESSION)).rejects.toMatchObject({ code: 'chain-lost' })
  expect([terminate.mock.calls.length, rates.close.mock.calls.length]).toEqual([1, 1])
})
