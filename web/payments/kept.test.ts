import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { keptOf } from './kept.ts'
import { openSpent } from './spent.ts'

const SENDER = `0x${'01'.repeat(20)}` as const
const OTHER = `0x${'02'.repeat(20)}` as const

test('tabs that pay from one session at once add up, and other sessions are not touched', async () => {
  await Promise.all(Array.from({ length: 20 }, () => keptOf(SENDER).add(10n ** 18n)))
  expect(await keptOf(SENDER).read()).toBe(20n * 10n ** 18n)
  expect(await keptOf(OTHER).read()).toBe(0n)
})

test('hours of payments are kept as one number, and what could not be kept is kept the next time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const add = vi.fn<(value: bigint) => Promise<void>>(async () => {})
  add.mockRejectedValueOnce(new Error('The disk is full.'))
  const spent = await openSpent({ read: async () => 5n, add })
  for (let payment = 0; payment < 1000; payment += 1) {
    spent.add(3n)
    await vi.advanceTimersByTimeAsync(250)
  }
  spent.close()
  vi.useRealTimers()
  expect(spent.total()).toBe(3005n)
  expect(add.mock.calls.length).toBeLessThan(12)
  const sum = add.mock.calls.slice(1).reduce((total, [value]) => total + value, 0n)
  expect(sum).toBe(3000n)
})
