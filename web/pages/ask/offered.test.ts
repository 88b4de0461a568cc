import { expect, test } from 'vitest'
import type { HeardOffer } from '../../network/types.ts'
import { isOffered } from './offered.ts'

const heard = (...ids: string[]) =>
  ({
    peer: 'a',
    heardAt: 0,
    offer: { effects: ids.map(id => ({ id, pixelRate: 1 })) },
  }) as unknown as HeardOffer

test('a task can be chosen where somebody offers it, or nobody offers anything yet', () => {
  expect(isOffered([], 'blur')).toBe(true)
  expect(isOffered([heard(), heard('blur')], 'blur')).toBe(true)
  expect(isOffered([heard()], 'blur')).toBe(false)
})
