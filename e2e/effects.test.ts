import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { delivered, type Mill, openMill } from './harness/mill.ts'
import { countFrames, grabPicture } from './harness/watch.ts'
import { fakeStill } from './harness/y4m.ts'
import { DESK } from './pages/desk.ts'

let mill: Mill
let folder: string
beforeAll(async () => {
  mill = await openMill()
  folder = await mkdtemp(join(tmpdir(), 'millrace-effects-'))
  await writeFile(join(folder, 'camera.y4m'), fakeStill(640, 360, DESK))
})
afterAll(async () => {
  await mill?.close()
  await rm(folder, { recursive: true })
})
afterEach(async () => {
  await mill.closeBrowsers()
})

type Page = Parameters<typeof grabPicture>[0]

/** Share of a picture that is dark violet, which the film never is and the neon style is over and over. */
async function violet(page: Page): Promise<number> {
  return page.evaluate(
    async url => {
      const picture = await createImageBitmap(await (await fetch(url)).blob(), {
        resizeWidth: 64,
        resizeHeight: 36,
      })
      const context = new OffscreenCanvas(64, 36).getContext('2d')
      context?.drawImage(picture, 0, 0)
      const { data = [] } = context?.getImageData(0, 0, 64, 36) ?? {}
      const pixels = Array.from({ length: 64 * 36 }, (_, index) =>
        [0, 1, 2].map(colour => data[index * 4 + colour] ?? 0),
      )
      return (
        pixels.filter(([red = 0, green = 0, blue = 0]) => blue > 1.5 * green && red > green && red < 120)
          .length / pixels.length
      )
    },
    await grabPicture(page),
  )
}

/** A picture that is all of that colour. */
async function violetPicture(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 36)
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
    context.fillStyle = 'rgb(90 20 160)'
    context.fillRect(0, 0, 64, 36)
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())]
  })
  return Buffer.from(bytes)
}

/** The hardest edge along a row through the monitor, and its brightest point, 0 to 255. */
async function edges(page: Page): Promise<{ hardest: number; brightest: number }> {
  return page.evaluate(
    async url => {
      const picture = await createImageBitmap(await (await fetch(url)).blob())
      const { width, height } = picture
      const context = new OffscreenCanvas(width, height).getContext('2d')
      context?.drawImage(picture, 0, 0)
      const { data = [] } = context?.getImageData(0, Math.round(height * 0.4), width, 1) ?? {}
      const greens = Array.from({ length: width }, (_, index) => data[index * 4 + 1] ?? 0)
      // A hard one may lie between two pixels.
      const steps = greens.slice(2).map((green, index) => Math.abs(green - (greens[index] ?? 0)))
      return { hardest: Math.max(...steps), brightest: Math.max(...greens) }
    },
    await grabPicture(page),
  )
}

test('an effect is switched on and off while live: viewers see it, the same job goes on, and it is held against the source', async () => {
  const orchestrator = await mill.orchestrator({ effects: 'style-neon,replace-background,objects' })
  await orchestrator.event('orchestrator')
  const { page, event } = await mill.gateway({ rungs: '240p' })
  const { link, snapshot: before } = await event('stream', delivered(24))
  const viewer = await mill.viewer(link)
  await countFrames(viewer.page, 24)
  expect(await violet(viewer.page)).toBeLessThan(0.1)

  await page.getByRole('radio', { name: 'Neon' }).focus()
  await page.keyboard.press('Space')
  await page.getByText('Your viewers see it.').waitFor()
  await countFrames(viewer.page, 24)
  expect(await violet(viewer.page)).toBeGreaterThan(0.25)
  // The first segment with the effect is looked at; what came before was looked at already.
  const { checked } = before.checks
  await event('stream', ({ snapshot }) => snapshot.checks.checked > checked + 1)

  // Nobody is in the film: a picture of the streamer's own takes the place of all of it.
  await page.getByRole('radio', { name: 'Another background' }).check({ force: true })
  await page.getByRole('radio', { name: 'Your own' }).check({ force: true })
  const buffer = await violetPicture(page)
  await page
    .getByLabel('Pick a background')
    .setInputFiles({ name: 'violet.png', mimeType: 'image/png', buffer })
  const isBehind = (job: { effect: { backdrop?: string } | undefined }) =>
    /^[0-9a-f]{64}$/.test(job.effect?.backdrop ?? '')
  const { snapshot: behind } = await event('stream', ({ snapshot }) => snapshot.jobs.some(isBehind))
  await countFrames(viewer.page, 24)
  expect(await violet(viewer.page)).toBeGreaterThan(0.9)
  await event('stream', ({ snapshot }) => snapshot.checks.checked > behind.checks.checked + 1)

  await page.getByRole('radio', { name: 'None' }).check({ force: true })
  await event('stream', ({ snapshot }) => snapshot.jobs.every(job => job.effect === undefined))
  await countFrames(viewer.page, 24)
  expect(await violet(viewer.page)).toBeLessThan(0.1)

  // Things are looked for beside it; whether the film shows any is another matter.
  await page.getByRole('checkbox', { name: 'Recognise objects' }).check()
  await event('stream', ({ snapshot }) => snapshot.objects.looks > 2)
  await page.getByRole('checkbox', { name: 'Recognise objects' }).uncheck()

  const { snapshot } = await event('stream')
  expect(snapshot.cheats).toEqual([])
  expect(snapshot.jobs.map(({ id, state }) => [id, state])).toEqual([[before.jobs[0]?.id, 'running']])
})

test('what a rule is about is blurred for viewers while it is seen, or ends the stream; the rule is what decides', async () => {
  const orchestrator = await mill.orchestrator({ effects: 'objects' })
  await orchestrator.event('orchestrator')
  const { page, event } = await mill.gateway(
    { source: 'camera', file: '', live: '0', rungs: '240p', moderate: 'monitor=blur' },
    [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${join(folder, 'camera.y4m')}`,
    ],
  )
  await page.getByRole('button', { name: 'Go live' }).click()
  const { turn } = await event('moderation')
  expect(turn).toMatchObject({ label: 'monitor', action: 'blur' })
  expect(turn.score).toBeGreaterThanOrEqual(0.5)
  const { link, snapshot: before } = await event(
    'stream',
    ({ snapshot }) => snapshot.jobs[0]?.effect?.id === 'blur',
  )
  const viewer = await mill.viewer(link)
  await countFrames(viewer.page, 12)
  const { hardest, brightest } = await edges(viewer.page)
  expect(hardest).toBeLessThan(20)
  expect(brightest).toBeGreaterThan(120)
  await page.getByText('Your viewers’ picture is blurred until it is gone.').waitFor()
  // The first segment with it is held against the source.
  await event('stream', ({ snapshot }) => snapshot.checks.checked > before.checks.checked)

  await page.getByRole('button', { name: 'Remove the rule for monitor' }).click()
  await event('stream', ({ snapshot }) => snapshot.jobs[0]?.effect === undefined)
  await countFrames(viewer.page, 12)
  expect((await edges(viewer.page)).hardest).toBeGreaterThan(60)
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('What is seen').selectOption('monitor')
  await page.getByLabel('What is done when monitor is seen').selectOption('end')
  const { snapshot } = await event('stream', ({ snapshot }) => snapshot.state === 'ended')
  expect(snapshot.reason).toContain('monitor=end')
  expect(snapshot.cheats).toEqual([])
})
