import { describe, expect, test } from 'vitest'
import { formatMaster, formatMedia, type PlaylistSegment, type PlaylistTrack, windowOf } from './playlist.ts'

const small: PlaylistTrack = {
  ...{ name: '480p', codec: 'avc1.64001f', uri: '480p/index.m3u8', peak: 1_400_000.2, mean: 1_200_000 },
  ...{ width: 854, height: 480, framerate: 29.97 },
}
const large: PlaylistTrack = {
  ...small,
  name: '720p',
  uri: '720p/index.m3u8',
  height: 720,
  width: 1280,
  framerate: 0,
}
const sound: PlaylistTrack = {
  name: 'sound',
  codec: 'opus',
  uri: 'sound/index.m3u8',
  peak: 130_000,
  mean: 128_000,
  channels: 2,
}

const THERE = { from: 1000.5, until: 61_000.2, ended: false }

describe('a master playlist', () => {
  test('says of each variant what a player has to know, sound included', () => {
    expect(formatMaster([small, large], sound, THERE)).toBe(`#EXTM3U
#EXT-X-VERSION:6
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-SESSION-DATA:DATA-ID="millrace.window",VALUE="1000,61000,live"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="sound/index.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1530001,AVERAGE-BANDWIDTH=1328000,CODECS="avc1.64001f,opus",RESOLUTION=854x480,FRAME-RATE=29.970,AUDIO="sound"
480p/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=1530001,AVERAGE-BANDWIDTH=1328000,CODECS="avc1.64001f,opus",RESOLUTION=1280x720,AUDIO="sound"
720p/index.m3u8
`)
  })

  test('without sound names no group', () => {
    const text = formatMaster([small], undefined, THERE)
    expect(text).not.toContain('AUDIO')
    expect(text).toContain('CODECS="avc1.64001f"')
  })

  test('tells players of what time something is there', () => {
    const ended = formatMaster([small], undefined, { ...THERE, ended: true })
    expect(windowOf(ended)).toEqual({ from: 1000, until: 61_000, ended: true })
    expect(windowOf('#EXTM3U\n#EXT-X-VERSION:6\n')).toBeUndefined()
  })
})

describe('a media playlist', () => {
  const segment = (number: number, more: Partial<PlaylistSegment> = {}): PlaylistSegment => ({
    uri: `${number}.m4s`,
    map: 'a.mp4',
    duration: 1,
    at: Date.UTC(2026, 0, 1, 0, 0, number),
    run: 0,
    ...more,
  })

  test('of a live stream counts its segments and dates them', () => {
    const text = formatMedia({
      target: 1,
      sequence: 7,
      segments: [segment(7), segment(8, { duration: 1.0333333 })],
      ...{ ended: false, skipped: 0 },
    })
    expect(text).toBe(`#EXTM3U
#EXT-X-VERSION:6
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=30.0
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-DISCONTINUITY-SEQUENCE:0
#EXT-X-MAP:URI="a.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:07.000Z
#EXTINF:1.00000,
7.m4s
#EXTINF:1.03333,
8.m4s
`)
  })

  test('says where another encoder went on, where nothing was made, and where another timeline begins', () => {
    const segments = [
      segment(3),
      segment(4, { map: 'b.mp4' }),
      segment(5, { map: undefined, gap: true }),
      segment(6, { map: 'b.mp4', run: 1 }),
      segment(7, { map: 'b.mp4', run: 1 }),
    ]
    const tags = formatMedia({ target: 1, sequence: 3, segments, ended: false, skipped: 0 })
      .split('\n')
      .filter(line => /MAP|GAP|DISCONTINUITY|m4s/.test(line))
    expect(tags).toEqual([
      '#EXT-X-DISCONTINUITY-SEQUENCE:0',
      '#EXT-X-MAP:URI="a.mp4"',
      '3.m4s',
      '#EXT-X-MAP:URI="b.mp4"',
      '4.m4s',
      '#EXT-X-GAP',
      '5.m4s',
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP:URI="b.mp4"',
      '6.m4s',
      '7.m4s',
    ])
  })

  test('dates a segment that does not begin where the one before ended', () => {
    const segments = [segment(0), segment(1), segment(5), segment(6)]
    const text = formatMedia({ target: 1, sequence: 0, segments, ended: false, skipped: 0 })
    const dates = [...text.matchAll(/DATE-TIME:.*T00:00:(\d\d)/g)].map(([, second]) => Number(second))
    expect(dates).toEqual([0, 5])
  })

  test('leaves out what its player has, and says where the rest began', () => {
    const segments = [segment(3), segment(4), segment(5, { map: 'b.mp4', run: 1 })]
    const text = formatMedia({ target: 1, sequence: 3, segments, ended: false, skipped: 2 })
    expect(text).toContain('#EXT-X-VERSION:9\n')
    expect(text).toMatch(
      /MEDIA-SEQUENCE:3\n#EXT-X-DISCONTINUITY-SEQUENCE:0\n#EXT-X-SKIP:SKIPPED-SEGMENTS=2\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="b.mp4"\n/,
    )
    expect(text).not.toContain('4.m4s')
  })

  test('counts the discontinuities that have left it', () => {
    const text = formatMedia({
      target: 2,
      sequence: 9,
      segments: [segment(9, { run: 4 })],
      ended: false,
      skipped: 0,
    })
    expect(text).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:4\n')
    expect(text).not.toContain('#EXT-X-DISCONTINUITY\n')
  })

  test('of a stream that is over says so, and whether all of it is there', () => {
    const over = formatMedia({ target: 1, sequence: 2, segments: [segment(2)], ended: true, skipped: 0 })
    expect(over).toMatch(/2\.m4s\n#EXT-X-ENDLIST\n$/)
    expect(over).not.toContain('VOD')
    expect(
      formatMedia({ target: 1, sequence: 0, segments: [segment(0)], ended: true, skipped: 0 }),
    ).toContain('PLAYLIST-TYPE:VOD')
  })

  test('of segments in parts says how close players may be, and what comes next', () => {
    const part = (uri: string, key = false) => ({ uri, duration: 0.5, key })
    const text = formatMedia({
      ...{ target: 1, sequence: 7, ended: false, skipped: 0 },
      segments: [segment(7), segment(8, { parts: [part('8.0.m4s', true), part('8.1.m4s')] })],
      open: {
        ...{ map: 'a.mp4', at: segment(9).at, run: 0 },
        ...{ parts: [part('9.0.m4s', true)], next: '9.1.m4s' },
      },
      reports: [{ uri: '../sound/index.m3u8', sequence: 9, part: 1 }],
    })
    expect(
      text.slice(text.indexOf('#EXT-X-SERVER')),
    ).toBe(`#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=30.0,CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.65
#EXT-X-PART-INF:PART-TARGET=0.55
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-DISCONTINUITY-SEQUENCE:0
#EXT-X-MAP:URI="a.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:07.000Z
#EXTINF:1.00000,
7.m4s
#EXT-X-PART:DURATION=0.50000,URI="8.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.50000,URI="8.1.m4s"
#EXTINF:1.00000,
8.m4s
#EXT-X-PART:DURATION=0.50000,URI="9.0.m4s",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="9.1.m4s"
#EXT-X-RENDITION-REPORT:URI="../sound/index.m3u8",LAST-MSN=9,LAST-PART=1
`)
  })

  test('tells nothing of a timeline of which there is no part yet', () => {
    const open = { map: undefined, at: 0, run: 1, parts: [], next: 'b-0.0.m4s' }
    const playlist = { target: 1, sequence: 7, segments: [segment(7)], ended: false, skipped: 0, open }
    expect(formatMedia(playlist)).not.toMatch(/PRELOAD|DISCONTINUITY\n/)
  })
})
