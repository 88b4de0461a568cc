import { join } from 'node:path'
import { choosePort } from './http/ports.ts'
import { type Server, type ServerOptions, startServer } from './http/server.ts'
import type { Log } from './log.ts'

const LOOPBACK = '127.0.0.1'
const PAGES_PORT = 8620
const RELAY_PORT = 9620

type Place = { host: string | undefined; port: number | undefined }

/** Starts the relay and says where it listens. */
export async function openRelay(place: Place, data: string, log: Log) {
  const { host, port } = await choosePlace(place, RELAY_PORT, log)
  const { startRelay } = await import('./relay.ts')
  const family = host.includes(':') ? 'ip6' : 'ip4'
  const relay = await startRelay({
    listen: [`/${family}/${host}/tcp/${port}/ws`],
    keyFile: join(data, 'relay.key'),
  })
  for (const address of relay.addresses) log.info(`listens on ${address}`)
  return relay
}

/** Starts the web server. `origin` is where a browser on this machine finds it. */
export async function openServer(
  place: Place,
  content: Omit<ServerOptions, 'host' | 'port'>,
  log: Log,
): Promise<Server & { origin: string }> {
  const { host, port } = await choosePlace(place, PAGES_PORT, log)
  const server = await startServer({ ...content, host, port })
  const origin = localOrigin(host, server.port)
  log.info(`serves the pages on ${origin}`)
  return { ...server, origin }
}

async function choosePlace(
  place: Place,
  fallback: number,
  log: Log,
): Promise<{ host: string; port: number }> {
  const host = place.host ?? LOOPBACK
  const port = await choosePort(host, place.port, fallback)
  if (place.port === undefined && port !== fallback) log.info(`port ${fallback} is in use: taking ${port}`)
  return { host, port }
}

/** The origin at which a browser on this machine reaches a server. */
export function localOrigin(host: string, port: number): string {
  const local: Record<string, string> = { '0.0.0.0': LOOPBACK, '::': '[::1]' }
  const name = local[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${name}:${port}`
}
