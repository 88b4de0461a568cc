import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { parseEther, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encryptKey, writeKeystore } from '../node-headless/chain/keystore.ts'
import { startCli } from '../node-headless/harness/cli.ts'
import type { Session } from '../web/payments/types.ts'
import { formatEther } from '../web/protocol/amount.ts'
import { costOf, fileUnit, weighted } from '../web/protocol/balance.ts'
import { soundPixels } from '../web/protocol/captions.ts'
import { effectWeight } from '../web/protocol/effects.ts'
import { IMAGINE_SIDE } from '../web/protocol/imagine.ts'
import { lookPixels } from '../web/protocol/objects.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'
import { FILM } from './harness/film.ts'
import { type Mill, openMill, type Role } from './harness/mill.ts'
import { addOrchestrator, serveChain } from './harness/served.ts'
import type { Change } from './pages/lane.ts'

/** Six seconds. */
const SPOKEN = resolve(import.meta.dirname, '../models/speech/austen.wav')
const SAID = /ill.*young man/i

let world: TestChain
let mill: Mill
let orchestrator: Role
let gateway: Role
/** A page that makes files for pay. */
let payee: Role
let peer: string

const PRICE = { wei: 2_000_000_000n, pixels: 1n }
const EFFECT = { id: 'style-neon', strength: 1 }
const EFFECT_PRICE = { wei: 1_000_000_000n, pixels: 1n }
const SOUND_PRICE = { wei: 2_100_000_001n, pixels: 1n }
const IMAGINE_PRICE = { wei: 2_000_000_001n, pixels: 1n }
const OFFER = {
  price: PRICE,
  jobs: 2,
  effects: [
    ...[EFFECT.id, 'objects'].map(id => ({ id, pixelRate: 1e6, price: EFFECT_PRICE })),
    { id: 'captions', pixelRate: 1e6, price: SOUND_PRICE },
    { id: 'imagine', pixelRate: 1e6, price: IMAGINE_PRICE },
  ],
}
/** For how many plain pixels one with the effect counts. */
const WEIGHT = 1.5
const PAYEE = 1
const PAYER = 2

const RENDITIONS = [rung(1, 426, 240, 'h264'), { ...rung(2, 640, 360, 'vp9'), maxFramerate: 12 }]

beforeAll(async () => {
  ;[world, mill] = await Promise.all([openTestChain(), openMill({}, ['e2e/pages/lane.html'])])
  ;[orchestrator, gateway] = await Promise.all([mill.orchestrator({ jobs: '2' }), openPage()])
  peer = (await orchestrator.event('ready')).peer
})
afterAll(async () => {
  await mill?.close()
  await world?.close()
})

function rung(track: number, width: number, height: number, codec: 'h264' | 'vp9' | 'av1') {
  return { track, name: `${height}p`, codec, width, height, bitrate: 400_000, maxFramerate: 0 }
}

async function openPage(): Promise<Role> {
  const role = await mill.viewer(`${mill.url}/e2e/pages/lane.html?relay=${encodeURIComponent(mill.relay)}`)
  await role.page.waitForFunction(() => 'lanes' in globalThis)
  return role
}

function openLane(to = peer, renditions = RENDITIONS, change: Change = {}) {
  return gateway.page.evaluate(([to, film, ordered, how]) => lanes.open(to, film, ordered, how), [
    to,
    mill.film,
    renditions,
    change,
  ] as const)
}

test('two segments of a film come back in every rendition, with the source’s very frames', async () => {
  await openLane()
  const made = await gateway.page.evaluate(() => lanes.make())
  expect(made.map(({ index, track }) => [index, track])).toEqual([
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
  ])
  for (const { track, wanted, times, shown, sizes } of made) {
    expect(wanted).toHaveLength(24)
    const ordered = track === 1 ? wanted : wanted.filter((_, index) => index % 2 === 0)
    expect(times).toEqual(ordered)
    expect(shown).toEqual(ordered)
    expect(sizes).toEqual([track === 1 ? '426x240' : '640x360'])
  }
  await orchestrator.page.getByText('Segments done').waitFor()
  const { snapshot } = await orchestrator.event('orchestrator')
  expect(snapshot.jobs).toMatchObject([{ state: 'running', file: {}, rungs: ['240p', '360p'] }])
  expect(await gateway.page.evaluate(() => lanes.checks())).toMatchObject({ checked: 1, skipped: 0 })
  await gateway.page.evaluate(() => lanes.close())
  expect(await gateway.page.evaluate(() => lanes.closed())).toBe('ended')
  const over = await orchestrator.event('orchestrator', ({ snapshot }) => snapshot.history.length === 1)
  expect(over.snapshot.history).toMatchObject([{ state: 'ended', file: { segments: 2 } }])
})

test('frames before the file’s zero, a part of the picture, AV1: the same', async () => {
  const crop = { left: 640, top: 360, width: 640, height: 360 }
  await openLane(peer, [rung(1, 320, 180, 'av1')], { count: 1, shift: -500_000, crop })
  const [made] = await gateway.page.evaluate(() => lanes.make())
  expect(made?.wanted[0]).toBe(-500_000)
  expect(made).toMatchObject({ times: made?.wanted, shown: made?.wanted, sizes: ['320x180'] })
  expect(await gateway.page.evaluate(() => lanes.checks())).toMatchObject({ checked: 2, skipped: 0 })
  await gateway.page.evaluate(() => lanes.close())
})

test('a file that is noise ends its job in order, and another one goes on', async () => {
  await openLane()
  expect(await gateway.page.evaluate(() => lanes.noise())).toBe('bad-input')
  expect(await gateway.page.evaluate(() => lanes.closed())).toBe('bad-input')
  // That of the test before is in the history already.
  const { snapshot } = await orchestrator.event('orchestrator', event => event.snapshot.history.length === 3)
  expect(snapshot.history[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('damaged') })
  await openLane(peer, [rung(1, 426, 240, 'h264')], { count: 1 })
  expect(await gateway.page.evaluate(() => lanes.make())).toHaveLength(1)
  await gateway.page.evaluate(() => lanes.close())
})

test('a lane is paid to the pixel with its effect, a segment ahead and no more than a ticket too much', async () => {
  payee = await openPage()
  const to = await payee.page.evaluate(() => lanes.peer)
  const { address } = world.account(PAYEE).account
  await world.nextRound()
  const terms = { stake: parseEther('1000'), rewardCut: 0, feeShare: 500_000, peer: to }
  await addOrchestrator(world, PAYEE, terms)
  await world.nextRound()
  await payee.page.evaluate(([place, account, terms]) => lanes.orchestrate(place, account, terms), [
    world.place,
    address,
    OFFER,
  ] as const)
  expect(await openLane(to).catch(String)).toContain('no session')
  await gateway.page.evaluate(([place, session]) => lanes.pay(place, session), [
    world.place,
    await openSession(),
  ] as const)
  await openLane(to, RENDITIONS, { effect: EFFECT })
  const made = await gateway.page.evaluate(() => lanes.make())
  const pixels = made.reduce((sum, { track, times }) => {
    const { width, height } = RENDITIONS[track - 1] as (typeof RENDITIONS)[number]
    return sum + width * height * times.length
  }, 0)
  const sent = (await gateway.page.evaluate(() => lanes.paid())) ?? 0n
  const ticket = costOf(fileUnit(RENDITIONS, WEIGHT), PRICE) / 2n
  const ahead = sent - costOf(weighted(pixels, WEIGHT), PRICE)
  expect(ahead).toBeGreaterThanOrEqual(0n)
  expect(ahead).toBeLessThanOrEqual(ticket)
  await gateway.page.evaluate(() => lanes.close())
  await payee.page.waitForFunction(() => lanes.work()?.history[0]?.state === 'ended')
  const [job] = (await payee.page.evaluate(() => lanes.work()))?.history ?? []
  expect(job).toMatchObject({ price: PRICE, earned: sent, file: { segments: 2 } })
})

test('a picture is changed, a monitor found in it, and one painted from words, for what was said before, to the wei', async () => {
  const context = await (await mill.browser()).newContext({ reducedMotion: 'reduce' })
  await serveChain(context, world)
  const picture = Buffer.from(await gateway.page.evaluate(() => lanes.desk()), 'base64')
  await context.route('**/desk.png', route => route.fulfill({ body: picture, contentType: 'image/png' }))
  const search = new URLSearchParams({
    ...{ relay: mill.relay, file: '/desk.png', task: EFFECT.id, start: '1', budget: '5' },
  })
  const { page, complaints } = await mill.page(`${mill.url}/web/ask.html?${search}`, context)

  await page.getByRole('heading', { name: 'Neon: desk.png' }).waitFor()
  await page.getByText('done again here').waitFor()
  // The desk is bright, and neon is light on black.
  const [before, after] = await page.evaluate(brightness, ['As it was', 'What came of it'])
  expect(before).toBeGreaterThan(120)
  expect(after).toBeLessThan(60)

  await page.getByRole('radio', { name: 'Find objects' }).check({ force: true })
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByRole('heading', { name: 'Objects recognised: desk.png' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the list' }).click()
  const [surest] = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  expect(surest).toMatchObject({ label: 'monitor' })
  expect(Math.abs(surest.box.left - 0.27)).toBeLessThan(0.06)

  await page.getByRole('radio', { name: 'Words, to be painted' }).check({ force: true })
  await page.getByLabel('What is to be painted').fill('a red boat and a zeppelin')
  await page.getByText('does not know “zeppelin”').waitFor()
  await page.getByLabel('What is to be painted').fill('a red boat')
  await page.getByLabel('Seed').fill('7')
  const shown = await page.locator('form dl').getByText(/gwei$/).textContent()
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByRole('heading', { name: 'A picture from words: a red boat' }).waitFor()
  await page.getByRole('img', { name: 'Painted: a red boat' }).waitFor()

  // Each is paid whole before it is begun: half of it is a ticket, rounded up.
  const due = [
    Number(weighted(IMAGINE_SIDE ** 2, effectWeight(PRICE, IMAGINE_PRICE))),
    lookPixels(PRICE, EFFECT_PRICE),
    Number(weighted(640 * 360, WEIGHT)),
  ]
  await page.getByRole('button', { name: /A picture from words a red boat seed 7/ }).waitFor()
  await page.getByRole('button', { name: /Neon desk.png/ }).waitFor()
  await page.getByRole('button', { name: /Objects recognised desk.png/ }).waitFor()
  const paid = due.map(pixels => 2n * ((costOf(BigInt(pixels), PRICE) + 1n) / 2n))
  expect(await page.evaluate(pastPayments)).toEqual(paid)
  expect(shown).toBe(formatEther(paid[0] ?? 0n))
  await payee.page.waitForFunction(() => lanes.work()?.jobs.length === 0)
  const { history = [] } = (await payee.page.evaluate(() => lanes.work())) ?? {}
  expect(history.slice(0, 3)).toMatchObject(paid.map(earned => ({ state: 'ended', price: PRICE, earned })))

  await page.getByRole('radio', { name: 'A picture or a sound' }).check({ force: true })
  await page.getByLabel('Take another one').setInputFiles({
    ...{ name: 'bomb.png', mimeType: 'image/png' },
    buffer: Buffer.from('89504e470d0a1a0a0000000d4948445200007d0000007a1208060000000000', 'hex'),
  })
  await page.getByRole('alert').getByText('bomb.png has 32000×31250 pixels').waitFor()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  expect(complaints.filter(text => !text.includes('404'))).toEqual([])
  await context.browser()?.close()
})

test('what is said in a sound is written down, checked, and paid to the wei', async () => {
  const context = await (await mill.browser()).newContext({ reducedMotion: 'reduce' })
  await serveChain(context, world)
  const search = new URLSearchParams({ relay: mill.relay, budget: '5' })
  const { page, complaints } = await mill.page(`${mill.url}/web/ask.html?${search}`, context)
  await page.getByLabel('Drop a picture or a sound here').setInputFiles(SPOKEN)
  const price = page.getByText(/^[\d,.]+\s(ETH|gwei)$/)
  await price.waitFor()
  const shown = await price.textContent()
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByRole('heading', { name: 'Captions: austen.wav' }).waitFor()
  await page.getByText('done again here').waitFor()
  await page.getByRole('list', { name: 'What is said' }).getByText(SAID).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'WebVTT' }).click()
  expect(await readFile(await (await download).path(), 'utf8')).toMatch(/^WEBVTT\n\n1\n00:00:00/)

  const pixels = soundPixels(PRICE, SOUND_PRICE, 6000)
  const due = 2n * ((costOf(BigInt(pixels), PRICE) + 1n) / 2n)
  await page.getByRole('button', { name: /Captions austen.wav/ }).waitFor()
  expect(await page.evaluate(pastPayments)).toEqual([due])
  expect(shown).toBe(formatEther(due))
  await payee.page.waitForFunction(() => lanes.work()?.jobs.length === 0)
  const [job] = (await payee.page.evaluate(() => lanes.work()))?.history ?? []
  expect(job).toMatchObject({ state: 'ended', price: PRICE, earned: due, source: '6s sound' })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  expect(complaints.filter(text => !text.includes('404'))).toEqual([])
  await context.browser()?.close()
})

test('an orchestrator that dies in the middle of a segment is lost, and said to be', async () => {
  await openLane(peer, [rung(1, 1920, 1080, 'h264'), rung(2, 1280, 720, 'vp9')], { count: 1, seconds: 8 })
  await gateway.page.evaluate(() => lanes.begin())
  orchestrator.kill()
  expect(await gateway.page.evaluate(() => lanes.failed())).toBe('peer-lost')
  expect(await gateway.page.evaluate(() => lanes.closed())).toBe('peer-lost')
})

test('millrace transcode pays from an account of its own what the orchestrator earns', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-paid-'))
  const at = (name: string) => join(folder, name)
  const key = generatePrivateKey()
  await world.raw('anvil_setBalance', [privateKeyToAddress(key), toHex(parseEther('10'))])
  await writeKeystore(at('key.json'), encryptKey(key, 'password', 1024))
  const { rpc, chainId, since } = world.place
  await writeFile(at('book.json'), JSON.stringify({ chainId, since, addresses: world.addresses }))
  const cli = startCli(
    resolve(import.meta.dirname, '..'),
    [
      ...['transcode', FILM, '--rendition', '240p', '--trim', '-2', '--out', at('made.mp4'), '--json'],
      ...['--data', at('data'), '--relay', mill.relay, '--chain', `${chainId}`, '--rpc', rpc],
      ...['--keystore', at('key.json'), '--addresses', at('book.json'), '--budget', '5'],
    ],
    { MILLRACE_PASSWORD: 'password' },
  )
  try {
    const done = JSON.parse(await cli.line(/"event":"done"/))
    expect(await cli.ended).toBe(0)
    expect(BigInt(done.paid)).toBeGreaterThanOrEqual(costOf(BigInt(48 * 426 * 240), PRICE))
    await payee.page.waitForFunction(() => lanes.work()?.jobs.length === 0)
    const [job] = (await payee.page.evaluate(() => lanes.work()))?.history ?? []
    expect(job).toMatchObject({ state: 'ended', earned: BigInt(done.paid) })
  } finally {
    cli.child.kill('SIGKILL')
    await cli.ended
    await rm(folder, { recursive: true, maxRetries: 5 })
  }
})

async function openSession(): Promise<Session> {
  const key = generatePrivateKey()
  const sender = privateKeyToAddress(key)
  const deposit = parseEther('50')
  const payer = world.account(PAYER)
  await world.send(payer, 'TicketBroker', 'openSession', [sender, 1_000_000, deposit, 0n], deposit)
  return {
    key,
    sender,
    owner: payer.account.address,
    chainId: world.place.chainId,
    broker: world.addresses.TicketBroker,
  }
}

/** Mean of red, green and blue of pictures on the page, 0..255, by what stands for them. */
async function brightness(names: string[]): Promise<number[]> {
  return Promise.all(
    names.map(async name => {
      const image = document.querySelector<HTMLImageElement>(`img[alt="${name}"]`) as HTMLImageElement
      await image.decode()
      const context = new OffscreenCanvas(64, 36).getContext('2d') as OffscreenCanvasRenderingContext2D
      context.drawImage(image, 0, 0, 64, 36)
      const { data } = context.getImageData(0, 0, 64, 36)
      return data.reduce((sum, value, index) => sum + (index % 4 === 3 ? 0 : value), 0) / (64 * 36 * 3)
    }),
  )
}

/** What was paid for the requests in the page's history, the newest first. */
async function pastPayments(): Promise<bigint[]> {
  const opening = indexedDB.open('millrace-asks')
  await new Promise(resolve => opening.addEventListener('success', resolve))
  const reading = opening.result.transaction('past').objectStore('past').getAll()
  await new Promise(resolve => reading.addEventListener('success', resolve))
  const past: { at: number; paid: bigint }[] = reading.result
  return past.sort((one, other) => other.at - one.at).map(({ paid }) => paid)
}
