import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tinyHub } from '../models/tinyhub.ts'
import { ANY_SIDE } from '../web/protocol/imagine.ts'
import { type Mill, openMill, type Role } from './harness/mill.ts'

/** A net of the model, the last one to be downloaded. */
const LAST = 'unet/model.onnx'
const WORDS = 'a cat asleep on a pile of books'

const { files } = tinyHub('/hub/')
let folder: string
let mill: Mill
let contributing: Role

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-hub-'))
  for (const [path, bytes] of files) await serve(path, bytes)
  mill = await openMill({ '/hub': folder })
  contributing = await mill.orchestrator({ price: '0' })
})

afterAll(async () => {
  await mill?.close()
  await rm(folder, { recursive: true })
})

async function serve(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), bytes)
}

/** Sizes of what the contribute page keeps of models of a hub, smallest first. */
function kept(): Promise<number[]> {
  return contributing.page.evaluate(async () => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('hub', { create: true })
    const sizes: number[] = []
    for await (const handle of models.values())
      if (handle.kind === 'file') sizes.push((await (handle as FileSystemFileHandle).getFile()).size)
    return sizes.filter(size => size > 0).sort((a, b) => a - b)
  })
}

const sizesBut = (left: string) =>
  [...files].flatMap(([path, { length }]) => (path === left ? [] : [length])).sort((a, b) => a - b)

test('a model is downloaded by who has read its licence; one that was changed on the way is not kept', async () => {
  const { page } = contributing
  const real = files.get(LAST) ?? new Uint8Array()
  await serve(LAST, real.with(100, (real[100] as number) ^ 1))
  const download = page.getByRole('button', { name: /^Download .*B$/ })
  expect(await download.isDisabled()).toBe(true)
  expect(await kept()).toEqual([])
  expect(await page.getByRole('link', { name: 'Stability AI Community License' }).count()).toBe(1)
  await page.getByLabel('I have read the licence').check()
  await download.click()
  await page.getByText(`${LAST} is not the file that it should be`).waitFor()
  expect(await kept()).toEqual(sizesBut(LAST))
  await serve(LAST, real)
  await page.getByRole('button', { name: 'Go on with the download' }).click()
  const offer = page.getByLabel('Offer pictures from any words')
  await offer.waitFor()
  expect(await kept()).toEqual(sizesBut(''))
  expect(await offer.isChecked()).toBe(false)
  await page.getByText(/^Memory: [\d.]+ [kMG]B for this page/).waitFor()
})

test('once it is switched on and measured others have pictures painted by it, which nobody checks', async () => {
  await contributing.page.getByLabel('Offer pictures from any words').check()
  await contributing.event('effects', ({ offered }) => offered.includes('sd-turbo'))
  const asking = await (await mill.browser()).newPage()
  const query = new URLSearchParams({
    relay: mill.relay,
    task: 'sd-turbo',
    words: WORDS,
    seed: '7',
    start: '1',
  })
  await asking.goto(`${mill.url}/web/ask.html?${query}`)
  await asking.getByRole('heading', { name: `A picture from any words: ${WORDS}` }).waitFor()
  await asking.getByText('this page has not got the model', { exact: true }).waitFor()
  const size = await asking.getByAltText(`Painted: ${WORDS}`).evaluate(async image => {
    await (image as HTMLImageElement).decode()
    const { naturalWidth, naturalHeight } = image as HTMLImageElement
    return [naturalWidth, naturalHeight]
  })
  expect(size).toEqual([ANY_SIDE, ANY_SIDE])
  await asking.getByText('A large model of others paints it').waitFor()
  await asking.close()
})

test('it is on offer again when the page is, and gone from the disk when it is removed', async () => {
  const { page } = contributing
  await page.reload()
  await page.getByLabel('Offer pictures from any words').and(page.locator(':checked')).waitFor()
  await contributing.event('effects', ({ offered }) => offered.includes('sd-turbo'))
  await page.getByRole('button', { name: 'Remove SD-Turbo' }).click()
  await page.getByRole('button', { name: /^Download .*B$/ }).waitFor()
  expect(await kept()).toEqual([])
})
