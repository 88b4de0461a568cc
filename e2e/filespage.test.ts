import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { ALL_FORMATS, BlobSource, EncodedPacketSink, Input } from 'mediabunny'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FILM } from './harness/film.ts'
import { type Mill, openMill } from './harness/mill.ts'
import { cutClip } from './pages/clips.ts'

let mill: Mill
let folder: string
let clip: string

beforeAll(async () => {
  mill = await openMill()
  folder = await mkdtemp(join(tmpdir(), 'millrace-files-'))
  clip = join(folder, 'clip.mp4')
  const film = await openAsBlob(FILM)
  const cut = await cutClip(film, { container: 'mp4', seconds: 4, picture: true, sound: 'film' })
  await writeFile(clip, Buffer.from(await cut.arrayBuffer()))
  await writeFile(join(folder, 'broken.mp4'), 'no video at all')
})

afterAll(async () => {
  await mill?.close()
  await rm(folder, { recursive: true })
})

async function framesOf(path: string) {
  const input = new Input({ source: new BlobSource(await openAsBlob(path)), formats: ALL_FORMATS })
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  if (video === null) throw new Error(`${path} has no video`)
  const times: number[] = []
  for await (const { timestamp } of new EncodedPacketSink(video).packets()) {
    times.push(Math.round(timestamp * 1e6))
  }
  const read = {
    times: times.sort((a, b) => a - b),
    height: await video.getDisplayHeight(),
    sound: audio !== null,
  }
  input.dispose()
  return read
}

test('a file is picked, goes on after a reload, and is saved with every frame; a bad one says why', async () => {
  const context = await (await mill.browser()).newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', error => errors.push(String(error)))
  await page.goto(`${mill.url}/web/files.html?relay=${encodeURIComponent(mill.relay)}&rungs=240p`)
  await page.getByLabel('Drop videos here').setInputFiles([join(folder, 'broken.mp4'), clip])
  const card = page.getByRole('article', { name: 'clip.mp4' })
  await card.getByText('1920×1080, H.264').waitFor()
  await page.getByRole('article', { name: 'broken.mp4' }).getByRole('alert').waitFor()
  await card.getByText('No orchestrator is there for it').waitFor()
  await card.getByRole('button', { name: 'Start' }).click()
  await card.getByText(/^0 of \d+ segments?$/).waitFor()

  await page.reload()
  await page.getByText('The browser needs you to pick the same file again').waitFor()
  await page.getByText('Connected through 1 of 1 relay').waitFor()
  const download = page.waitForEvent('download')
  await page.getByLabel('Pick clip.mp4').setInputFiles(clip)
  await card.getByRole('button', { name: 'Pause' }).waitFor()
  await mill.orchestrator()

  const saved = await download
  expect(saved.suggestedFilename()).toBe('clip-240p.mp4')
  await card.getByText('It is in your downloads').waitFor()
  const { times } = await framesOf(clip)
  expect(times.length).toBeGreaterThan(90)
  expect(await framesOf(await saved.path())).toEqual({ times, height: 240, sound: true })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  expect(errors).toEqual([])
})

test('HLS goes straight to the folder that was chosen, without a download', async () => {
  await mill.closeBrowsers()
  await mill.orchestrator()
  const context = await (await mill.browser()).newContext()
  // What a person picks in a dialog is here a folder of the browser's own.
  await context.addInitScript(() => {
    const showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('chosen', { create: true })
    Object.assign(globalThis, { showDirectoryPicker })
  })
  const page = await context.newPage()
  const shape = { shape: '1:1', fit: 'bars' }
  const search = new URLSearchParams({ relay: mill.relay, rungs: '240p', container: 'hls', ...shape })
  await page.goto(`${mill.url}/web/files.html?${search}`)
  let downloads = 0
  page.on('download', () => {
    downloads += 1
  })
  await page.getByLabel('Drop videos here').setInputFiles(clip)
  const card = page.getByRole('article', { name: 'clip.mp4' })
  await card.getByRole('radio', { name: 'A folder you choose' }).check()
  await card.getByText('1:1 with bars').waitFor()
  await card.getByRole('button', { name: 'Start' }).click()
  await card.getByText('It is where you chose.').waitFor()
  const files = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('chosen')
    const sizes: Record<string, number> = {}
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'file') sizes[name] = (await handle.getFile()).size
    }
    const master = await (await (await folder.getFileHandle('master.m3u8')).getFile()).text()
    return { sizes, master }
  })
  expect(files.master).toMatch(/CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2"/)
  expect(files.master).toContain('RESOLUTION=240x240')
  expect(Object.keys(files.sizes).filter(name => name.endsWith('.m4s')).length).toBeGreaterThan(1)
  expect(Object.values(files.sizes).every(size => size > 0)).toBe(true)
  expect(downloads).toBe(0)
})
