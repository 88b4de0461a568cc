import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mill, openMill, type Role } from './harness/mill.ts'
import type { Ask } from './pages/files.ts'

const ORCHESTRATORS = 3
/** Of the film, which has keys up to 10.4 s apart: enough segments for each to have two. */
const SECONDS = 20

let mill: Mill
let orchestrators: Role[]
let gateway: Role

beforeAll(async () => {
  mill = await openMill({}, ['e2e/pages/files.html'])
  const page = `${mill.url}/e2e/pages/files.html?relay=${encodeURIComponent(mill.relay)}`
  ;[gateway, ...orchestrators] = await Promise.all([
    mill.viewer(page),
    ...Array.from({ length: ORCHESTRATORS }, () => mill.orchestrator()),
  ])
})
afterAll(() => mill?.close())

test('three orchestrators make a film together, and one that dies in the middle costs what it was at', async () => {
  const film = mill.film
  const trim = { start: 0, end: SECONDS * 1e6 }
  const ask: Ask = { container: 'mp4', codec: 'h264', rungs: ['240p'], trim }
  const atWork = await gateway.page.evaluate(([film, ask, count]) => window.files.begin(film, ask, count), [
    film,
    ask,
    ORCHESTRATORS,
  ] as const)
  expect(atWork).toHaveLength(ORCHESTRATORS)
  orchestrators[0]?.kill()
  const { files, lanes, segments } = await gateway.page.evaluate(() => window.files.end())
  expect(segments.every(({ made }) => made)).toBe(true)
  expect(lanes.reduce((sum, { made }) => sum + made, 0)).toBe(segments.length)
  const [made] = files
  const times = Array.from({ length: SECONDS * 24 }, (_, frame) => Math.round((frame * 1e6) / 24))
  expect(made?.packets.map(({ timestamp }) => timestamp)).toEqual(times)
  expect(made?.decoded).toEqual(times)
  expect(made?.duration).toBeCloseTo(SECONDS, 3)
  expect(made?.sound).toMatchObject({ codec: 'aac' })
})

/** Put before the script of an orchestrator's Worker: all that it encodes is black, and it signs for that. */
const BLACK = `{
  const { encode } = VideoEncoder.prototype
  VideoEncoder.prototype.encode = function ({ timestamp, displayWidth, displayHeight }, options) {
    const canvas = new OffscreenCanvas(displayWidth, displayHeight)
    canvas.getContext('2d').fillRect(0, 0, displayWidth, displayHeight)
    const black = new VideoFrame(canvas, { timestamp })
    encode.call(this, black, options)
    black.close()
  }
};`

test('who delivers other pictures is caught, with evidence, and another one makes the film', async () => {
  const [, cheat, honest] = orchestrators as [Role, Role, Role]
  await cheat.page.context().route('**/*fileworker*', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: BLACK + (await response.text()) })
  })
  await honest.page.getByRole('button', { name: 'Pause' }).click()
  const film = mill.film
  const ask: Ask = { container: 'mp4', codec: 'h264', rungs: ['240p'], trim: { start: 0, end: 2e6 } }
  const caught = await gateway.page.evaluate(([film, ask]) => window.files.catching(film, ask), [
    film,
    ask,
  ] as const)
  expect(caught.reason).toBe('Its pictures are others than the source’s.')
  expect(caught.frames).toBe(48)
  expect(caught.source).toBe(48)
  await honest.page.getByRole('button', { name: 'Resume' }).click()
  const { files, lanes } = await gateway.page.evaluate(() => window.files.end())
  expect(files[0]?.decoded).toHaveLength(48)
  expect(lanes.map(({ peer, made }) => ({ isCheat: peer === caught.peer, made }))).toEqual([
    { isCheat: true, made: 0 },
    { isCheat: false, made: 1 },
  ])
})
