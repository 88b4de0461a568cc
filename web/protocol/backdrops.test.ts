import { expect, test } from 'vitest'
import { BACKDROPS, backdropName, backdropOf } from './backdrops.ts'
import { effectOrder, isSameEffect, isSameKind, orderedEffect } from './effects.ts'
import { MAX_ID_LENGTH } from './limits.ts'
import type { Offer } from './schema.ts'

test('a picture’s name is told by its bytes, fits where names do, and is none of ours', () => {
  const name = backdropName(Uint8Array.of(1, 2, 3))
  expect(name).not.toBe(backdropName(Uint8Array.of(1, 2, 4)))
  expect(name).toMatch(/^[0-9a-f]+$/)
  expect(name.length).toBeLessThanOrEqual(MAX_ID_LENGTH)
  expect(backdropOf(name)).toBeUndefined()
  for (const { id } of BACKDROPS) expect(backdropOf(id)?.id).toBe(id)
})

test('an order carries the picture beside what is signed for', () => {
  const effect = { id: 'replace-background', strength: 1, backdrop: 'x' }
  const picture = Uint8Array.of(1)
  const order = effectOrder({ ...effect, picture }, {} as Offer)
  expect(order).toEqual({ effect, picture })
  expect(orderedEffect(order)).toEqual({ ...effect, picture })
})

test('another background is another effect', () => {
  const [one, other] = ['a', 'b'].map(backdrop => ({ id: 'x', strength: 1, backdrop }))
  expect(isSameEffect(one, other)).toBe(false)
  expect(isSameKind(one, other)).toBe(false)
  expect(isSameKind(one, one && { ...one, strength: 0.5 })).toBe(true)
})
