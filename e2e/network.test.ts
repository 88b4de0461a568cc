import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build, type Plugin } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Relay, startRelay } from '../node-headless/relay.ts'
import { configure } from '../vite.config.ts'
import { MAX_MESSAGE_BYTES } from '../web/protocol/limits.ts'
import { launchBrowser } from './harness/browser.ts'
import { openSite, type Site } from './harness/site.ts'
import type {} from './pages/network.ts'

let site: Site
let browser: Browser
let folder: string
let relay: Relay
let pages: Page[] = []

beforeAll(async () => {
  site = await openSite(['e2e/pages/network.html'])
  browser = await launchBrowser(['--js-flags=--expose-gc'])
  folder = await mkdtemp(join(tmpdir(), 'millrace-relay-'))
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
  await rm(folder, { recursive: true })
})

beforeEach(async () => {
  relay = await relayOn('/ip4/127.0.0.1/tcp/0/ws')
})

afterEach(async () => {
  await Promise.all(pages.map(page => page.context().close()))
  pages = []
  await relay.close()
})

test('the key of a relay is its owner’s alone, and its address stays', async () => {
  expect((await stat(join(folder, 'key'))).mode & 0o777).toBe(0o600)
  const [address] = relay.addresses
  await relay.close()
  relay = await relayOn(listenOf(address))
  expect(relay.addresses).toEqual([address])
  await expect(relayOn(listenOf(address))).rejects.toMatchObject({ code: 'bad-input' })
})

test('two pages find each other by offer and talk, directly and through the relay', async () => {
  const [worker, gateway] = await openPages(2)
  const offer = { codecs: [], maxJobs: 2, runningJobs: 0, paused: false }
  await worker.evaluate(offer => tools.network.publish(offer), offer)

  await gateway.evaluate(() => tools.until(() => tools.network.offers().length === 1))
  const [heard] = await gateway.evaluate(() => tools.network.offers())
  expect(heard?.peer).toBe(await worker.evaluate(() => tools.network.peer))
  expect(heard?.offer).toMatchObject(offer)
  expect(heard?.offer.addresses).toEqual(await worker.evaluate(() => tools.network.addresses()))

  const { peer, addresses } = { peer: heard?.peer ?? '', addresses: heard?.offer.addresses ?? [] }
  const rtt = await gateway.evaluate(
    ({ peer, addresses }) => tools.network.connect(peer, addresses, AbortSignal.timeout(300_000)),
    { peer, addresses },
  )
  expect(rtt).toBeGreaterThan(0)
  for (const protocol of ['/millrace/job/1', '/millrace/watch/1'] as const) {
    const stream = await open(gateway, worker, protocol)
    expect(await ask(gateway, stream, 'hello')).toBe('hello')
    const long = 'x'.repeat(protocol === '/millrace/job/1' ? MAX_MESSAGE_BYTES : MAX_MESSAGE_BYTES / 4)
    expect(await ask(gateway, stream, long)).toBe(long)
    await gateway.evaluate(stream => tools.at(stream).close(), stream)
    expect(await worker.evaluate(() => tools.ended())).toBe('closed')
  }

  await worker.evaluate(() => tools.network.publish(undefined))
  await gateway.evaluate(() => tools.until(() => tools.network.offers()[0]?.offer.paused ?? true))
})

test('a newcomer hears of an offer that was made before', async () => {
  const [worker] = await openPages(1)
  await worker.evaluate(() =>
    tools.network.publish({ codecs: [], maxJobs: 2, runningJobs: 1, paused: false }),
  )
  const [late] = await openPages(1)
  await late.evaluate(() => tools.until(() => tools.network.offers()[0]?.offer.runningJobs === 1))
})

test('a relay that was away is reserved again, and streams beside it do not notice', async () => {
  const [worker, gateway] = await openPages(2)
  const stream = await open(gateway, worker, '/millrace/job/1')
  const [address] = relay.addresses
  await relay.close()
  await gateway.evaluate(() => tools.until(() => tools.network.relays()[0]?.state === 'lost'))
  await worker.evaluate(() => tools.until(() => tools.network.relays()[0]?.state === 'lost'))
  expect(await worker.evaluate(() => tools.network.addresses())).toEqual([])
  expect(await ask(gateway, stream, 'without a relay')).toBe('without a relay')

  relay = await relayOn(listenOf(address))
  await Promise.all([reserved(worker), reserved(gateway)])
  expect(await ask(gateway, stream, 'and with it')).toBe('and with it')
  const [late] = await openPages(1)
  expect(await ask(late, await open(late, worker, '/millrace/job/1'), 'hello')).toBe('hello')
  expect(await ask(late, await open(late, worker, '/millrace/watch/1'), 'hello')).toBe('hello')
})

test('a relay that is down at the start is taken when it comes', async () => {
  const [address] = relay.addresses
  await relay.close()
  const page = await openPage()
  await page.evaluate(() => tools.until(() => tools.network.relays()[0]?.state === 'lost'))
  relay = await relayOn(listenOf(address))
  await reserved(page)
})

test('a stream that is broken, too large or too fast ends with a reason, and nothing else ends', async () => {
  const [victim, friend, enemy] = await openPages(3)
  const stream = await open(friend, victim, '/millrace/job/1')
  const where = await whereabouts(victim)
  const attacks = [
    { reason: 'too-large', bytes: [0xff, 0xff, 0xff, 0x7f], times: 1 },
    { reason: 'bad-message', bytes: Array(64).fill(0xff), times: 1 },
    { reason: 'too-fast', bytes: [1, 7], times: 5000 },
    { reason: 'too-fast', bytes: [0], times: 5000 },
  ]
  for (const { reason, bytes, times } of attacks) {
    const attack = enemy.evaluate(
      ({ peer, addresses, bytes, times }) => tools.attack(peer, addresses, bytes, times),
      { ...where, bytes, times },
    )
    expect(await victim.evaluate(() => tools.ended())).toBe(reason)
    await attack
  }
  expect(await ask(friend, stream, 'still here')).toBe('still here')
  const own = await open(enemy, victim, '/millrace/job/1')
  expect(await ask(enemy, own, 'me too')).toBe('me too')
})

test('a message that is too large is not even sent', async () => {
  const [worker, gateway] = await openPages(2)
  const stream = await open(gateway, worker, '/millrace/job/1')
  expect(await ask(gateway, stream, 'x'.repeat(MAX_MESSAGE_BYTES + 1))).toBe('error too-large')
  expect(await ask(gateway, stream, 'hello')).toBe('hello')
})

test('garbage and floods on the topic of offers leave the good ones alone', async () => {
  const [worker, gateway, enemy] = await openPages(3)
  const shouting = [
    enemy.evaluate(bytes => tools.shout(bytes, 20), [0xff, 0xff]),
    enemy.evaluate(bytes => tools.shout(bytes, 200), [8, 1]),
  ]
  const [garbler, flooder] = await Promise.all(shouting)
  await worker.evaluate(() =>
    tools.network.publish({ codecs: [], maxJobs: 3, runningJobs: 0, paused: false }),
  )
  const peer = await worker.evaluate(() => tools.network.peer)
  await gateway.evaluate(
    peer => tools.until(() => tools.network.offers().some(offer => offer.peer === peer)),
    peer,
  )
  const peers = await gateway.evaluate(() => tools.network.offers().map(offer => offer.peer))
  expect(peers).toContain(flooder)
  expect(peers).not.toContain(garbler)
})

test('the peer id stays over a reload, and no two tabs share one', async () => {
  const [page] = await openPages(1)
  const first = await page.evaluate(() => tools.network.peer)
  const tab = await openPage({ beside: page })
  const second = await tab.evaluate(() => tools.network.peer)
  expect(second).not.toBe(first)
  await page.reload()
  await started(page)
  expect(await page.evaluate(() => tools.network.peer)).toBe(first)
})

test('every one of many dials succeeds at the first try', async () => {
  const [worker, dialler] = await openPages(2)
  const { addresses } = await whereabouts(worker)
  for (let dial = 0; dial < 20; dial++) await dialler.evaluate(addresses => tools.dial(addresses), addresses)
})

test('closed connections leave no RTCPeerConnection behind', async () => {
  const [worker] = await openPages(1)
  const dialler = await openPage({ prepare: countPeerConnections })
  const times = 10
  await dialler.evaluate(({ peer, addresses, times }) => tools.churn(peer, addresses, times), {
    ...(await whereabouts(worker)),
    times,
  })
  expect(await dialler.evaluate(() => peerConnections.length)).toBeGreaterThanOrEqual(times)
  // libp2p lets go of the last one only when the next comes.
  await dialler.waitForFunction(
    () => {
      gc?.()
      return peerConnections.filter(connection => connection.deref() !== undefined).length <= 2
    },
    undefined,
    { polling: 500 },
  )
})

test('a libp2p that the patches are not made for fails the build', async () => {
  const config = configure(resolve(import.meta.dirname, '..'), ['e2e/pages/network.html'])
  const another: Plugin = {
    name: 'another-version',
    enforce: 'pre',
    transform: (code, id) =>
      id.includes('private-to-private/transport.js') ? code.replaceAll('pc.add', 'peer.add') : undefined,
  }
  const built = build({
    ...config,
    configFile: false,
    logLevel: 'silent',
    plugins: [another, config.plugins],
    build: { ...config.build, write: false },
  })
  await expect(built).rejects.toThrow('is not the one that this patch is for')
})

/** Runs in a page before its scripts. */
function countPeerConnections() {
  globalThis.peerConnections = []
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      peerConnections.push(new WeakRef(this))
    }
  }
}

async function relayOn(listen: string): Promise<Relay> {
  return startRelay({ listen: [listen], keyFile: join(folder, 'key') })
}

function listenOf(address = ''): string {
  return address.replace(/\/p2p\/.*/, '')
}

/** A page of its own browser profile, or a tab beside another. */
async function openPage({ beside, prepare }: { beside?: Page; prepare?: () => void } = {}): Promise<Page> {
  const context = beside?.context() ?? (await browser.newContext())
  const page = await context.newPage()
  if (beside === undefined) pages.push(page)
  if (prepare !== undefined) await page.addInitScript(prepare)
  const query = new URLSearchParams(relay.addresses.map(address => ['relay', address]))
  await page.goto(`${site.url}/e2e/pages/network.html?${query}`)
  await started(page)
  return page
}

async function openPages<N extends 1 | 2 | 3>(
  count: N,
): Promise<{ 1: [Page]; 2: [Page, Page]; 3: [Page, Page, Page] }[N]> {
  const opened = await Promise.all(Array.from({ length: count }, () => openPage()))
  await Promise.all(opened.map(reserved))
  return opened as never
}

async function started(page: Page) {
  await page.waitForFunction(() => 'tools' in globalThis)
}

async function reserved(page: Page) {
  await page.evaluate(() => tools.until(() => tools.network.relays()[0]?.state === 'reserved'))
}

async function whereabouts(page: Page): Promise<{ peer: string; addresses: string[] }> {
  return page.evaluate(() => ({ peer: tools.network.peer, addresses: tools.network.addresses() }))
}

async function open(
  from: Page,
  to: Page,
  protocol: '/millrace/job/1' | '/millrace/watch/1',
): Promise<number> {
  return from.evaluate(({ peer, addresses, protocol }) => tools.open(peer, addresses, protocol), {
    ...(await whereabouts(to)),
    protocol,
  })
}

async function ask(page: Page, stream: number, text: string): Promise<string> {
  return page.evaluate(({ stream, text }) => tools.ask(stream, text), { stream, text })
}
