import { expect, test } from 'vitest'
import { ICE, iceServer } from './ice.ts'

test('servers with and without credentials', () => {
  expect(iceServer('stun:stun.example.org:3478')).toEqual({ urls: 'stun:stun.example.org:3478' })
  expect(iceServer('turn:ann:a:b@turn.example.org:3478?transport=tcp')).toEqual({
    urls: 'turn:turn.example.org:3478?transport=tcp',
    username: 'ann',
    credential: 'a:b',
  })
})

test('what is no such server is refused', () => {
  for (const text of ['', 'http://x', 'turn:', 'turn:ann@host', 'stun:a b'])
    expect(ICE.test(text)).toBe(false)
  for (const text of ['stun:h', 'stuns:h:1', 'turns:u:p@h']) expect(ICE.test(text)).toBe(true)
})
