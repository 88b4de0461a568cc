import { expect, test } from 'vitest'
import { defaultsOf } from './defaults.ts'

test('where few cores do everything, the largest size is left out', () => {
  expect(defaultsOf('up', {}, 2).rungs).toEqual(['480p', '720p'])
  expect(defaultsOf('up', {}, 4).rungs).toBeUndefined()
  expect(defaultsOf('gateway', {}, 2)).toEqual({})
})

test('there is money where there is a chain', () => {
  expect(defaultsOf('up', {}, 8)).toEqual({ budget: '0.1' })
  expect(defaultsOf('up', { chain: false }, 8)).toEqual({})
})
