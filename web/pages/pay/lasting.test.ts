import { expect, test } from 'vitest'
import { lasting } from './lasting.ts'

test('what is left lasts as long as it pays for, and never beyond the session', () => {
  const ends = new Date(10 * 3_600_000)
  expect(lasting(25n, 10n, ends, 0)).toBe('for about 2 h 30 min')
  expect(lasting(0n, 10n, ends, 0)).toBe('for about 0 s')
  expect(lasting(100n, 10n, ends, 0)).toMatch(/^until /)
  expect(lasting(25n, 10n, ends, 9 * 3_600_000)).toMatch(/^until /)
})
