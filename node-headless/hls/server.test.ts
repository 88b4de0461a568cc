import { access, appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeFeed, type FeedHead } from '../../web/protocol/feed.ts'
import { MAX_PICTURE_BYTES, MAX_STREAMS } from '../../web/protocol/limits.ts'
import { parseThumbnails } from '../../web/protocol/pictures.ts'
import { type HlsServer, startHls } from './server.ts'

const INIT = Uint8Array.from([9, 9])
const MEDIA = Uint8Array.from([10, 13, 0, 10, 255])
const RUN: FeedHead = {
  ...{ kind: 'run', run: 'aaaa', segmentMs: 1000, first: 0, epoch: 0 },
  renditions: [{ name: '720p', codec: 'avc1.64001f', bitrate: 2_000_000, width: 1280, height: 720 }],
}
const PICTURE = {
  ...{ kind: 'picture' as const, run: 'aaaa', number: 1 },
  start: 1e6,
  width: 320,
  height: 180,
}
let folder: string
let server: HlsServer
let origin: string

const start = async () => {
  server = await startHls('127.0.0.1', 0, folder)
  origin = `http://127.0.0.1:${server.port}`
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-hls-'))
  await start()
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const segment = (number: number): FeedHead => ({
  ...{ kind: 'segment', run: 'aaaa', track: '720p', number, start: number * 1e6, duration: 1 },
  ...{ codec: 'avc1.640c1f', map: 0, initBytes: INIT.byteLength },
})
const post = (stream: string, body: BodyInit, at = server.ingest) =>
  fetch(`${origin}${at}/${stream}`, { method: 'POST', body })

async function goLive(stream: string, segments: number) {
  await post(stream, encodeFeed(RUN))
  for (let number = 0; number < segments; number += 1) {
    expect((await post(stream, encodeFeed(segment(number), INIT, MEDIA))).status).toBe(204)
  }
}

test('what is handed in is served, byte by byte, to players on any page', async () => {
  await goLive('film', 2)
  const master = await fetch(`${origin}/film/master.m3u8`)
  expect(Object.fromEntries(master.headers)).toMatchObject({
    'content-type': 'application/vnd.apple.mpegurl',
    'cache-control': 'public, max-age=1',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(await master.text()).toContain('720p/index.m3u8')
  const file = await fetch(`${origin}/film/720p/aaaa-1.m4s?once=more`)
  expect(file.headers.get('content-type')).toBe('video/mp4')
  expect(file.headers.get('cache-control')).toContain('immutable')
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(MEDIA)
  const init = await fetch(`${origin}/film/720p/aaaa-init0.mp4`)
  expect(new Uint8Array(await init.arrayBuffer())).toEqual(INIT)
})

test('who asks for what comes next is answered when it is there', async () => {
  await goLive('soon', 1)
  const part = (index: number): FeedHead => ({
    ...{ kind: 'part', run: 'aaaa', track: '720p', number: 1, index, start: 1e6 + index * 500_000 },
    ...{ duration: 0.5, key: index === 0, map: 0 },
  })
  await post('soon', encodeFeed(part(0), MEDIA))
  const playlist = `${origin}/soon/720p/index.m3u8`
  let answered = 0
  const early = (url: string) => fetch(url).finally(() => (answered += 1))
  const waiting = [
    early(`${playlist}?_HLS_msn=1&_HLS_part=1`),
    early(`${origin}/soon/720p/aaaa-1.1.m4s`),
    early(`${playlist}?_HLS_msn=1`),
  ] as const
  expect((await fetch(`${playlist}?_HLS_msn=1&_HLS_part=0`)).status).toBe(200)
  expect(answered).toBe(0)
  await post('soon', encodeFeed(part(1), MEDIA))
  expect(await (await waiting[0]).text()).toContain('URI="aaaa-1.1.m4s"')
  const file = await waiting[1]
  expect(file.headers.get('content-type')).toBe('video/mp4')
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(MEDIA)
  expect(answered).toBe(2)
  await post('soon', encodeFeed(segment(1), INIT, MEDIA))
  expect(await (await waiting[2]).text()).toContain('aaaa-1.m4s')
  expect((await fetch(`${playlist}?_HLS_msn=9`)).status).toBe(400)
  expect((await fetch(`${playlist}?_HLS_msn=x&_HLS_part=-1`)).status).toBe(200)
})

test('the playlists of a stream that is over may be kept for longer', async () => {
  await goLive('over', 1)
  await post('over', encodeFeed({ kind: 'end' }))
  const playlist = await fetch(`${origin}/over/720p/index.m3u8`)
  expect(playlist.headers.get('cache-control')).toBe('public, max-age=3600')
  expect(await playlist.text()).toContain('#EXT-X-ENDLIST')
})

test('pictures are a track of thumbnails, and one of them stands for the stream', async () => {
  await post('seen', encodeFeed(RUN))
  expect((await fetch(`${origin}/seen/poster.jpg`)).status).toBe(204)
  await goLive('seen', 2)
  await post('seen', encodeFeed(PICTURE, MEDIA))
  await post('seen', encodeFeed({ ...PICTURE, number: 2 }, new Uint8Array(MAX_PICTURE_BYTES + 1)))
  const track = await fetch(`${origin}/seen/pictures.vtt`)
  expect(track.headers.get('content-type')).toBe('text/vtt; charset=utf-8')
  expect(track.headers.get('cache-control')).toBe('public, max-age=1')
  expect(parseThumbnails(await track.text())).toEqual([
    { uri: 'pictures/aaaa-1.jpg', at: 1000, width: 320, height: 180 },
  ])
  const file = await fetch(`${origin}/seen/pictures/aaaa-1.jpg`)
  expect(file.headers.get('content-type')).toBe('image/jpeg')
  expect(file.headers.get('cache-control')).toContain('immutable')
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(MEDIA)
  const poster = await fetch(`${origin}/seen/poster.jpg`)
  expect(poster.headers.get('cache-control')).toBe('public, max-age=1')
  expect(new Uint8Array(await poster.arrayBuffer())).toEqual(MEDIA)
  expect((await fetch(`${origin}/seen/pictures/aaaa-0.jpg`)).status).toBe(404)
})

test('what is not there, nobody keeps', async () => {
  await goLive('short', 2)
  const missing = await fetch(`${origin}/short/720p/aaaa-2.m4s`)
  expect(missing.status).toBe(404)
  expect(missing.headers.get('cache-control')).toBe('no-store')
})

test('what was there and is not any more is gone', async () => {
  await goLive('lost', 2)
  await rm(join(folder, 'lost/720p/aaaa-0.m4s'))
  expect((await fetch(`${origin}/lost/720p/aaaa-0.m4s`)).status).toBe(410)
})

test('after a restart of the node what it keeps is played again, as a stream that is over', async () => {
  await goLive('again', 4)
  await post('again', encodeFeed({ ...PICTURE, number: 2 }, MEDIA))
  await appendFile(join(folder, 'again/feed.jsonl'), '{"kind":"segm')
  await rm(join(folder, 'again/720p/aaaa-0.m4s'))
  await server.close()
  await start()
  const playlist = await (await fetch(`${origin}/again/720p/index.m3u8`)).text()
  expect(playlist.split('\n').filter(line => line.endsWith('.m4s'))).toEqual(
    [1, 2, 3].map(number => `aaaa-${number}.m4s`),
  )
  expect(playlist).toContain('#EXT-X-ENDLIST')
  expect((await fetch(`${origin}/again/poster.jpg`)).status).toBe(200)
  const file = await fetch(`${origin}/again/720p/aaaa-1.m4s`)
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(MEDIA)
  // Its page comes back under the same name.
  await post('again', encodeFeed({ ...RUN, run: 'bbbb' }))
  await post('again', encodeFeed({ ...segment(0), run: 'bbbb' } as FeedHead, INIT, MEDIA))
  const live = await (await fetch(`${origin}/again/720p/index.m3u8`)).text()
  expect(live).toMatch(/aaaa-3\.m4s\n#EXT-X-DISCONTINUITY\n[\s\S]*bbbb-0\.m4s\n$/)
})

test.each([
  '',
  'film',
  'film/',
  'none/master.m3u8',
  'film/../film',
  'film/720p/../../secret',
  'film//index.m3u8',
])('/%s is nothing', async path => {
  expect((await fetch(`${origin}/${path}`)).status).toBe(404)
})

test('only who knows the way hands anything in, and only what a stream is made of', async () => {
  expect((await post('film', encodeFeed(RUN), '/00000000000000000000000000000000')).status).toBe(405)
  expect((await post('film', 'nothing')).status).toBe(400)
  expect((await post('film', encodeFeed({ ...segment(0), track: '../x' } as FeedHead))).status).toBe(400)
  expect((await post('a/b', encodeFeed(RUN))).status).toBe(404)
  expect((await fetch(`${origin}/film/master.m3u8`, { method: 'PUT' })).status).toBe(405)
})

test('a body without an end is cut off', async () => {
  const answer = await post('film', new Uint8Array(21 * 1024 * 1024)).catch(() => undefined)
  expect([413, undefined]).toContain(answer?.status)
})

test('HEAD tells the size, OPTIONS what is allowed', async () => {
  await goLive('asked', 1)
  const head = await fetch(`${origin}/asked/720p/aaaa-0.m4s`, { method: 'HEAD' })
  expect(head.headers.get('content-length')).toBe(`${MEDIA.byteLength}`)
  const options = await fetch(`${origin}/asked/master.m3u8`, { method: 'OPTIONS' })
  expect(options.status).toBe(204)
  expect(options.headers.get('access-control-allow-methods')).toBe('GET, HEAD')
})

test('the stream of which nothing was heard for longest makes room', async () => {
  await goLive('oldest', 1)
  for (let count = 0; count < MAX_STREAMS; count += 1) await goLive(`stream-${count}`, 1)
  expect((await fetch(`${origin}/oldest/master.m3u8`)).status).toBe(404)
  expect((await fetch(`${origin}/stream-0/master.m3u8`)).status).toBe(200)
  await expect(access(join(folder, 'oldest'))).rejects.toThrow('ENOENT')
})
