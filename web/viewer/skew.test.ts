import { expect, test } from 'vitest'
import { createSkew } from './skew.ts'

test('knows nothing before the first message', () => {
  expect(createSkew().value()).toBeUndefined()
})

test('the message that was held up least tells how far the clocks are apart', () => {
  const skew = createSkew()
  const ahead = 5000
  for (const held of [80, 3, 40, 250]) skew.sample(1000 + ahead, 1000 + 20 + held, 40)
  expect(skew.value()).toBe(ahead - 3)
})
