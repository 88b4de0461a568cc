import { expect, test } from 'vitest'
import { contributeUrl, streamUrl } from './address.ts'
import { localOrigin, placeOf } from './services.ts'

const ORIGIN = 'http://127.0.0.1:8620'
const RELAYS = ['/ip4/127.0.0.1/tcp/9620/ws/p2p/A', '/dns4/b/tcp/443/wss/p2p/B']
const video = { url: `${ORIGIN}/media/1`, title: 'A & B' }

function parametersOf(url: string) {
  return [...new URL(url).searchParams]
}

test('the gateway’s page goes live with the file at once, in a loop', () => {
  const url = streamUrl(ORIGIN, RELAYS, video, {})
  expect(new URL(url).pathname).toBe('/stream.html')
  expect(parametersOf(url)).toEqual([
    ['relay', RELAYS[0]],
    ['relay', RELAYS[1]],
    ['file', video.url],
    ['title', 'A & B'],
    ['loop', '1'],
    ['live', '1'],
  ])
})

test('without a file it waits for who publishes', () => {
  expect(Object.fromEntries(parametersOf(streamUrl(ORIGIN, [], undefined, {})))).toEqual({
    source: 'whip',
    live: '1',
  })
})

test('every choice is a parameter', () => {
  const url = streamUrl(ORIGIN, [], video, {
    title: 'Mine',
    rungs: ['480p', '720p'],
    codec: 'vp9',
    segment: 2000,
    framerate: 0,
    once: true,
    budget: '0.05',
    moderate: 'person=blur',
    effect: 'replace-background',
    backdrop: 'hills',
  })
  expect(Object.fromEntries(parametersOf(url))).toEqual({
    file: video.url,
    title: 'Mine',
    loop: '0',
    rungs: '480p,720p',
    codec: 'vp9',
    segment: '2000',
    framerate: '0',
    moderate: 'person=blur',
    effect: 'replace-background',
    backdrop: 'hills',
    budget: '0.05',
    live: '1',
  })
})

test('the orchestrator’s page offers its work at once', () => {
  expect(contributeUrl(ORIGIN, [], {})).toBe(`${ORIGIN}/contribute.html?effects=all&start=1`)
  expect(
    contributeUrl(ORIGIN, [], {
      jobs: 3,
      price: 0,
      effects: ['style-oil', 'style-neon'],
      'effect-price': 9,
      'sound-price': 7,
      'imagine-price': 8,
    }),
  ).toBe(
    `${ORIGIN}/contribute.html?effects=style-oil%2Cstyle-neon&effectprice=9&soundprice=7&imagineprice=8&jobs=3&price=0&start=1`,
  )
})

test.each([
  ['127.0.0.1', 'http://127.0.0.1:1'],
  ['0.0.0.0', 'http://127.0.0.1:1'],
  ['::', 'http://[::1]:1'],
  ['::1', 'http://[::1]:1'],
  ['mill.example.org', 'http://mill.example.org:1'],
])('a server on %s is found at %s', (host, origin) => {
  expect(localOrigin(host, 1)).toBe(origin)
})

test.each([
  [':8080', { host: '127.0.0.1', port: 8080 }],
  ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
  ['[::1]:0', { host: '::1', port: 0 }],
])('%s names a place', (text, place) => {
  expect(placeOf(text, '127.0.0.1')).toEqual(place)
})
