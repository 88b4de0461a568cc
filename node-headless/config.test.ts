import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkSettings, readConfig } from './config.ts'
import { COMMANDS, optionsOf } from './options.ts'

const RELAY = '/dns4/relay.example.org/tcp/443/wss/p2p/12D3KooWAbc'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-config-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function configFile(text: string) {
  const file = join(folder, 'millrace.json')
  await writeFile(file, text)
  return file
}

test('takes every option by the name of its flag', () => {
  const settings = {
    file: '/films/a.mp4',
    relay: [RELAY, '/ip4/127.0.0.1/tcp/9620/ws/p2p/12D3KooWAbc', '/ip6/::1/tcp/1/tls/ws/p2p/Qm1'],
    host: '::1',
    port: 0,
    'relay-port': 65535,
    data: '/data',
    jobs: 2,
    price: 0,
    budget: '0.05',
    title: 'A film',
    rungs: ['480p', '1080p'],
    codec: 'av1',
    segment: 2000,
    framerate: 30,
    hls: '0.0.0.0:8080',
    once: true,
    chain: false,
    chrome: '/usr/bin/chromium',
    build: false,
    log: 'debug',
  }
  expect(checkSettings('up', settings, '', '/')).toEqual(settings)
})

test.each([
  ['port', 70_000, 'port must be 0 (any free port) to 65535; it is 70000'],
  ['port', 'x', 'port must be a number; it is "x"'],
  ['price', -1, 'price must be 0 or more; it is -1'],
  ['price', 1.5, 'price must be a whole number; it is 1.5'],
  ['budget', '0,5', 'budget must be an amount of ether, e.g. 0.05; it is "0,5"'],
  ['budget', 1, 'budget'],
  ['jobs', 0, 'jobs must be 1 to 16; it is 0'],
  ['relay', [RELAY, 'here'], 'relay.1 must be a WebSocket multiaddr'],
  ['rungs', ['4k'], 'rungs.0 must be one of 240p, 360p'],
  ['rungs', [], 'rungs must not be empty'],
  ['codec', 'h265', 'codec must be one of h264, vp9, av1; it is "h265"'],
  ['segment', 500, 'segment must be 1000 or 2000; it is 500'],
  ['hls', '8080', 'hls must be :port or host:port; it is "8080"'],
  ['hls', ':65536', 'hls must have a port up to 65535'],
  ['once', 'yes', 'once must be true or false'],
  ['title', 'x'.repeat(201), 'title must be at most 200 characters'],
  ['prot', 80, 'prot is unknown'],
])('says what is wrong with %s = %j', (name, value, message) => {
  expect(() => checkSettings('up', { [name]: value }, '', '/')).toThrow(message)
})

test('an option of another command is named as such', () => {
  expect(() => checkSettings('relay', { jobs: 1 }, '', '/')).toThrow('jobs is no option of `relay`')
})

test('names everything that is wrong at once', () => {
  expect(() => checkSettings('up', { port: -1, codec: 'x' }, '--', '/')).toThrow(/--port .*\n--codec /)
})

test('paths begin where they were written', async () => {
  const file = await configFile('{ "file": "film.mp4", "data": "/data" }')
  expect(readConfig('up', file)).toEqual({ file: join(folder, 'film.mp4'), data: '/data' })
})

test.each([
  ['{', 'cannot be read'],
  ['[]', 'must be an object'],
  ['{"segment": 3}', 'millrace.json: segment must be 1000 or 2000'],
])('refuses the config file %s', async (text, message) => {
  const file = await configFile(text)
  expect(() => readConfig('up', file)).toThrow(message)
})

test('a config file that is missing is named', () => {
  expect(() => readConfig('up', '/nowhere/millrace.json')).toThrow('/nowhere/millrace.json cannot be read')
})

test.each(COMMANDS)('%s has a flag for each of its options, called like it', command => {
  const names = optionsOf(command).map(({ flags }) => /^--(?:no-)?([a-z-]+)/.exec(flags)?.[1])
  expect(names).toEqual(optionsOf(command).map(({ name }) => name))
})
