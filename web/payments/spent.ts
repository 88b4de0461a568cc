import type { Kept } from './types.ts'

/** What was paid since it was last kept may be forgotten when the page dies; the chain says what really went. */
const KEEP_MS = 30_000

/** What a session paid in all, over reloads: expected values, wei. */
export type Spent = {
  total(): bigint
  add(value: bigint): void
  /** Keeps what is not kept yet. */
  close(): void
}

export async function openSpent(kept: Kept): Promise<Spent> {
  let total = await kept.read()
  let unkept = 0n
  let timer: ReturnType<typeof setTimeout> | undefined

  async function keep() {
    timer = undefined
    const value = unkept
    unkept = 0n
    await kept.add(value).catch(() => {
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
      if (unkept > 0n) void keep()
    },
  }
}
