import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatWatchLink } from '../web/protocol/sharelink.ts'
import { launchBrowser } from './harness/browser.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { FILM as VIDEO } from './harness/film.ts'
import { type Mill, openMill } from './harness/mill.ts'
import { addOrchestrator, serveChain } from './harness/served.ts'

const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 320, height: 640 }

const PEER = '12D3KooWGzBWbQWdxXFoyxNFZzVDWxjkXrQd5fTrJ2kFvVPzyTXt'
const TERMS = { stake: 1000n * 10n ** 18n, rewardCut: 100_000, feeShare: 500_000, peer: PEER }

let mill: Mill
let chain: TestChain
let browser: Browser

beforeAll(async () => {
  mill = await openMill()
  chain = await openTestChain()
  await chain.nextRound()
  await addOrchestrator(chain, 1, TERMS)
  await chain.nextRound()
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'])
})

afterAll(async () => {
  await browser?.close()
  await chain?.close()
  await mill?.close()
})

/** A page at the relay, and what its console complains of. */
async function open(name: string, params: Record<string, string> = {}) {
  // A colour on its way from one to the other has the contrast of neither.
  const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce' })
  await serveChain(context, chain)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  const search = new URLSearchParams({ relay: mill.relay, ...params })
  await page.goto(`${mill.url}/web/${name}.html?${search}`)
  return { page, complaints, close: () => context.close() }
}

async function violations(page: Page, parts: string[] = []) {
  const builder = new AxeBuilder({ page })
  for (const part of parts) builder.include(part)
  const { violations } = await builder.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)
}

async function overflow(page: Page): Promise<number> {
  await page.setViewportSize(NARROW)
  // What follows the width, such as cards in place of a table, is there a frame later.
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
  const width = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  await page.setViewportSize(WIDE)
  return width
}

type Scene = {
  name: string
  params?: Record<string, string>
  /** What is looked at for its accessibility; absent: all of it. */
  parts?: string[]
  reach(page: Page): Promise<void>
}

const FILM = '/film/video.mp4'
const connected = (page: Page) => page.getByText('Connected through 1 of 1 relay').waitFor()

const orchestrators = (page: Page) => page.getByRole('button', { name: 'Details of 0x' }).waitFor()

/** The test account of the chain, with tokens. */
async function connectAccount(page: Page) {
  await orchestrators(page)
  await page.getByRole('button', { name: 'Connect a wallet' }).click()
  await page.getByRole('button', { name: 'Test account' }).click()
  await page.getByRole('button', { name: 'Get test tokens' }).click()
  await page.getByText('5,000 MILL').waitFor()
}

const SCENES: Record<string, Scene> = {
  'the help page': {
    name: 'help',
    // One page of the guide, of much the same as the others, with tables, code and pictures.
    parts: ['h1', '[aria-label="Contents"]', '[aria-labelledby="ask-ai"]'],
    reach: page => page.getByRole('heading', { name: 'When something fails' }).waitFor(),
  },
  'the home page': { name: 'index', reach: page => page.getByRole('heading', { level: 1 }).waitFor() },
  'the stream form with a camera': {
    name: 'stream',
    async reach(page) {
      await connected(page)
      const camera = page.getByRole('combobox', { name: 'Camera' })
      const button = page.getByRole('button', { name: 'Turn on camera and microphone' })
      await button.or(camera).waitFor()
      if (await button.isVisible()) await button.click()
      await camera.waitFor()
      await page.getByText('Sizes and codec').click()
    },
  },
  'the stream form with a file': {
    name: 'stream',
    params: { source: 'file' },
    reach: page => page.getByText('Drop a video here').waitFor(),
  },
  'an address that is not understood': {
    name: 'stream',
    params: { codec: 'h265' },
    reach: page => page.getByText('h265').waitFor(),
  },
  'a stream that waits for an orchestrator': {
    name: 'stream',
    params: { file: FILM, live: '1', title: 'A film' },
    reach: page => page.getByText('No orchestrator offers its work yet').waitFor(),
  },
  'the files page': {
    name: 'files',
    async reach(page) {
      await connected(page)
      await page.getByText('Drop videos here').waitFor()
    },
  },
  'a file with its form, and nobody there to make it': {
    name: 'files',
    params: { file: FILM },
    async reach(page) {
      await connected(page)
      await page.getByRole('img', { name: 'A frame of video.mp4' }).waitFor()
      await page.getByText('Cut, turn, sound').click()
      await page.getByRole('radio', { name: '1:1' }).check()
      await page.getByText('No orchestrator is there for it').waitFor()
    },
  },
  'the ask page with a picture that is none': {
    name: 'ask',
    params: { file: '/favicon.svg' },
    reach: page => page.getByText('favicon.svg is no PNG').waitFor(),
  },
  'the ask page with words that are not known': {
    name: 'ask',
    params: { task: 'imagine', words: 'a dog on a hill' },
    async reach(page) {
      await page.getByText('does not know “dog”').waitFor()
      await page.getByText('words that it knows').click()
    },
  },
  'the contribute page': { name: 'contribute', reach: connected },
  'an orchestrator on offer': {
    name: 'contribute',
    params: { start: '1', benchmark: '0', jobs: '1' },
    reach: page => page.getByText('on offer', { exact: true }).waitFor(),
  },
  'an account that cannot be paid yet': {
    name: 'contribute',
    async reach(page) {
      await page.getByText('Connect a wallet to be paid').waitFor()
      await page.getByRole('button', { name: 'Connect a wallet' }).click()
      await page.getByRole('button', { name: 'Test account' }).click()
      await page.getByText('This account is no orchestrator yet').waitFor()
      await page.getByText('No ticket has won yet').waitFor()
    },
  },
  'the watch page without a link': {
    name: 'watch',
    reach: page => page.getByRole('textbox', { name: 'Watch link' }).waitFor(),
  },
  'a watch link whose streamer is gone': {
    name: 'watch',
    async reach(page) {
      await page.goto(formatWatchLink(page.url(), { peer: PEER, stream: 'gone', relays: [mill.relay] }))
      await page.getByText('The streamer is not there').waitFor()
      await page.getByText('Away', { exact: true }).waitFor()
    },
  },
  'the stake page without a wallet': { name: 'stake', reach: orchestrators },
  'the wallets of the stake page': {
    name: 'stake',
    async reach(page) {
      await orchestrators(page)
      await page.getByRole('button', { name: 'Connect a wallet' }).click()
      await page.getByRole('button', { name: 'Test account' }).waitFor()
    },
  },
  'an orchestrator by its address': {
    name: 'stake',
    params: { orchestrator: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' },
    reach: page => page.getByRole('table').getByText('to come').waitFor(),
  },
  'an account with its stake to come': { name: 'stake', reach: connectAccount },
  'a form with its forecast': {
    name: 'stake',
    async reach(page) {
      await connectAccount(page)
      await page.getByRole('button', { name: 'Become an orchestrator' }).click()
      await page.getByLabel('Amount', { exact: true }).fill('100')
      await page.getByText('transactions, one after the other').waitFor()
    },
  },
}

test.each(Object.entries(SCENES))(
  '%s is accessible, fits a narrow phone and is silent in the console',
  async (_, scene) => {
    const { page, complaints, close } = await open(scene.name, scene.params)
    await scene.reach(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page, scene.parts), colorScheme).toEqual([])
      expect(await overflow(page), 'pixels beyond 320').toBeLessThanOrEqual(0)
    }
    expect(complaints).toEqual([])
    await close()
  },
)

test('a stream goes live by keyboard alone, is watched by its link, and warns before it is lost', async () => {
  const orchestrator = await open('contribute', { start: '1', benchmark: '0', jobs: '2' })
  await orchestrator.page.getByText('on offer', { exact: true }).waitFor()
  const { page, complaints, close } = await open('stream', { file: FILM, loop: '1' })
  await connected(page)

  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  await tabTo(page, 'File')
  await tabTo(page, 'Title')
  await page.keyboard.type('By hand')
  await tabTo(page, 'Sizes and codec')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Usual')
  await page.keyboard.press('ArrowRight')
  expect(await focused(page)).toBe('Light')
  await tabTo(page, 'Go live')
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { name: 'By hand' }).waitFor()
  await expect.poll(() => focused(page)).toBe('By hand')
  await page.getByText('LIVE', { exact: true }).waitFor()
  expect(await page.getByRole('row').count()).toBe(3)
  const link = await page.getByLabel('Whoever opens it watches').inputValue()

  const watcher = await open('index')
  await watcher.page.goto(link)
  await watcher.page.getByRole('heading', { name: 'By hand' }).waitFor()
  await watcher.page.getByText('Live', { exact: true }).first().waitFor()
  await page.getByText('1 viewer', { exact: true }).waitFor()
  await watcher.page.keyboard.press('k')
  await watcher.page.getByRole('button', { name: 'Play (k)' }).waitFor()
  await watcher.page.keyboard.press('k')
  expect(await violations(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await violations(watcher.page)).toEqual([])
  expect(await overflow(watcher.page)).toBeLessThanOrEqual(0)

  const warning = page.waitForEvent('dialog')
  void page.close({ runBeforeUnload: true })
  const dialog = await warning
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()

  await page.getByRole('button', { name: 'End stream' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End stream' }).click()
  await page.getByText('The stream has ended').waitFor()
  await expect.poll(() => focused(page)).toBe('By hand')
  await watcher.page.getByText('Ended', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Start a new stream' }).waitFor()
  for (const each of [complaints, watcher.complaints, orchestrator.complaints]) expect(each).toEqual([])
  await Promise.all([close(), watcher.close(), orchestrator.close()])
})

test('a camera that cannot be had is said in plain words', async () => {
  const without = await launchBrowser()
  const page = await without.newPage()
  await page.goto(`${mill.url}/web/stream.html?relay=${encodeURIComponent(mill.relay)}`)
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click()
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.textContent()).toMatch(/camera/)
  const opened = page.waitForEvent('popup')
  await alert.getByRole('link', { name: 'More about this' }).click()
  const help = await opened
  const heading = help.getByRole('heading', { name: 'Camera and microphone' })
  await heading.waitFor()
  await expect.poll(() => heading.evaluate(isInSight)).toBe(true)
  expect(await focused(help)).toBe('Camera and microphone')
  expect(await page.getByRole('button', { name: 'Go live' }).isDisabled()).toBe(true)
  await without.close()
})

test('a file that is no video is refused when it is picked, before anything is asked for it', async () => {
  const { page, complaints, close } = await open('stream', { source: 'file' })
  const picked = { name: 'fake.mp4', mimeType: 'video/mp4', buffer: Buffer.from('no video') }
  await page.locator('input[type=file]').setInputFiles(picked)
  await page.getByRole('alert').getByText('This is not a video file that can be read.').waitFor()
  await page.getByText('Pick another file first.').waitFor()
  expect(await page.getByRole('button', { name: 'Go live' }).isDisabled()).toBe(true)
  await page.locator('input[type=file]').setInputFiles(VIDEO)
  await page.getByRole('alert').waitFor({ state: 'detached' })
  await page.getByText('0:30 long').waitFor()
  expect(await page.getByRole('button', { name: 'Go live' }).isEnabled()).toBe(true)
  expect(complaints).toEqual([])
  await close()
})

test('the home page and the watch page link what their node streams', async () => {
  const { page, complaints, close } = await open('index')
  const json = [{ title: 'By hand', link: 'http://node.example/watch.html#peer/stream' }]
  await page.context().route('**/live.json', route => route.fulfill({ json }))
  await page.reload()
  for (const reach of [async () => {}, () => page.goto(`${mill.url}/web/watch.html`)]) {
    await reach()
    const live = page.getByRole('region', { name: 'Live now' })
    await live.getByText('By hand').waitFor()
    const link = live.getByRole('link', { name: 'Watch it' })
    expect(await link.getAttribute('href')).toBe('watch.html#peer/stream')
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  }
  expect(complaints).toEqual([])
  await close()
})

test('an orchestrator pauses, goes on and stops', async () => {
  const { page, close } = await open('contribute', { start: '1', benchmark: '0', jobs: '1' })
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('nothing new is taken', { exact: false }).first().waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByText('on offer', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('This computer takes no work.').waitFor()
  expect(await page.getByText('Pause finishes what runs').count()).toBe(0)
  await close()
})

test('tokens are staked by keyboard alone, and what was done survives a reload', async () => {
  const { page, complaints, close } = await open('stake')
  await connectAccount(page)
  await page.keyboard.press('Home')
  await page.locator('main').focus()
  await tabTo(page, 'Stake')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('Amount')
  await page.keyboard.type('1,5')
  await page.getByText('Write it without commas').waitFor()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('100.5')
  await page.keyboard.press('Tab')
  await tabTo(page, 'Stake with')
  await page.keyboard.press('ArrowDown')
  await page.getByText('2 transactions, one after the other').waitFor()
  const submit = page.getByRole('dialog').getByRole('button', { name: 'Stake', exact: true })
  await submit.and(page.locator(':enabled')).waitFor()
  await tabTo(page, 'Cancel')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Staked.').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).not.toBe('')

  await page.reload()
  await page.getByText('100.5 MILL', { exact: true }).first().waitFor()
  await page.getByText('2 transactions are over').click()
  expect(await violations(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(complaints).toEqual([])
  await close()
})

test('a chain that does not answer leaves the last figures, with their age', async () => {
  const { page, close } = await open('stake')
  await connectAccount(page)
  await page.context().route(`${chain.place.rpc}/**`, route => route.abort())
  await page.getByText(/The figures below are .* old/).waitFor()
  await page.getByText('5,000 MILL').waitFor()
  expect(await violations(page)).toEqual([])
  await page.context().unroute(`${chain.place.rpc}/**`)
  await page.getByText(/The figures below are .* old/).waitFor({ state: 'detached' })
  await close()
})

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

/** What a screen reader would call the focused control. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const label = (element as HTMLInputElement).labels?.[0]
    return (label ?? element).textContent?.trim() ?? ''
  })
}

/** Tabs until the named control has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab')
    if ((await focused(page)).startsWith(name)) return
  }
  throw new Error(`no way to “${name}” by keyboard`)
}
