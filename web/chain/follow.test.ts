import { expect, test, vi } from 'vitest'
import { follow } from './follow.ts'
import type { Chain } from './open.ts'

/** A chain whose newest block is the only one for now. */
function idle() {
  const calls = { answer: () => {}, vanish: () => {} }
  const chain = {
    client: { pollingInterval: 1 },
    head: {
      listen({ onblock, onerror }: { onblock(): void; onerror(thrown: unknown): void }) {
        calls.answer = onblock
        calls.vanish = () => onerror(new Error('No answer.'))
        onblock()
        return () => {}
      },
    },
  } as unknown as Chain
  return { chain, calls }
}

test('a reading that failed is made again, though no block comes', async () => {
  const read = vi.fn(async () => 'read').mockRejectedValueOnce(new Error('Cut off.'))
  const told: unknown[] = []
  const stop = follow(
    idle().chain,
    read,
    value => told.push(value),
    ({ code }) => told.push(code),
  )
  await expect.poll(() => told).toHaveLength(2)
  expect(told[1]).toBe('read')
  stop()
})

test('while the chain does not answer nothing is read', async () => {
  vi.useFakeTimers()
  const { chain, calls } = idle()
  const read = vi.fn().mockRejectedValue(new Error('Cut off.'))
  const stop = follow(
    chain,
    read,
    () => {},
    () => {},
  )
  await vi.advanceTimersByTimeAsync(0)
  calls.vanish()
  await vi.advanceTimersByTimeAsync(1000)
  expect(read).toHaveBeenCalledOnce()
  calls.answer()
  expect(read).toHaveBeenCalledTimes(2)
  stop()
  vi.useRealTimers()
})
