import { join } from 'node:path'
import type { WhepAsk, WhipAsk } from '../web/pages/host.ts'
import { openDesk } from './ask/desk.ts'
import { openQueue as openAskQueue } from './ask/queue.ts'
import { startAskServer } from './ask/server.ts'
import { startHls } from './hls/server.ts'
import { loadKey } from './http/key.ts'
import type { Listening } from './http/listen.ts'
import { openQueue } from './http/pagequeue.ts'
import { onFreePort, type Place } from './http/ports.ts'
import { type ServerOptions, startServer } from './http/server.ts'
import type { Log } from './log.ts'
import { startWhepServer, WHEP_PATH } from './whep/server.ts'
import { startWhipServer, WHIP_PATH } from './whip/server.ts'

export const LOOPBACK = '127.0.0.1'
const PAGES_PORT = 8620
const RELAY_PORT = 9620
const HLS_PORT = 8080
const WHIP_PORT = 8889
const WHEP_PORT = 8890
const ASK_PORT = 8937

/** Starts the relay and says where it listens. */
export async function openRelay(place: Place, data: string, log: Log) {
  const { startRelay } = await import('./relay.ts')
  const family = place.host.includes(':') ? 'ip6' : 'ip4'
  const keyFile = join(data, 'relay.key')
  const relay = await onFreePort(place, RELAY_PORT, log, port =>
    startRelay({ listen: [`/${family}/${place.host}/tcp/${port}/ws`], keyFile }),
  )
  for (const address of relay.addresses) log.info(`listens on ${address}`)
  return relay
}

/** Starts the web server. `origin` is where a browser on this machine finds it. */
export async function openServer(
  place: Place,
  content: Omit<ServerOptions, 'host' | 'port'>,
  log: Log,
): Promise<Listening & { origin: string }> {
  const { host } = place
  const server = await onFreePort(place, PAGES_PORT, log, port => startServer({ ...content, host, port }))
  const origin = localOrigin(host, server.port)
  log.info(`serves the pages on ${origin}`)
  return { ...server, origin }
}

/** Starts the HLS server, and says where the gateway's page hands in segments and where players find it. */
export async function openHls(place: Place, data: string, log: Log) {
  const folder = join(data, 'hls')
  const server = await onFreePort(place, HLS_PORT, log, port => startHls(place.host, port, folder))
  const address = localOrigin(place.host, server.port)
  log.info(`serves streams on ${address}`)
  return { address, ingest: address + server.ingest, close: server.close }
}

/** Starts the WHIP server, and says at which address publishers find it, and with which key. */
export async function openWhip(place: Place, keyed: string | undefined, data: string, log: Log) {
  const queue = openQueue<WhipAsk>()
  const key = keyed ?? (await loadKey(join(data, 'whip.key')))
  const { host } = place
  const server = await onFreePort(place, WHIP_PORT, log, port =>
    startWhipServer({ host, port, key, log }, queue),
  )
  const address = localOrigin(place.host, server.port) + WHIP_PATH
  log.info(`takes publishers in at ${address}`)
  return { address, key, queue, close: server.close }
}

/** Starts the WHEP server, and says at which address players find it. */
export async function openWhep(place: Place, log: Log) {
  const queue = openQueue<WhepAsk>()
  const { host } = place
  const server = await onFreePort(place, WHEP_PORT, log, port => startWhepServer({ host, port, log }, queue))
  const address = localOrigin(host, server.port) + WHEP_PATH
  log.info(`serves players at ${address}`)
  return { address, queue, close: server.close }
}

/** Starts the server for requests, and says at which address it is found, with which key, and what its page and the page's server get. */
export async function openAsks(place: Place, keyed: string | undefined, data: string, log: Log) {
  const queue = openAskQueue()
  const key = keyed ?? (await loadKey(join(data, 'ai.key')))
  const desk = await openDesk(join(data, 'asks'), queue)
  const { host } = place
  const server = await onFreePort(place, ASK_PORT, log, port =>
    startAskServer({ host, port, key, log }, desk),
  )
  const address = localOrigin(place.host, server.port)
  log.info(`takes requests at ${address}`)
  return {
    ...{ address, key, queue, files: desk.files, intake: desk.intake },
    async close() {
      await server.close()
      await desk.close()
    },
  }
}

/** The place that `[host]:port` names. */
export function placeOf(text: string, host: string): Place {
  const at = text.lastIndexOf(':')
  return {
    host: text.slice(0, Math.max(at, 0)).replace(/^\[(.*)\]$/, '$1') || host,
    port: Number(text.slice(at + 1)),
  }
}

/** The origin at which a browser on this machine reaches a server. */
export function localOrigin(host: string, port: number): string {
  const local: Record<string, string> = { '0.0.0.0': LOOPBACK, '::': '[::1]' }
  const name = local[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${name}:${port}`
}
