import { openAsBlob } from 'node:fs'
import { ALL_FORMATS, BlobSource, EncodedPacketSink, Input } from 'mediabunny'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FILM, type Mill, openMill } from './harness/mill.ts'
import { cutClip } from './pages/clips.ts'

let mill: Mill
let clip: Blob

beforeAll(async () => {
  mill = await openMill()
  const film = await openAsBlob(FILM)
  clip = await cutClip(film, { container: 'mp4', seconds: 4, picture: true, sound: 'film' })
})

afterAll(async () => {
  await mill?.close()
})

async function open() {
  const browser = await mill.browser()
  const page = await browser.newPage({ reducedMotion: 'reduce' })
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  await page.goto(`${mill.url}/web/files.html?relay=${encodeURIComponent(mill.relay)}&rungs=240p`)
  await page.getByText('Connected through 1 of 1 relay').waitFor()
  return { page, complaints }
}

const pick = (page: Page, files: { name: string; buffer: Buffer }[]) =>
  page
    .getByLabel('Drop videos here')
    .or(page.getByLabel('Add more videos'))
    .setInputFiles(files.map(file => ({ ...file, mimeType: 'video/mp4' })))

async function framesOf(file: Blob) {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS })
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  if (video === null) throw new Error('no video')
  const times: number[] = []
  for await (const { timestamp } of new EncodedPacketSink(video).packets())
    times.push(Math.round(timestamp * 1e6))
  const read = {
    times: times.sort((a, b) => a - b),
    height: await video.getDisplayHeight(),
    sound: audio !== null,
  }
  input.dispose()
  return read
}

const blobOf = async (download: Download) => openAsBlob(await download.path())

test('a file is dropped, made by an orchestrator that comes later, and saved with every frame; a bad one says why', async () => {
  const { page, complaints } = await open()
  await pick(page, [
    { name: 'broken.mp4', buffer: Buffer.from('no video at all') },
    { name: 'clip.mp4', buffer: Buffer.from(await clip.arrayBuffer()) },
  ])
  const card = page.getByRole('article', { name: 'clip.mp4' })
  await card.getByText('1920×1080, H.264').waitFor()
  await page.getByRole('article', { name: 'broken.mp4' }).getByRole('alert').waitFor()
  await card.getByText('No orchestrator is there for it').waitFor()
  const download = page.waitForEvent('download')
  await card.getByRole('button', { name: 'Start' }).click()
  await card.getByRole('button', { name: 'Pause' }).waitFor()
  await mill.orchestrator()

  const saved = await download
  expect(saved.suggestedFilename()).toBe('clip-240p.mp4')
  await card.getByText('It is in your downloads').waitFor()
  const { times } = await framesOf(clip)
  expect(times.length).toBeGreaterThan(90)
  expect(await framesOf(await blobOf(saved))).toEqual({ times, height: 240, sound: true })
  expect(complaints).toEqual([])
})
