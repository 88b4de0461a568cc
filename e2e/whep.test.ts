import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseWatchLink } from '../web/protocol/sharelink.ts'
import { delivered, type Mill, openMill } from './harness/mill.ts'
import { findInFilm } from './harness/watch.ts'
import { connectionState, leave, openWhep, play, played, shownPicture, type Whep } from './harness/whep.ts'

/** Luma, dB: 27 to 35 are what the ladder's rate gives. */
const FAITHFUL = 25

let mill: Mill
let whep: Whep

beforeAll(async () => {
  mill = await openMill({}, ['e2e/pages/compare.html'])
  whep = await openWhep()
})
afterAll(async () => {
  await mill?.close()
  await whep?.close()
})

test('a bare WebRTC player of any page plays the stream by WHEP, with its sound, until it leaves', async () => {
  await (await mill.orchestrator()).event('orchestrator')
  const context = await (await mill.browser()).newContext()
  await whep.serve(context)
  const film = { file: mill.smallFilm, loop: '1', live: '1', rungs: '240p,360p' }
  const search = new URLSearchParams({ relay: mill.relay, ...film })
  const gateway = await mill.page(`${mill.url}/web/stream.html?${search}`, context)
  const { link } = await gateway.event('stream', delivered(24))

  const browser = await mill.browser()
  const page = await browser.newPage()
  expect(await play(page, `${whep.url}/unknown`)).toMatchObject({
    status: 404,
    text: expect.stringContaining('never was'),
  })
  expect(await play(page, `${whep.url}?rendition=4k`)).toMatchObject({
    status: 404,
    text: expect.stringContaining('240p, 360p'),
  })
  const lacking = await play(page, whep.url, 'video/H264')
  expect(lacking).toMatchObject({ status: 406, text: expect.stringContaining('H.264') })

  const player = await play(page, `${whep.url}?rendition=240p`)
  expect(player.status).toBe(201)
  await expect.poll(() => played(page)).toMatchObject({ height: 240 })
  await gateway.event('stream', ({ snapshot }) => snapshot.viewers === 1)
  await expect.poll(async () => (await played(page)).sound).toBeGreaterThan(0)
  const pictures: string[] = []
  for (let count = 0; count < 2; count += 1) {
    const { frames } = await played(page)
    await expect.poll(async () => (await played(page)).frames).toBeGreaterThan(frames + 12)
    pictures.push(await shownPicture(page))
  }
  const found = await findInFilm(browser, mill.url, pictures, mill.smallFilm)
  for (const { psnr } of found) expect(psnr).toBeGreaterThan(FAITHFUL)
  expect(new Set(found.map(({ time }) => time)).size).toBe(2)

  expect(await leave(page, player.text)).toBe(200)
  await gateway.event('stream', ({ snapshot }) => snapshot.viewers === 0)
  await expect.poll(() => connectionState(page)).not.toBe('connected')
  expect(await leave(page, player.text)).toBe(404)

  // The largest, by the name of the stream.
  const { stream } = parseWatchLink(link)
  expect((await play(page, `${whep.url}/${stream}`)).status).toBe(201)
  await expect.poll(() => played(page)).toMatchObject({ height: 360 })
})
