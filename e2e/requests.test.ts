import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cli, startCli } from '../node-headless/harness/cli.ts'
import { isSignedBy } from '../web/network/signature.ts'
import { checkEvidence, readEvidence } from '../web/protocol/evidence.ts'
import { IMAGINE_SIDE } from '../web/protocol/imagine.ts'
import { readWish } from '../web/protocol/wish.ts'
import { type Mill, openMill, type Role } from './harness/mill.ts'
import type {} from './pages/lane.ts'

/** Spoken in models/speech/austen.wav, six seconds. */
const SPOKEN = resolve(import.meta.dirname, '../models/speech/austen.wav')
const SAID = /young man\b.*amiable himself/i
const KEY = 'the-key-of-the-tests'
const WISH = { words: 'a red boat at sunset', seed: 7 }

let mill: Mill
/** Works for nothing. */
let offering: Role
let folder: string
/** Makes and looks at pictures. */
let page: Page
/** 640×360, a monitor on a bright desk; a PNG. */
let desk: Buffer
/** What a node painted over HTTP. */
let painted: Buffer
const running: Cli[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-requests-'))
  mill = await openMill({ '/pictures': folder }, ['e2e/pages/lane.html'])
  const opening = mill.orchestrator({
    price: '0',
    effects: 'style-neon,enlarge,objects,captions,imagine,imagine-clip',
  })
  page = await (await mill.browser()).newPage()
  await page.goto(`${mill.url}/e2e/pages/lane.html?relay=${encodeURIComponent(mill.relay)}`)
  await page.waitForFunction(() => 'lanes' in globalThis)
  desk = Buffer.from(await page.evaluate(() => lanes.desk()), 'base64')
  offering = await opening
})

afterAll(async () => {
  for (const cli of running) {
    cli.child.kill('SIGKILL')
    await cli.ended
  }
  await mill?.close()
  await rm(folder, { recursive: true, maxRetries: 5 })
})

function millrace(...args: string[]): Cli {
  const where = ['--relay', mill.relay, '--data', join(folder, `data-${running.length}`)]
  const cli = startCli(resolve(import.meta.dirname, '..'), [...args, ...where])
  running.push(cli)
  return cli
}

/** Size and mean brightness, 0 to 255, of a picture. */
function look(picture: Buffer) {
  return page.evaluate(async base64 => {
    const blob = await (await fetch(`data:image/jpeg;base64,${base64}`)).blob()
    const bitmap = await createImageBitmap(blob)
    const { width, height } = bitmap
    const context = new OffscreenCanvas(width, height).getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    let sum = 0
    for (let at = 0; at < data.length; at += 4) sum += data[at + 1] ?? 0
    return { width, height, brightness: (4 * sum) / data.length }
  }, picture.toString('base64'))
}

test('a node does over HTTP what Livepeer’s gateway is asked for, and says what it cannot do', async () => {
  const cli = millrace('gateway', '--ai', '127.0.0.1:0', '--ai-key', KEY)
  const url = /http:\S+/.exec(await cli.line(/^ {2}AI /))?.[0] ?? ''
  const post = (route: string, fields: Record<string, string>, picture: BlobPart = new Uint8Array(desk)) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ prompt: '', ...fields })) body.append(name, value)
    body.append('image', new Blob([picture]), 'desk.png')
    return fetch(url + route, { method: 'POST', body, headers: { authorization: `Bearer ${KEY}` } })
  }
  const pictureOf = async (answer: Promise<Response>) => {
    const { images, detail } = await (await answer).json()
    expect(detail).toBeUndefined()
    expect(images).toHaveLength(1)
    return look(Buffer.from(await (await fetch(images[0].url)).arrayBuffer()))
  }

  const { brightness } = await look(desk)
  expect(brightness).toBeGreaterThan(120)
  // Neon is light on black.
  const neon = await pictureOf(post('/image-to-image', { model_id: 'style-neon', strength: '1' }))
  expect(neon).toMatchObject({ width: 640, height: 360 })
  expect(neon.brightness).toBeLessThan(60)
  const large = await pictureOf(post('/upscale', { model_id: 'enlarge' }))
  expect(large).toMatchObject({ width: 1280, height: 720 })
  expect(Math.abs(large.brightness - brightness)).toBeLessThan(4)
  const text = await (await post('/image-to-text', {})).json()
  expect(text).toMatchObject({ text: expect.stringMatching(/^monitor/), objects: [{ label: 'monitor' }] })

  const headers = { authorization: `Bearer ${KEY}` }
  const wished = await fetch(`${url}/text-to-image`, {
    ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
    body: JSON.stringify({ model_id: 'imagine', prompt: WISH.words, seed: WISH.seed, width: 512 }),
  })
  const { images } = await wished.json()
  expect(images).toEqual([{ url: expect.stringMatching(/\.png$/), seed: WISH.seed, nsfw: false }])
  painted = Buffer.from(await (await fetch(images[0].url)).arrayBuffer())
  expect(await look(painted)).toMatchObject({ width: IMAGINE_SIDE, height: IMAGINE_SIDE })

  const hear = (sound: BlobPart) => {
    const body = new FormData()
    body.append('audio', new Blob([sound]), 'austen.wav')
    return fetch(`${url}/audio-to-text`, { method: 'POST', body, headers })
  }
  const transcript = await (await hear(new Uint8Array(await readFile(SPOKEN)))).json()
  expect(transcript.text).toMatch(SAID)
  const [{ text: first, timestamp }] = transcript.chunks
  expect(transcript.text.startsWith(first)).toBe(true)
  expect(timestamp[1]).toBeGreaterThan(timestamp[0])
  expect(timestamp[1]).toBeLessThanOrEqual(6)

  const silent = await hear(new Uint8Array(desk))
  expect([silent.status, await silent.json()]).toEqual([
    400,
    { detail: { msg: expect.stringContaining('no picture, sound or video') } },
  ])

  for (const [name, picture, status] of [
    ['nothing', '', 400],
    ['no picture', 'no picture at all', 400],
    ['a damaged one', new Uint8Array(desk.subarray(0, 200)), 400],
    ['10⁹ pixels in a few bytes', bomb(desk), 413],
  ] as const) {
    const response = await post('/upscale', {}, picture)
    expect(response.status, name).toBe(status)
    expect(await response.json(), name).toEqual({ detail: { msg: expect.stringContaining('The picture') } })
  }
})

test('the command line asks the same, and says what it takes and what came of it', async () => {
  const [picture, out] = [join(folder, 'desk.png'), join(folder, 'made.jpg')]
  await writeFile(picture, desk)
  const cli = millrace('ask', picture, '--effect', 'style-neon', '--out', out, '--json')
  expect(await cli.ended).toBe(0)
  expect((await look(await readFile(out))).brightness).toBeLessThan(60)
  const events = cli
    .output()
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line))
  expect(events).toContainEqual(expect.objectContaining({ event: 'opened', width: 640, height: 360 }))
  expect(events.at(-1)).toMatchObject({ event: 'done', files: [out], checked: true, paid: '0', exit: 0 })
  const again = millrace('ask', picture, '--effect', 'style-neon', '--out', out)
  expect(await again.ended).toBe(2)
  expect(again.output()).toContain('is there already')
})

test('from words it paints the same as over HTTP, of the same seed', async () => {
  const out = join(folder, 'made.png')
  const wish = [WISH.words, '--seed', String(WISH.seed)]
  const cli = millrace('ask', ...wish, '--effect', 'imagine', '--out', out, '--json')
  expect(await cli.ended).toBe(0)
  expect(await readFile(out)).toEqual(painted)
  expect(cli.output()).toContain(`"words":"${WISH.words}","seed":${WISH.seed}`)
})

/** What a video element shows at a time, s: all its red, green and blue, mean of 0 to 255 in each of 16 columns. */
function columnsAt(video: HTMLVideoElement, time: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    video.onseeked = () => {
      const context = new OffscreenCanvas(16, 1).getContext('2d')
      context?.drawImage(video, 0, 0, 16, 1)
      resolve([...(context?.getImageData(0, 0, 16, 1).data ?? [])])
    }
    video.onerror = () => reject(new Error('It does not play.'))
    video.pause()
    video.currentTime = time
  })
}

test('a clip from words plays on the page, moves, is checked, kept and downloaded', async () => {
  const asking = await (await mill.browser()).newPage()
  const query = new URLSearchParams({ relay: mill.relay, task: 'imagine-clip', start: '1' })
  query.set('words', WISH.words)
  query.set('seed', String(WISH.seed))
  await asking.goto(`${mill.url}/web/ask.html?${query}`)
  await asking.getByRole('heading', { name: `A clip from words: ${WISH.words}` }).waitFor()
  await asking.getByText('done again here').waitFor()
  await asking.getByRole('button', { name: `A clip from words ${WISH.words} seed ${WISH.seed}` }).waitFor()
  const video = asking.getByLabel(`Clip, without sound: ${WISH.words}`)
  await asking.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0)
  const { duration, loop, videoWidth } = await video.evaluate(element => {
    const { duration, loop, videoWidth } = element as HTMLVideoElement
    return { duration, loop, videoWidth }
  })
  expect({ duration, loop, videoWidth }).toEqual({ duration: 4, loop: true, videoWidth: IMAGINE_SIDE })
  const [early, late] = [
    await video.evaluate(columnsAt as never, 0.1),
    await video.evaluate(columnsAt as never, 3.9),
  ] as [number[], number[]]
  expect(Math.max(...early.map((value, at) => Math.abs(value - (late[at] ?? 0))))).toBeGreaterThan(10)
  const saved = asking.waitForEvent('download')
  await asking.getByRole('button', { name: 'Download the clip' }).click()
  expect((await saved).suggestedFilename()).toBe(`${WISH.words}-${WISH.seed}.webm`)
  await asking.close()
})

/** From now on this page's Workers give out black pictures, whatever they were to draw, and clips that stand still. */
function tamper(cheat: Page): void {
  cheat.on('worker', worker => {
    void worker.evaluate(() => {
      const { convertToBlob } = OffscreenCanvas.prototype
      OffscreenCanvas.prototype.convertToBlob = function tampered(options) {
        this.getContext('2d')?.clearRect(0, 0, this.width, this.height)
        return convertToBlob.call(this, options)
      }
      const { encode } = VideoEncoder.prototype
      let first: VideoFrame | undefined
      VideoEncoder.prototype.encode = function tampered(frame, options) {
        const { codedWidth: width } = frame
        // The benchmark's frames are as they are.
        if (width !== 128) return encode.call(this, frame, options)
        first ??= frame.clone()
        const { timestamp } = frame
        const still = new VideoFrame(first, { timestamp })
        encode.call(this, still, options)
        still.close()
      }
    })
  })
}

test('who answers with another picture is found out, and there is evidence of it', async () => {
  await writeFile(join(folder, 'desk.png'), desk)
  // The only one that offers this style.
  const cheat = await mill.orchestrator({ price: '0', effects: 'style-comic,imagine,imagine-clip' })
  tamper(cheat.page)
  await offering.browser.close()
  const { peer } = await cheat.event('ready')
  const asking = await (await mill.browser()).newPage()
  const query = new URLSearchParams({
    ...{ relay: mill.relay, task: 'style-comic', file: `${mill.url}/pictures/desk.png`, start: '1' },
  })
  const evidenceAt = async (query: URLSearchParams) => {
    await asking.goto(`${mill.url}/web/ask.html?${query}`)
    await asking.getByText(`…${peer.slice(-8)} cheated`).waitFor()
    const saved = asking.waitForEvent('download')
    await asking.getByRole('button', { name: 'Download evidence' }).click()
    return readEvidence(await readFile(await (await saved).path(), 'utf8'))
  }
  const evidence = await evidenceAt(query)
  expect(evidence).toMatchObject({ peer, renditions: [], receipt: { effect: { id: 'style-comic' } } })
  expect((await look(Buffer.from(evidence.frames[0]?.data ?? []))).brightness).toBeLessThan(2)
  const proof = { signed: true, frames: true, source: true, closed: true }
  expect(await checkEvidence(evidence, isSignedBy)).toEqual(proof)

  const words = new URLSearchParams({ relay: mill.relay, task: 'imagine', start: '1' })
  words.set('words', WISH.words)
  words.set('seed', String(WISH.seed))
  const painting = await evidenceAt(words)
  expect(painting).toMatchObject({ peer, receipt: { effect: { id: 'imagine' } } })
  expect(readWish(painting.source[0]?.data ?? new Uint8Array())).toEqual(WISH)
  expect(await checkEvidence(painting, isSignedBy)).toEqual(proof)

  words.set('task', 'imagine-clip')
  const standing = await evidenceAt(words)
  expect(standing).toMatchObject({
    reason: expect.stringContaining('clip'),
    receipt: { effect: { id: 'imagine-clip' } },
  })
  expect(await checkEvidence(standing, isSignedBy)).toEqual(proof)
})

/** A PNG that says of itself that it has 40,000×25,000 pixels. */
function bomb(png: Buffer): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(png)
  const view = new DataView(bytes.buffer)
  view.setUint32(16, 40_000)
  view.setUint32(20, 25_000)
  return bytes
}
