import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EffectId, LIVE_EFFECTS } from '../web/protocol/effects.ts'
import { launchBrowser } from './harness/browser.ts'
import { openSite, type Site } from './harness/site.ts'
import type {} from './pages/ai.ts'
import type { Shown } from './pages/portray.ts'

let site: Site
let browser: Browser
/** Where effects are tried that load. */
let page: Page

beforeAll(async () => {
  site = await openSite(['e2e/pages/ai.html'])
  browser = await launchBrowser()
  page = await openPage()
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** A page with nothing kept. */
async function openPage(): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${site.url}/e2e/pages/ai.html`)
  return page
}

const apply = (id: EffectId, size: [number, number], strength: number) =>
  page.evaluate(([id, [width, height], strength]) => window.aiTest.apply(id, width, height, strength), [
    id,
    size,
    strength,
  ] as const)

test('every effect keeps time, size and shape; at no strength it changes nothing, at full strength styles do', async () => {
  for (const { id, whole } of LIVE_EFFECTS) {
    for (const size of [
      [128, 72],
      [37, 23],
      [1, 1],
    ] as [number, number][]) {
      const none = await apply(id, size, 0)
      expect(none, `${id} ${size}`).toMatchObject({
        timestamp: 1_234_567,
        duration: 40_000,
        size,
        display: [2 * size[0], size[1]],
      })
      if (!whole) expect(none.change.most, `${id} ${size}`).toBeLessThanOrEqual(2)
    }
    const { change } = await apply(id, [128, 72], 1)
    if (id.startsWith('style-')) expect(change.mean, id).toBeGreaterThan(8)
    // There is no face in stripes.
    if (id === 'blur-faces') expect(change.most).toBeLessThanOrEqual(2)
  }
  expect(await page.evaluate(() => window.aiTest.measure('style-comic'))).toBeGreaterThan(10_000)
})

test.each(['I420', 'NV12'] as const)(
  'noise is taken off frames in %s, and their colours stay',
  async format => {
    const { errors, means } = await page.evaluate(format => window.aiTest.clean(format), format)
    for (const error of errors) expect(error).toBeLessThan(5)
    for (const [index, colour] of [60, 110, 140].entries()) {
      expect(Math.abs((means[index] ?? 0) - colour)).toBeLessThan(1)
    }
  },
)

test('the avatar goes where the face goes, looks where it looks, and rests where there is none; of the picture nothing is left', async () => {
  const at = (middle: number, tilt: number) => ({ middle, tilt, open: 0 })
  const looking = (right: number) => ({ ...at(0.5, 0), look: [right, 0] as const })
  const followed = await page.evaluate(
    faces => window.aiTest.follow(faces),
    [at(0.35, 0), at(0.65, 0.3), undefined, looking(-0.02), looking(0.02)],
  )
  const aside = followed.map(({ fur, pupils }) => pupils - fur)
  expect(aside[4]).toBeGreaterThan((aside[3] ?? Number.NaN) + 0.01)
  const [left, right, nobody] = followed.map(({ fur }) => fur) as [number, number, number]
  expect(left).toBeLessThan(0.42)
  expect(right).toBeGreaterThan(0.58)
  expect(nobody).toBeLessThan(right)
  for (const { before, after } of followed) {
    expect(before).toBeGreaterThan(10_000)
    expect(after).toBe(0)
  }
})

test('a portrait does what the face before the camera does, and nothing of that picture is left', async () => {
  const face = (tilt: number, open: number) => ({ middle: 0.45, tilt, open })
  const looking = (right: number) => ({ ...face(0, 0), look: [right, 0] as const })
  const shown = await page.evaluate(
    faces => window.aiTest.portray(faces),
    [face(0, 0), face(0, 1), face(0.35, 0), face(-0.35, 0), undefined, looking(-0.02), looking(0.02)],
  )
  const [calm, open, right, left, nobody, before, after] = shown as [
    Shown,
    Shown,
    Shown,
    Shown,
    Shown,
    Shown,
    Shown,
  ]
  for (const { wall, other } of shown) {
    expect(wall).toBe(0)
    expect(other).toBeGreaterThan(5000)
  }
  expect(open.dark).toBeGreaterThan(calm.dark + 50)
  expect(right.hair).toBeGreaterThan(calm.hair + 0.01)
  expect(left.hair).toBeLessThan(calm.hair - 0.01)
  expect(Math.abs(nobody.hair - calm.hair)).toBeLessThan(0.01)
  expect(after.pupils - after.hair).toBeGreaterThan(before.pupils - before.hair + 0.005)
})

test('before another background a face stays, and nothing of the wall is left beside it', async () => {
  const near = (colour: readonly number[], other: readonly number[]) =>
    colour.forEach((value, index) => {
      expect(Math.abs(value - (other[index] ?? Number.NaN))).toBeLessThan(12)
    })
  const painted = await page.evaluate(() => window.aiTest.replace('lights'))
  const own = await page.evaluate(() => window.aiTest.replace([20, 200, 90]))
  near(painted.corner, [15, 18, 37])
  near(own.corner, [20, 200, 90])
  for (const { cheek } of [painted, own]) near(cheek, [214, 164, 134])
})

test('a background that is not the picture that it says, or not there, is refused', async () => {
  const refusals = await page.evaluate(() => window.aiTest.refusalsOfBackdrops())
  expect(refusals).toEqual([
    'bad-input: The background has no picture with it.',
    'bad-input: The background is another picture than was said.',
    'bad-input: The background is no picture, or too large.',
    'bad-input: The background is no picture, or too large.',
  ])
})

test('a picture without a face is refused in words', async () => {
  expect(await page.evaluate(() => window.aiTest.refusalOf(9))).toMatch(
    /^No face is found in wall.png. Pick a picture in which/,
  )
  expect(await page.evaluate(() => window.aiTest.refusalOf(0.5))).toBe('taken')
})

test('where the avatar is made before anything is sent, no picture of the camera is ever sent', async () => {
  const sent = await page.evaluate(() => window.aiTest.stream())
  expect(sent.map(({ wall }) => wall)).toEqual(sent.map(() => 0))
  // Before its models are there it is a plain picture.
  expect(sent[0]?.fur).toBe(0)
  expect(sent.at(-1)?.fur).toBeGreaterThan(2000)
})

test('enlarging doubles the sides of whatever it is given', async () => {
  for (const size of [
    [1, 1],
    [37, 23],
  ] as [number, number][]) {
    const { size: made, display, timestamp } = await apply('enlarge', size, 1)
    expect(made).toEqual(size.map(side => 2 * side))
    expect(display).toEqual([4 * size[0], 2 * size[1]])
    expect(timestamp).toBe(1_234_567)
  }
})

test('a drawing of a monitor is found where it is, and an empty desk is empty', async () => {
  const [surest] = await page.evaluate(() => window.aiTest.look(true))
  expect(surest?.label).toBe('monitor')
  const { left = 0, top = 0, width = 0, height = 0 } = surest?.box ?? {}
  for (const [found, drawn] of [
    [left, 0.27],
    [top, 0.14],
    [left + width, 0.73],
    [top + height, 0.85],
  ] as const) {
    expect(Math.abs(found - drawn)).toBeLessThan(0.06)
  }
  expect(await page.evaluate(() => window.aiTest.look(false))).toEqual([])
})

test('an unknown effect, a model that is not there and one that is altered are refused, and nothing of it is kept', async () => {
  const page = await openPage()
  const refusal = (id: string) => page.evaluate(id => window.aiTest.refusal(id), id)
  expect(await refusal('style-nothing')).toMatch(/^not-found: There is no AI model/)
  expect(await refusal('toString')).toMatch(/^not-found/)
  await page.route('**/models/style-neon*', route => route.fulfill({ status: 404 }))
  expect(await refusal('style-neon')).toMatch(/^bad-model: .* could not be downloaded/)
  await page.route('**/models/style-oil*', async route => {
    const body = await (await route.fetch()).body()
    body[500] = (body[500] ?? 0) ^ 1
    await route.fulfill({ body })
  })
  expect(await refusal('style-oil')).toMatch(/^bad-model: .* is not the file/)
  await page.unroute('**/models/style-oil*')
  expect(await refusal('style-oil')).toBe('opened')
})
