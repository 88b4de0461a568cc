import { expect, test } from 'vitest'
import { formatWatchLink, parseWatchLink } from './sharelink.ts'

const PAGE = 'https://mill.example.org/watch.html'
const target = { peer: '12D3KooW', stream: 'a1b2', relays: ['/ip4/1.2.3.4/tcp/9620/ws/p2p/X'] }

test('a link is read as it was written', () => {
  expect(parseWatchLink(formatWatchLink(PAGE, target))).toEqual(target)
  const both = { ...target, hls: 'http://127.0.0.1:8080/a1b2/master.m3u8' }
  expect(parseWatchLink(formatWatchLink(PAGE, both))).toEqual(both)
})

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'http://', '//x/y', `https://x/${'y'.repeat(300)}`])(
  '%s is no HLS address',
  hls => {
    expect(parseWatchLink(formatWatchLink(PAGE, { ...target, hls }))).toEqual(target)
  },
)

test.each(['', '#', '#peer', '#peer/', '#peer/stream/more', '#pe er/stream'])('%s names no stream', link => {
  expect(() => parseWatchLink(PAGE + link)).toThrow('names no stream')
})
