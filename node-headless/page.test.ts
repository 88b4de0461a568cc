import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { HostEvent } from '../web/pages/host.ts'
import { findChrome } from './chrome/find.ts'
import { listProcesses } from './harness/processes.ts'
import { tinyPage } from './harness/project.ts'
import type { Listening } from './http/listen.ts'
import { startServer } from './http/server.ts'
import { fileJournal } from './journal.ts'
import { openPage } from './page.ts'
import { signalGroup } from './process.mjs'
import type { Running } from './supervise.ts'

const LIMIT_MS = 120_000
const identity = new Uint8Array([1, 2, 3, 255])
const pages = {
  'tiny.html': tinyPage(),
  'identity.html': tinyPage("report({ kind: 'ready', peer: globalThis.millraceHost.identity })"),
  'asking.html': tinyPage(`const { account, journal } = globalThis.millraceHost
    const say = message => report({ kind: 'error', code: 'internal', message })
    await journal.append({ kind: 'won', at: 1 })
    say(JSON.stringify(await journal.read()) + await account.request({ method: account.address }))
    onmessage = ({ data }) => say(data)
    const frame = document.createElement('iframe')
    frame.src = location.href.replace('127.0.0.1', 'localhost').replace('asking', 'stranger')
    document.body.append(frame)`),
  'stranger.html': `<script type="module">
    const told = [globalThis.millraceHost, await globalThis.millraceRequest({ method: 'x' }).catch(String)]
    parent.postMessage(told.join(), '*')
  </script>`,
  'silent.html': tinyPage('clearInterval(beat)'),
  'busy.html': tinyPage('setTimeout(() => { while (true); }, 1000)'),
  'broken.html': '<script type="module">throw new Error("it is broken")</script>',
}

let folder: string
let server: Listening
const opened: Running[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-page-'))
  for (const [name, html] of Object.entries(pages)) await writeFile(join(folder, name), html)
  const files = new Map<string, string>()
  server = await startServer({
    ...{ pages: folder, files, host: '127.0.0.1', port: 0 },
    ...{ ice: [], relays: () => [], health: () => ({ ok: true }) },
  })
})

afterEach(() => Promise.all(opened.splice(0).map(running => running.close())), LIMIT_MS)

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, maxRetries: 5 })
})

async function open(name: string, lines: string[] = []) {
  const executablePath = findChrome()
  if (executablePath === undefined) throw new Error('no Chrome: `npm test` installs one')
  const events: HostEvent[] = []
  const write = (line: string) => {
    lines.push(line)
  }
  // One each: a browser that is still on its way out is not taken for the next.
  const profile = await mkdtemp(join(folder, `profile-${name}-`))
  const account = { address: '0x12' as const, request: async ({ method }: { method: string }) => method }
  const running = await openPage({
    ...{ executablePath, profile, identity, url: `http://127.0.0.1:${server.port}/${name}` },
    ...{ account, journal: fileJournal(join(folder, `${name}.journal`)) },
    log: { debug: write, info: write, warn: write, error: write },
    onevent: event => events.push(event),
  })
  opened.push(running)
  const leader = async () => {
    const processes = await listProcesses()
    const browser = processes.find(
      ({ command }) =>
        command.includes(`--user-data-dir=${profile} `) && command.includes('remote-debugging-pipe'),
    )
    return browser?.pid ?? Number.NaN
  }
  return { running, events, lines, leader }
}

describe('a page in its browser', { timeout: LIMIT_MS }, () => {
  test('gets its identity, reports, and is stopped before it is closed', async () => {
    const { running, events } = await open('identity.html')
    await expect
      .poll(() => events)
      .toContainEqual({ kind: 'ready', peer: Buffer.from(identity).toString('base64') })
    await running.close()
    expect(events).toContainEqual({ kind: 'error', code: 'ended', message: 'stopped by its node' })
    expect(await running.lost).toBe('closed')
  })

  test('asks its node to sign and to write down; a frame of another origin may not', async () => {
    const { events } = await open('asking.html')
    const told = () => events.map(event => (event.kind === 'error' ? event.message : ''))
    await expect.poll(told).toContain('[{"kind":"won","at":1}]0x12')
    await expect.poll(told).toContain(',Error: Only a page of the node may ask this.')
  })

  test('is lost when its renderer crashes', async () => {
    const { running, leader } = await open('tiny.html')
    const browser = await leader()
    const processes = await listProcesses()
    const renderers = processes.filter(
      ({ command, group }) => group === browser && / --type=renderer /.test(command),
    )
    expect(renderers).not.toEqual([])
    for (const { pid } of renderers) process.kill(pid, 'SIGKILL')
    expect(await running.lost).toBe('the page crashed')
  })

  test('is lost when its browser is killed', async () => {
    const { running, leader } = await open('tiny.html')
    signalGroup(await leader(), 'SIGKILL')
    expect(await running.lost).toBe('the browser ended')
  })

  test('is lost when it falls silent', async () => {
    const { running } = await open('silent.html')
    expect(await running.lost).toBe('silent for 10 s')
  })

  test('is lost when its main thread hangs, and can be closed all the same', async () => {
    const { running, leader } = await open('busy.html')
    expect(await running.lost).toBe('silent for 10 s')
    await running.close()
    await expect.poll(leader).toBeNaN()
  })

  test('that does not exist is named', async () => {
    await expect(open('missing.html')).rejects.toMatchObject({
      code: 6,
      message: '/missing.html did not come up: HTTP 404',
    })
  })

  test('that never gets ready is given up', async () => {
    const lines: string[] = []
    await expect(open('broken.html', lines)).rejects.toMatchObject({
      code: 6,
      message: '/broken.html did not come up: not ready within 30 s',
    })
    expect(lines.join()).toContain('error in the page: it is broken')
  })
})
