import { readFile } from 'node:fs/promises'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { delivered, type Mill, openMill } from './harness/mill.ts'

let mill: Mill

beforeAll(async () => {
  mill = await openMill()
  await (await mill.orchestrator()).event('orchestrator')
})
afterAll(async () => {
  await mill?.close()
})

/** A stream page that records from the start; the browser has no dialog to save with. */
async function record(context: BrowserContext, title: string) {
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'showSaveFilePicker')
  })
  const film = { file: mill.smallFilm, loop: '1', live: '1', record: '1', title }
  const search = new URLSearchParams({ relay: mill.relay, rungs: '240p,360p', ...film })
  const gateway = await mill.page(`${mill.url}/web/stream.html?${search}`, context)
  await gateway.event('stream', delivered(24))
  return gateway
}

async function save(page: Page, rendition: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: new RegExp(`^${rendition}`) }).click(),
  ])
  const file = await readFile(await download.path())
  const input = new Input({ formats: [MP4], source: new BufferSource(file) })
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  if (video === null || audio === null) throw new Error('a track is missing')
  const timestamps: number[] = []
  for await (const { timestamp } of new EncodedPacketSink(video).packets()) timestamps.push(timestamp)
  return {
    name: download.suggestedFilename(),
    timestamps,
    height: await video.getDisplayHeight(),
    picture: await video.computeDuration(),
    sound: await audio.computeDuration(),
  }
}

test('what was recorded survives a crash of its page, is saved whole, and can be deleted', async () => {
  const context = await (await mill.browser()).newContext()
  const { page, event } = await record(context, 'A film')
  const recorder = page.getByRole('region', { name: 'Recording', exact: true })
  await recorder.getByText(/0:0[4-9], [\d.]+ .B/).waitFor()
  await event('stream', delivered(144))
  const devtools = await context.newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  // It is never answered.
  void devtools.send('Page.crash').catch(() => {})
  await crashed

  const again = await context.newPage()
  await again.goto(`${mill.url}/web/stream.html?relay=${mill.relay}`)
  const list = again.getByRole('region', { name: 'Recordings' })
  await list.getByText('A film', { exact: true }).waitFor()
  await list.locator('img').waitFor()
  for (const rendition of ['240p', '360p']) {
    const { name, timestamps, height, picture, sound } = await save(again, rendition)
    expect(name).toBe(`A film ${rendition}.mp4`)
    expect(`${height}p`).toBe(rendition)
    expect(picture).toBeGreaterThanOrEqual(4)
    expect(Math.abs(picture - sound)).toBeLessThan(1.5)
    expect(timestamps[0]).toBe(0)
    for (const [index, timestamp] of timestamps.entries()) expect(timestamp).toBeCloseTo(index / 24, 3)
  }
  await list.getByRole('button', { name: 'Delete' }).click()
  await again.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await list.waitFor({ state: 'hidden' })
})

test('when the disk is full the stream goes on, and what was recorded is kept', async () => {
  const context = await (await mill.browser()).newContext()
  const { page, event } = await record(context, 'A long film')
  await page.getByText(/0:0[2-9], [\d.]+ .B/).waitFor()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: mill.url, quotaSize: 1_000_000 })
  await page.getByText('There is no room left').waitFor()
  const { snapshot } = await event('stream')
  const frames = snapshot.renditions[0]?.frames ?? 0
  await event('stream', delivered(frames + 48))
  // A download is written beside the recording first: that needs room.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: mill.url })
  const { timestamps } = await save(page, '240p')
  expect(timestamps.length).toBeGreaterThan(24)
})
