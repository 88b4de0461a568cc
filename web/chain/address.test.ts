import { expect, test } from 'vitest'
import { same, shortAddress } from './address.ts'

test('addresses are the same in any case; none is the same as no other', () => {
  expect([same('0xAB', '0xab'), same('0xab', '0xac')]).toEqual([true, false])
  expect([same(undefined, undefined), same('0xab', undefined)]).toEqual([false, false])
})

test('both ends of an address tell it apart', () => {
  expect(shortAddress('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')).toBe('0xf39F…2266')
})
