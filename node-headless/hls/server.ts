import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { MillraceError, toError } from '../../web/protocol/errors.ts'
import { decodeFeed } from '../../web/protocol/feed.ts'
import { MAX_HLS_SEGMENT_BYTES } from '../../web/protocol/limits.ts'
import { type Listening, listen } from '../http/listen.ts'
import { type Library, openLibrary } from './library.ts'
import type { Found } from './track.ts'
import { createHall, type Hall, parseWish, type Wish } from './wait.ts'

export type HlsServer = Listening & {
  /** Where the gateway's page hands in what it makes, `<path>/<stream>`: whoever knows it may. */
  ingest: string
}

const TYPES = {
  ...{ playlist: 'application/vnd.apple.mpegurl', video: 'video/mp4', sound: 'audio/mp4' },
  ...{
    cues: 'text/vtt; charset=utf-8',
    captions: 'text/vtt; charset=utf-8',
    picture: 'image/jpeg',
    poster: 'image/jpeg',
  },
}
/** What is under the same name something else soon. */
const MOVING: (keyof typeof TYPES)[] = ['playlist', 'cues', 'poster']
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
 * Serves streams over HLS, live and again: `/<stream>/master.m3u8`. What the page of a gateway has not handed in is not
 * there; what was there and is not any more, is gone. Rejects with the listen error, e.g. EADDRINUSE.
 * @param folder in which streams are kept, from one start to the next
 */
export async function startHls(host: string, port: number, folder: string): Promise<HlsServer> {
  const ingest = `/${randomBytes(16).toString('hex')}`
  const library = await openLibrary(folder)
  const wait = createHall()
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SHARED)) response.setHeader(name, value)
    answer(request, response, ingest, library, wait).catch(thrown => {
      const { code } = toError(thrown)
      // Whatever else was sent on it is not read.
      if (!response.headersSent) response.setHeader('Connection', 'close')
      refuse(response, code === 'bad-message' ? 400 : code === 'too-large' ? 413 : isFull(thrown) ? 507 : 500)
    })
  })
  return { ...(await listen(server, host, port)), ingest }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  ingest: string,
  library: Library,
  wait: Hall,
): Promise<unknown> {
  const [url = '/', query = ''] = (request.url ?? '/').split('?', 2)
  if (request.method === 'POST' && url.startsWith(`${ingest}/`)) {
    return take(request, response, url.slice(ingest.length + 1), library)
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
  const wish = parseWish(query)
  const find = () => look(library, stream, path, wish)
  const found = await wait(find, () => library.changed(stream), response)
  if (found === 'far') return refuse(response, 400)
  return give(request, response, found, {
    over: library.find(stream)?.ended() === true,
    read: file => library.read(stream, file),
  })
}

function look(library: Library, stream: string, path: string[], wish: Wish): Found | 'far' {
  const shelf = library.find(stream)
  if (shelf === undefined) return 'never'
  const tells = shelf.tells(path, wish.sequence, wish.part)
  if (tells === undefined) return 'far'
  return tells ? shelf.find(path, wish.skip) : 'soon'
}

async function take(
  request: IncomingMessage,
  response: ServerResponse,
  stream: string,
  library: Library,
): Promise<unknown> {
  if (!library.canName(stream)) return refuse(response, 404)
  const { head, bytes } = decodeFeed(await read(request))
  await library.take(stream, head, bytes)
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

async function give(
  request: IncomingMessage,
  response: ServerResponse,
  found: Found,
  { over, read }: { over: boolean; read(file: string): Promise<Uint8Array | undefined> },
): Promise<unknown> {
  if (found === 'soon') return refuse(response, 503)
  if (found === 'gone') return refuse(response, 410)
  if (found === 'never') return refuse(response, 404)
  if (found === 'later') return refuse(response, 204)
  const body = 'body' in found ? found.body : await read(found.file)
  if (body === undefined) return refuse(response, 410)
  const cache = !MOVING.includes(found.type) ? FOR_EVER : over ? LONG : SHORT
  response.writeHead(200, {
    'Content-Type': TYPES[found.type],
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': cache,
  })
  return response.end(request.method === 'HEAD' ? undefined : body)
}

function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC'
}

function refuse(response: ServerResponse, status: number): unknown {
  if (response.headersSent) return response.destroy()
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
  return response.end(STATUS_CODES[status])
}
