import { afterAll, beforeAll, expect, test } from 'vitest'
import { delivered, type Mill, openMill } from './harness/mill.ts'
import { countFrames, grabPicture } from './harness/watch.ts'

let mill: Mill
beforeAll(async () => {
  mill = await openMill()
})
afterAll(async () => {
  await mill?.close()
})

/** Share of a picture that is dark violet, which the film never is and the neon style is over and over. */
async function violet(page: Parameters<typeof grabPicture>[0]): Promise<number> {
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

test('an effect is switched on and off while live: viewers see it, the same job goes on, and it is held against the source', async () => {
  const orchestrator = await mill.orchestrator({ effects: 'style-neon,objects' })
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
  // Where the machine is too slow for a film as it is, it is encoded anew, and all jobs begin anew in order.
  const jobs = snapshot.jobs.filter(({ reason }) => reason !== 'The source has changed.')
  expect(jobs.map(({ state }) => state)).toEqual(['running'])
  expect(snapshot.jobs.at(-1)?.id).toBe(before.jobs[0]?.id)
})
