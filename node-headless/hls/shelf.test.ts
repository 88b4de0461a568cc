import { describe, expect, test } from 'vitest'
import type { FeedPart, FeedRun } from '../../web/protocol/feed.ts'
import { windowOf } from '../../web/protocol/playlist.ts'
import { createShelf, type Shelf } from './shelf.ts'

const RUN: FeedRun = {
  kind: 'run',
  run: 'aaaa',
  segmentMs: 1000,
  first: 0,
  epoch: Date.UTC(2026, 0, 1),
  renditions: [
    { name: '480p', codec: 'avc1.64001f', bitrate: 1_000_000, width: 854, height: 480, framerate: 30 },
    { name: '720p', codec: 'avc1.64001f', bitrate: 2_000_000, width: 1280, height: 720, framerate: 30 },
  ],
  sound: { name: 'sound', codec: 'opus', bitrate: 0, channels: 2 },
}
/** s: what is older than this, and HLS_GRACE_S more, is dropped. */
const WINDOW_S = 30

/** @returns what was dropped for it */
function put(shelf: Shelf, track: string, numbers: number[], { run = 'aaaa', size = 1000, map = 0 } = {}) {
  return numbers.flatMap(number => {
    const times = { number, start: number * 1_000_000, duration: 1 }
    const codec = track === 'sound' ? 'opus' : 'avc1.640c1f'
    return shelf.take({ kind: 'segment', run, track, ...times, codec, map, initBytes: 3 }, size)
  })
}

const range = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => from + index)
const ALL = ['480p', '720p', 'sound']

function open(until: number, tracks = ALL) {
  const shelf = createShelf(Number.POSITIVE_INFINITY, WINDOW_S)
  shelf.take(RUN, 0)
  for (const number of range(0, until)) for (const track of tracks) put(shelf, track, [number])
  return shelf
}

function text(shelf: Shelf, path: string, skip = false): string {
  const found = shelf.find(path.split('/'), skip)
  if (typeof found === 'string' || found.type !== 'playlist') throw new Error(`${path} is no playlist`)
  return found.body
}

const uris = (playlist: string) => playlist.split('\n').filter(line => line.endsWith('.m4s'))
const tag = (playlist: string, name: string) => new RegExp(`#EXT-X-${name}:(.*)`).exec(playlist)?.[1]

describe('a stream', () => {
  test('keeps pictures as long as what they are of', () => {
    const shelf = open(1)
    const picture = { ...{ kind: 'picture' as const, run: 'aaaa' }, start: 0, width: 320, height: 180 }
    for (const number of [0, 10, 200]) shelf.take({ ...picture, number }, 100)
    const before = shelf.bytes()
    const dropped = range(1, 102).flatMap(number => put(shelf, '480p', [number]))
    expect(dropped.filter(file => file.startsWith('pictures/'))).toEqual([
      'pictures/aaaa-0.jpg',
      'pictures/aaaa-10.jpg',
    ])
    expect(before).toBeGreaterThan(300)
    expect(shelf.find(['pictures', 'aaaa-10.jpg'])).toBe('never')
    expect(shelf.find(['poster.jpg'])).toMatchObject({ file: 'pictures/aaaa-200.jpg' })
  })

  test('has a master as soon as there is a rendition, and sound where there is any', () => {
    const shelf = createShelf()
    expect(shelf.find(['master.m3u8'])).toBe('never')
    shelf.take(RUN, 0)
    put(shelf, '480p', [0])
    expect(shelf.find(['master.m3u8'])).toBe('never')
    put(shelf, 'sound', [0])
    const master = text(shelf, 'master.m3u8')
    expect(master).toContain('CODECS="avc1.640c1f,opus",RESOLUTION=854x480,FRAME-RATE=30.000')
    expect(master).toContain('CODECS="avc1.64001f,opus",RESOLUTION=1280x720')
  })

  test('lists the newest of each track, and gives what it lists', () => {
    const shelf = open(200)
    // 90 s are there; of the oldest a quarter is listed no more.
    const listed = range(110 + 22, 200)
    for (const track of ALL) {
      const playlist = text(shelf, `${track}/index.m3u8`)
      expect(tag(playlist, 'MEDIA-SEQUENCE')).toBe('132')
      expect(uris(playlist)).toEqual(listed.map(number => `aaaa-${number}.m4s`))
      const type = track === 'sound' ? 'sound' : 'video'
      for (const number of listed) {
        const file = `aaaa-${number}.m4s`
        expect(shelf.find([track, file])).toEqual({ type, file: `${track}/${file}` })
      }
      expect(shelf.find([track, 'aaaa-init0.mp4'])).toEqual({ type, file: `${track}/aaaa-init0.mp4` })
    }
  })

  test('tells in its master from when to when it is there, and whether it is over', () => {
    const shelf = open(10)
    const until = RUN.epoch + 10_000
    expect(windowOf(text(shelf, 'master.m3u8'))).toEqual({ from: RUN.epoch, until, ended: false })
    shelf.take({ kind: 'end' }, 0)
    expect(windowOf(text(shelf, 'master.m3u8'))).toEqual({ from: RUN.epoch, until, ended: true })
    expect(windowOf(text(open(200), 'master.m3u8'))?.from).toBe(RUN.epoch + 132_000)
  })

  test('gives who has the rest its end alone, while it is live', () => {
    const shelf = open(50)
    const update = text(shelf, '720p/index.m3u8', true)
    expect(tag(update, 'SKIP')).toBe('SKIPPED-SEGMENTS=20')
    expect(tag(update, 'MEDIA-SEQUENCE')).toBe('0')
    expect(uris(update)).toEqual(range(20, 50).map(number => `aaaa-${number}.m4s`))
    shelf.take({ kind: 'end' }, 0)
    expect(uris(text(shelf, '720p/index.m3u8', true)).length).toBe(50)
  })

  test('knows what was never there from what is gone', () => {
    const shelf = open(200)
    expect(shelf.find(['720p', 'aaaa-109.m4s'])).toBe('gone')
    expect(shelf.find(['720p', 'aaaa-110.m4s'])).toMatchObject({ type: 'video' })
    for (const path of [
      ['720p', 'aaaa-200.m4s'],
      ['720p', 'bbbb-1.m4s'],
      ['1080p', 'index.m3u8'],
      ['720p'],
      ['720p', 'aaaa-125.m4s', 'x'],
      [''],
    ]) {
      expect(shelf.find(path)).toBe('never')
    }
  })

  test('says where a rendition lacks segments, for good', () => {
    const shelf = open(10)
    for (const number of range(10, 20)) for (const track of ['480p', 'sound']) put(shelf, track, [number])
    const lacking = text(shelf, '720p/index.m3u8')
    expect(lacking.match(/#EXT-X-GAP\n#EXTINF:1.00000,\naaaa-1\d.m4s/g)?.length).toBe(5)
    put(shelf, '720p', [14, 15, 16])
    const after = text(shelf, '720p/index.m3u8')
    expect(after.startsWith(lacking)).toBe(true)
    expect(uris(after).slice(-2)).toEqual(['aaaa-15.m4s', 'aaaa-16.m4s'])
    expect(shelf.find(['720p', 'aaaa-14.m4s'])).toBe('never')
  })

  test('goes on after a restart of the page behind a discontinuity, at the same numbers in all tracks', () => {
    const shelf = open(5)
    shelf.take({ ...RUN, run: 'bbbb', first: 3 }, 0)
    for (const number of range(3, 6)) for (const track of ALL) put(shelf, track, [number], { run: 'bbbb' })
    for (const track of ALL) {
      const playlist = text(shelf, `${track}/index.m3u8`)
      expect(uris(playlist)).toEqual([
        ...range(0, 5).map(n => `aaaa-${n}.m4s`),
        'bbbb-3.m4s',
        'bbbb-4.m4s',
        'bbbb-5.m4s',
      ])
      expect(playlist).toContain('#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="bbbb-init0.mp4"')
      expect(tag(playlist, 'DISCONTINUITY-SEQUENCE')).toBe('0')
    }
    for (const number of range(6, 160)) for (const track of ALL) put(shelf, track, [number], { run: 'bbbb' })
    expect(tag(text(shelf, 'sound/index.m3u8'), 'DISCONTINUITY-SEQUENCE')).toBe('1')
  })

  test('that is over is closed in every track behind its last segment', () => {
    const shelf = open(4, ['480p', 'sound'])
    put(shelf, '720p', [0, 2])
    shelf.take({ kind: 'end' }, 0)
    const playlist = text(shelf, '720p/index.m3u8')
    expect(playlist).toContain('#EXT-X-GAP\n#EXTINF:1.00000,\naaaa-1.m4s')
    expect(playlist).toMatch(/,\naaaa-2.m4s\n#EXT-X-ENDLIST\n$/)
    expect(playlist.match(/EXT-X-GAP/g)).toHaveLength(1)
    expect(text(shelf, '480p/index.m3u8')).toContain('aaaa-3.m4s\n#EXT-X-ENDLIST')
  })

  test('is held to a number of bytes, whatever its rate, and says what it dropped', () => {
    const shelf = createShelf(50_000)
    shelf.take(RUN, 0)
    const dropped = put(shelf, '480p', range(0, 40), { size: 10_000 })
    expect(dropped).toEqual(range(0, 35).map(number => `480p/aaaa-${number}.m4s`))
    expect(shelf.bytes()).toBe(50_000)
    expect(shelf.find(['480p', 'aaaa-34.m4s'])).toBe('gone')
    expect(shelf.find(['480p', 'aaaa-35.m4s'])).toMatchObject({ type: 'video' })
    expect(uris(text(shelf, '480p/index.m3u8'))).toContain('aaaa-39.m4s')
  })
})

describe('captions', () => {
  const say = (shelf: Shelf, id: number, start: number, end: number, until: number, text = `said ${id}`) => {
    const captions = [{ kind: 'caption' as const, id, start: start * 1e6, end: end * 1e6, text }]
    return shelf.take({ kind: 'captions', run: 'aaaa', captions, until: until * 1e6 }, 0)
  }
  const vtts = (shelf: Shelf) =>
    text(shelf, 'captions/index.m3u8')
      .split('\n')
      .filter(line => line.endsWith('.vtt'))
  const words = (shelf: Shelf, number: number) => {
    const found = shelf.find(['captions', `aaaa-${number}.vtt`])
    return typeof found === 'string' || found.type !== 'captions' ? found : found.body.match(/said \d/g)
  }

  test('are in the master as soon as something was said, and nowhere before', () => {
    const shelf = open(10)
    expect(text(shelf, 'master.m3u8')).not.toContain('SUBTITLES')
    expect(shelf.find(['captions', 'index.m3u8'])).toBe('never')
    say(shelf, 1, 2.5, 4.5, 5)
    expect(text(shelf, 'master.m3u8')).toMatch(/TYPE=SUBTITLES.*URI="captions\/index.m3u8"/)
    expect(text(shelf, 'master.m3u8')).toMatch(/RESOLUTION=854x480.*SUBTITLES="captions"/)
  })

  test('are listed once all is told, in each segment that they are seen in', () => {
    const shelf = open(10)
    say(shelf, 1, 2.5, 4.5, 2.5)
    expect(vtts(shelf)).toEqual(['aaaa-0.vtt', 'aaaa-1.vtt'])
    expect(words(shelf, 2)).toBe('never')
    say(shelf, 1, 2.5, 4, 4.5, 'said 2')
    expect(vtts(shelf)).toHaveLength(4)
    expect([1, 2, 3].map(number => words(shelf, number))).toEqual([null, ['said 2'], ['said 2']])
    expect(words(shelf, 99)).toBe('never')
  })

  test('that nobody writes any more hold nothing up', () => {
    const shelf = open(10)
    say(shelf, 1, 1, 2, 3)
    for (const number of range(10, 40)) for (const track of ALL) put(shelf, track, [number])
    expect(vtts(shelf)).toHaveLength(40 - 20 - 1)
    shelf.take({ kind: 'end' }, 0)
    expect(vtts(shelf)).toHaveLength(40)
  })

  test('without end fill no memory, and are gone with their segments', () => {
    const shelf = open(200)
    for (const id of range(0, 12_000)) say(shelf, id, 150, 151, 200, 'said 1')
    expect(words(shelf, 150)).toHaveLength(10_000)
    expect(words(shelf, 3)).toBe('gone')
  })
})

describe('parts of a stream', () => {
  const part = (number: number, index: number, more: Partial<FeedPart> = {}): FeedPart => ({
    ...{ kind: 'part', run: 'aaaa', track: '480p', number, index, start: number * 1e6 + index * 500_000 },
    ...{ duration: 0.5, key: index === 0, map: 0, ...more },
  })
  const openParted = (until: number) => {
    const shelf = createShelf()
    shelf.take(RUN, 0)
    for (const number of range(0, until)) {
      for (const index of [0, 1]) shelf.takePart(part(number, index), Uint8Array.of(number, index))
      put(shelf, '480p', [number])
    }
    return shelf
  }
  const parts = (playlist: string) =>
    [...playlist.matchAll(/EXT-X-PART:.*URI="aaaa-([\d.]+)\.m4s"/g)].map(([, name]) => name)

  test('are listed for the newest segments, and ahead of the one to come', () => {
    const shelf = openParted(6)
    expect(parts(text(shelf, '480p/index.m3u8'))).toEqual(['3.0', '3.1', '4.0', '4.1', '5.0', '5.1'])
    shelf.takePart(part(6, 0), Uint8Array.of(6, 0))
    const playlist = text(shelf, '480p/index.m3u8')
    expect(parts(playlist).at(-1)).toBe('6.0')
    expect(playlist).toContain('PRELOAD-HINT:TYPE=PART,URI="aaaa-6.1.m4s"')
    expect(shelf.find(['480p', 'aaaa-6.0.m4s'])).toEqual({ type: 'video', body: Uint8Array.of(6, 0) })
    expect(shelf.find(['480p', 'aaaa-6.1.m4s'])).toBe('soon')
    expect(shelf.find(['480p', 'aaaa-6.2.m4s'])).toBe('never')
    expect(shelf.find(['480p', 'aaaa-0.1.m4s'])).toBe('never')
  })

  test('that came too late, out of turn, or with an init that is not there, are none', () => {
    const shelf = openParted(2)
    for (const odd of [part(1, 2), part(2, 1), part(2, 0, { map: 7 }), part(2, 0, { run: 'bbbb' })])
      shelf.takePart(odd, new Uint8Array(1))
    expect(text(shelf, '480p/index.m3u8')).toContain('PRELOAD-HINT:TYPE=PART,URI="aaaa-2.0.m4s"')
  })

  test('are not listed of a segment that they are not all of', () => {
    const shelf = openParted(2)
    shelf.takePart(part(2, 0), new Uint8Array(1))
    put(shelf, '480p', [2])
    expect(parts(text(shelf, '480p/index.m3u8'))).toEqual(['1.0', '1.1'])
  })

  test('are told no more when it is over', () => {
    const shelf = open(3)
    for (const index of [0, 1]) shelf.takePart(part(3, index), new Uint8Array(1))
    put(shelf, '480p', [3])
    expect(parts(text(shelf, '480p/index.m3u8'))).toEqual(['3.0', '3.1'])
    shelf.take({ kind: 'end' }, 0)
    expect(parts(text(shelf, '480p/index.m3u8'))).toEqual([])
  })

  test('and segments are waited for, but not what is far away', () => {
    const shelf = openParted(2)
    const tells = (sequence: number, part = Number.POSITIVE_INFINITY) =>
      shelf.tells(['480p', 'index.m3u8'], sequence, part)
    expect([tells(1), tells(1, 5), tells(2), tells(2, 0), tells(3)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
    expect(tells(4)).toBeUndefined()
    shelf.takePart(part(2, 0), new Uint8Array(1))
    expect([tells(2), tells(2, 0), tells(2, 1)]).toEqual([false, true, false])
    put(shelf, '480p', [2])
    expect([tells(2), tells(2, 1)]).toEqual([true, true])
    shelf.take({ kind: 'end' }, 0)
    expect(tells(3)).toBe(true)
    expect(text(shelf, '480p/index.m3u8')).not.toMatch(/EXT-X-PART-INF|PRELOAD|BLOCK/)
  })

  test('each playlist tells how far the others are', () => {
    const shelf = openParted(1)
    put(shelf, '720p', [0])
    shelf.takePart(part(1, 0), new Uint8Array(1))
    shelf.takePart(part(1, 0, { track: '720p' }), new Uint8Array(1))
    shelf.takePart(part(1, 1, { track: '720p' }), new Uint8Array(1))
    expect(text(shelf, '480p/index.m3u8')).toContain(
      '#EXT-X-RENDITION-REPORT:URI="../720p/index.m3u8",LAST-MSN=1,LAST-PART=1',
    )
  })
})
