import { expect, test } from 'vitest'
import { isLoopback } from './sharelink.ts'

test.each([
  ['http://localhost:8080/watch.html#a/b', true],
  ['http://mill.localhost/watch.html', true],
  ['http://127.0.0.1:8080/watch.html', true],
  ['http://[::1]:8080/watch.html', true],
  ['http://192.168.1.7:8080/watch.html#a/b?relay=/ip4/127.0.0.1/tcp/1', false],
  ['https://localhost.example.org/watch.html', false],
])('%s stays on this computer: %s', (link, stays) => {
  expect(isLoopback(link)).toBe(stays)
})
