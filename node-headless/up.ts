import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import type { HostEvent } from '../web/pages/host.ts'
import { parseAmount } from '../web/protocol/amount.ts'
import { IMAGINE_ANY } from '../web/protocol/imagine.ts'
import { parseWatchLink } from '../web/protocol/sharelink.ts'
import { askUrl, contributeUrl, streamUrl, transcodeUrl } from './address.ts'
import { openAsking } from './ask/make.ts'
import { openBackdrop } from './backdrop.ts'
import { buildPages } from './build.ts'
import type { Membership } from './chain/join.ts'
import type { Place } from './chain/place.ts'
import { ensureChrome } from './chrome/install.ts'
import { takeData } from './data.ts'
import { defaultsOf, hasChain } from './defaults.ts'
import { findFilm } from './film.ts'
import { followStream } from './follow.ts'
import type { Health } from './http/server.ts'
import { iceServer } from './ice.ts'
import type { Lifetime } from './lifetime.ts'
import { type LocalChain, openLocalChain } from './localchain.ts'
import type { Log } from './log.ts'
import { moneyOf } from './money.ts'
import { type Node, type NodeOptions, openNode } from './node.ts'
import { type Command, MAKES, type Settings, TAKES_FILE } from './options.ts'
import {
  LOOPBACK,
  openAsks,
  openHls,
  openRelay,
  openServer,
  openWhep,
  openWhip,
  placeOf,
} from './services.ts'
import { formatStatus } from './status.ts'
import type { Terminal } from './terminal.ts'
import { unlessAborted } from './time.ts'
import { openMaking, SITE, siteSwitch } from './transcode/make.ts'
import { startWebhook } from './webhook.ts'

const STATUS_MS = 1000
/** The orchestrator that works for this machine's own videos and pictures: it need not know how fast it is. */
const alone = ({ effect }: Settings) => ({
  jobs: 1,
  price: 0,
  benchmark: false,
  effects: [effect === undefined || effect === IMAGINE_ANY.id ? ('none' as const) : effect],
})
const project = resolve(import.meta.dirname, '..')

export type Surroundings = {
  lifetime: Lifetime
  terminal: Terminal
  logs: (component: string) => Log
  /** The standard output is for events, as JSON. */
  json: boolean
}

/**
 * Brings up what a command names: `up` a relay, an orchestrator and a gateway, and beside them a local chain; `transcode`
 * and `ask` the page that makes one thing, and without a relay one of their own with an orchestrator; the other commands one of them.
 * Resolves when the gateway's stream is over or what is asked for is made; else it goes on until the lifetime's signal rejects it.
 * @throws ExitError
 */
export async function bringUp(command: Command, given: Settings, surroundings: Surroundings): Promise<void> {
  const settings = { ...defaultsOf(command, given, availableParallelism()), ...given }
  const { lifetime, logs, terminal, json } = surroundings
  const { signal } = lifetime
  const data = settings.data ?? resolve(MAKES.includes(command) ? `.millrace/${command}` : '.millrace')
  const film =
    TAKES_FILE.includes(command) &&
    [settings.whip, settings.ai, settings.words].every(other => other === undefined)
      ? await findFilm(project, settings.file)
      : undefined
  const streams = film !== undefined || settings.whip !== undefined
  lifetime.defer(await takeData(data))
  const makes = { settings, film: film?.path ?? '', data, json, terminal, lifetime }
  const making =
    command === 'transcode'
      ? await openMaking(makes)
      : command === 'ask'
        ? await openAsking(makes)
        : undefined
  const member = await joinNamed(settings, logs('chain'), signal)
  if (member !== undefined) lifetime.defer(async () => member.close())
  const chain = hasChain(command, settings)
    ? openLocalChain(settings.data, budgetOf(settings), logs('chain'), lifetime)
    : undefined

  const relays = settings.relay ?? (await relayOfOwn(settings, data, surroundings))
  if (command === 'relay') return unlessAborted(forEver, signal)

  const executablePath = await ensureChrome(settings.chrome, logs('browser'), signal)
  logs('browser').info(`uses ${executablePath}`)
  const pages =
    settings.build === false ? join(project, 'dist') : await buildPages(project, logs('build'), signal)

  const asks = settings.ai === undefined ? undefined : await asksOf(settings.ai, settings, data, surroundings)
  const nodes: Node[] = []
  const media = making?.media ?? `/media/${randomBytes(16).toString('hex')}`
  const behind = await openBackdrop(settings.backdrop)
  const { origin, close } = await openServer(
    { host: settings.host ?? LOOPBACK, port: settings.port },
    {
      pages,
      files: asks?.files ?? new Map([...(film ? [[media, film.path] as const] : []), ...behind.files]),
      relays: () => relays,
      ice: (settings.ice ?? []).map(iceServer),
      health: () => healthOf(nodes),
      ...(command === 'up' && { live: () => liveOf(nodes) }),
      ...(chain && { chain: () => chain.opened }),
      ...(member && { chain: async () => member }),
      ...(making && { intake: making.intake }),
      ...(asks && { intake: asks.intake }),
    },
    logs('web'),
  )
  lifetime.defer(close)

  const hls = making === undefined && streams ? await hlsOf(command, settings, data, surroundings) : undefined
  const whip =
    settings.whip === undefined ? undefined : await whipOf(settings.whip, settings, data, surroundings)
  const whep =
    settings.whep === undefined || !streams ? undefined : await whepOf(settings.whep, settings, surroundings)

  async function open(
    role: NodeOptions['role'],
    url: string,
    more: Pick<NodeOptions, 'onevent' | 'task' | 'asks' | 'switches'> = {},
  ) {
    const money = await moneyOf(role, { member, local: chain }, data)
    const options = { role, url, data, executablePath, log: logs(role), ...more, ...money }
    const opening = openNode({
      ...options,
      ...(role === 'gateway' && { hls, whip: whip?.queue, whep: whep?.queue }),
    })
    const node = await unlessAborted(opening, signal)
    lifetime.defer(node.close)
    nodes.push(node)
    return node
  }

  if (making !== undefined) {
    const { onevent, over } = making
    const opened = [
      'asks' in making
        ? open('gateway', askUrl(origin, relays, settings), { asks: making.asks, onevent })
        : open('gateway', transcodeUrl(SITE, relays, settings), {
            ...{ task: making.task, onevent },
            switches: [siteSwitch(origin)],
          }),
    ]
    if (settings.relay === undefined)
      opened.push(open('orchestrator', contributeUrl(origin, relays, alone(settings))))
    // A video that cannot be used says so before everything is up.
    const made = Promise.race([over, Promise.all(opened).then(() => over)])
    try {
      return await unlessAborted(made, signal)
    } finally {
      // Before the relay, of whose end they would complain.
      await Promise.all(nodes.map(node => node.close()))
    }
  }

  terminal.print(addressBook(origin))
  void chain?.opened.then(devnet => devnet && terminal.print(chainBook(origin, devnet.place)))
  const status = setInterval(() => terminal.status(statusOf(nodes, chain)), STATUS_MS)
  lifetime.defer(async () => clearInterval(status))
  if (command !== 'gateway') {
    const node = await open('orchestrator', contributeUrl(origin, relays, settings))
    const { ready } = node.reported()
    if (ready !== undefined) {
      chain?.stake(ready.peer)
      await member?.enter(ready.peer)
    }
  }
  if (asks !== undefined) {
    const restart = ({ kind }: HostEvent) => kind === 'ready' && asks.queue.restart()
    await open('gateway', askUrl(origin, relays, settings), { asks: asks.queue, onevent: restart })
    terminal.print(askBook(asks))
  }
  if (!streams) return unlessAborted(forEver, signal)
  if (whip !== undefined) terminal.print(whipBook(whip))
  if (whep !== undefined) terminal.print(`  WHEP        ${whep.address}`)
  const follower = followStream(link => {
    const { hls } = parseWatchLink(link)
    const players = hls === undefined ? '' : `\n  HLS         ${hls}`
    terminal.print(`\nOpen this link to watch:\n\n  Watch       ${link}${players}\n`)
  }, whip !== undefined)
  const webhook = settings.webhook === undefined ? undefined : startWebhook(settings.webhook, logs('webhook'))
  if (webhook !== undefined) lifetime.defer(webhook.close)
  const video = film && { url: origin + media, title: film.title }
  if (given.rungs === undefined && settings.rungs !== undefined) {
    const sizes = settings.rungs.join(' and ')
    logs('gateway').info(
      `makes ${sizes}, as this machine has few cores: --rungs 480p,720p,1080p makes 1080p, too`,
    )
  }
  const backdrop = behind.named(origin)
  const chosen = { ...settings, ...(backdrop !== undefined && { backdrop }) }
  await open('gateway', streamUrl(origin, relays, video, chosen), {
    onevent(event) {
      follower.onevent(event)
      if (event.kind === 'cues' || event.kind === 'moderation') webhook?.add(event)
    },
  })
  await unlessAborted(follower.over, signal)
}

const forEver = new Promise<never>(() => {})

async function relayOfOwn(
  settings: Settings,
  data: string,
  { lifetime, logs }: Surroundings,
): Promise<string[]> {
  const place = { host: settings.host ?? LOOPBACK, port: settings['relay-port'] }
  const relay = await unlessAborted(openRelay(place, data, logs('relay')), lifetime.signal)
  lifetime.defer(relay.close)
  return relay.addresses
}

/** `up` serves its stream over HLS wherever there is room, `gateway` where it is told to. */
async function hlsOf(command: Command, settings: Settings, data: string, { lifetime, logs }: Surroundings) {
  const host = settings.host ?? LOOPBACK
  if (settings.hls === undefined && command !== 'up') return undefined
  const place = settings.hls === undefined ? { host, port: undefined } : placeOf(settings.hls, host)
  const { close, ...hls } = await openHls(place, data, logs('hls'))
  lifetime.defer(close)
  return hls
}

async function whipOf(where: string, settings: Settings, data: string, { lifetime, logs }: Surroundings) {
  const place = placeOf(where, settings.host ?? LOOPBACK)
  const whip = await openWhip(place, settings['whip-key'], data, logs('whip'))
  lifetime.defer(whip.close)
  return whip
}

async function whepOf(where: string, settings: Settings, { lifetime, logs }: Surroundings) {
  const whep = await openWhep(placeOf(where, settings.host ?? LOOPBACK), logs('whep'))
  lifetime.defer(whep.close)
  return whep
}

async function asksOf(where: string, settings: Settings, data: string, { lifetime, logs }: Surroundings) {
  const place = placeOf(where, settings.host ?? LOOPBACK)
  const asks = await openAsks(place, settings['ai-key'], data, logs('ai'))
  lifetime.defer(asks.close)
  return asks
}

/** The most that the gateway may pay, wei. */
function budgetOf({ budget = '0' }: Settings): bigint {
  return parseAmount(budget) ?? 0n
}

/** The named chain that a node works on, if there is one. */
async function joinNamed(settings: Settings, log: Log, signal: AbortSignal): Promise<Membership | undefined> {
  const { chain, rpc, keystore, register = false, reward = false } = settings
  if (typeof chain !== 'string' || rpc === undefined || keystore === undefined) return undefined
  const { joinChain } = await import('./chain/join.ts')
  const addresses = (id: number) => settings.addresses ?? resolve(`deployments/${id}.json`)
  const passwordFile = settings['password-file']
  const budget = budgetOf(settings)
  const options = { chain, rpc, keystore, passwordFile, addresses, register, reward, budget }
  return unlessAborted(joinChain(options, log), signal)
}

function addressBook(origin: string): string {
  const pages = {
    ...{ Start: '', Stream: 'stream.html', Files: 'files.html', 'Ask AI': 'ask.html' },
    ...{ Contribute: 'contribute.html', Help: 'help.html' },
  }
  return Object.entries(pages)
    .map(([name, page]) => `  ${name.padEnd(12)}${origin}/${page}`)
    .join('\n')
}

function chainBook(origin: string, { rpc, chainId }: Place): string {
  return `  Stake       ${origin}/stake.html\n  RPC         ${rpc} (chain id ${chainId})`
}

function whipBook({ address, key }: { address: string; key: string }): string {
  return `  WHIP        ${address}\n  Bearer      ${key}`
}

function askBook({ address, key }: { address: string; key: string }): string {
  return `  AI          ${address}\n  Bearer      ${key}`
}

function statusOf(nodes: Node[], chain: LocalChain | undefined): string {
  const reported = Object.assign({}, ...nodes.map(node => node.reported()))
  return formatStatus(reported, Date.now(), chain?.round())
}

/** What the start page of a whole network links. */
function liveOf(nodes: Node[]) {
  return nodes.flatMap(node => {
    const { stream } = node.reported()
    return stream?.snapshot.state === 'live' ? [{ title: stream.snapshot.title, link: stream.link }] : []
  })
}

function healthOf(nodes: Node[]): Health {
  return {
    ok: nodes.every(node => node.state() === 'running'),
    uptime: Math.round(process.uptime()),
    nodes: nodes.map(node => ({ role: node.role, state: node.state(), restarts: node.restarts() })),
  }
}
