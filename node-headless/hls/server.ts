import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MillraceError, toError } from '../../web/protocol/errors.ts'
import { decodeFeed } from '../../web/protocol/feed.ts'
import { MAX_HLS_SEGMENT_BYTES, MAX_STREAMS } from '../../web/protocol/limits.ts'
import { createShelf, type Shelf } from './shelf.ts'
import type { Found } from './track.ts'

export type HlsServer = {
  port: number
  /** Where the gateway's page hands in what it makes, `<path>/<stream>`: whoever knows it may. */
  ingest: string
  close(): Promise<void>
}

const STREAM = /^[\w-]{1,64}$/
const TYPES = { playlist: 'application/vnd.apple.mpegurl', video: 'video/mp4', sound: 'audio/mp4' }
/** Names of segments and inits are never used twice. */
const FOR_EVER = 'public, max-age=31536000, immutable'
/** Playlists grow every second or two; those of a stream that is over do not. */
const SHORT = 'public, max-age=1'
const LONG = 'public, max-age=3600'
/** Any player on any page may read it. */
const SHARED = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * Serves live streams over HLS: `/<stream>/master.m3u8`. What the page of a gateway has not handed in is not there; what
 * was there and is not any more, is gone. Rejects with the listen error, e.g. EADDRINUSE.
 */
export async function startHls(host: string, port: number): Promise<HlsServer> {
  const ingest = `/${randomBytes(16).toString('hex')}`
  const shelves = new Map<string, Shelf>()
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SHARED)) response.setHeader(name, value)
    answer(request, response, ingest, shelves).catch(thrown => {
      const { code } = toError(thrown)
      // Whatever else was sent on it is not read.
      if (!response.headersSent) response.setHeader('Connection', 'close')
      refuse(response, code === 'bad-message' ? 400 : code === 'too-large' ? 413 : 500)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    ingest,
    close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  ingest: string,
  shelves: Map<string, Shelf>,
): Promise<unknown> {
  const url = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (request.method === 'POST' && url.startsWith(`${ingest}/`)) {
    return take(request, response, url.slice(ingest.length + 1), shelves)
  }
  if (request.method === 'OPTIONS') {
    response.writeHead(204, {
      'Access-Control-Allow-Methods': 'GET, HEAD',
      'Access-Control-Allow-Headers': 'Range',
      'Access-Control-Max-Age': '86400',
    })
    return response.end()
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD, OPTIONS')
    return refuse(response, 405)
  }
  const [stream = '', ...path] = url.slice(1).split('/')
  const shelf = shelves.get(stream)
  return give(request, response, shelf?.find(path) ?? 'never', shelf?.ended() === true)
}

async function take(
  request: IncomingMessage,
  response: ServerResponse,
  stream: string,
  shelves: Map<string, Shelf>,
): Promise<unknown> {
  if (!STREAM.test(stream)) return refuse(response, 404)
  const { head, bytes } = decodeFeed(await read(request))
  const shelf = shelves.get(stream) ?? createShelf()
  // In the order in which they were last heard of: the oldest makes room.
  shelves.delete(stream)
  shelves.set(stream, shelf)
  for (const name of shelves.keys()) if (shelves.size > MAX_STREAMS) shelves.delete(name)
  if (head.kind === 'run') shelf.begin(head)
  else if (head.kind === 'segment') shelf.add(head, bytes)
  else shelf.end()
  response.writeHead(204)
  return response.end()
}

/** @throws MillraceError too-large */
async function read(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_HLS_SEGMENT_BYTES) throw new MillraceError('too-large', 'A segment is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function give(request: IncomingMessage, response: ServerResponse, found: Found, over: boolean): unknown {
  if (found === 'gone') return refuse(response, 410)
  if (found === 'never') return refuse(response, 404)
  const { type, body } = found
  const cache = type !== 'playlist' ? FOR_EVER : over ? LONG : SHORT
  response.writeHead(200, {
    'Content-Type': TYPES[type],
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': cache,
  })
  return response.end(request.method === 'HEAD' ? undefined : body)
}

function refuse(response: ServerResponse, status: number): unknown {
  if (response.headersSent) return response.destroy()
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
  return response.end(STATUS_CODES[status])
}
