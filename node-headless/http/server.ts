import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { basename, dirname, extname } from 'node:path'
import send from 'send'
import type { IceServer } from '../ice.ts'
import { answerFaucet, type Faucet } from './faucet.ts'
import type { Intake } from './intake.ts'
import { type Listening, listen } from './listen.ts'

export type Health = { ok: boolean } & Record<string, unknown>

/** `faucet` gives test tokens of a local chain. */
export type Chain = { place: object; faucet?: Faucet }

export type ServerOptions = {
  /** Folder of the built pages. */
  pages: string
  /** Files served one by one, by URL path; nothing else leaves the file system. */
  files: Map<string, string>
  /** Multiaddrs that pages use when no relay is named. */
  relays: () => string[]
  /** STUN and TURN servers that pages use. */
  ice: IceServer[]
  health: () => Health
  /** The chain that pages work on, as chain.json, once it is known; undefined where there is none. */
  chain?: () => Promise<Chain | undefined>
  /** What the node streams now, as live.json; absent: its pages do not say. */
  live?: () => { title: string; link: string }[]
  /** Takes files from a page. */
  intake?: Intake
  host: string
  port: number
}

/** SharedArrayBuffer and threads need a cross-origin isolated page. */
const PAGE_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}
/** The pages are public: scripts of a page may be embedded in a foreign one. */
const SHARED = { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' }
const PRIVATE = { 'Cross-Origin-Resource-Policy': 'same-origin', 'Cache-Control': 'no-store' }
/** What the build may leave packed beside the file, as `.br`: vite.packed.ts. */
const PACKED: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
}
/** Vite puts the hash of the content into the names under assets/. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/**
 * Serves the pages (packed where the build packed them and the browser takes it), the list of relays, the chain, the named files (with ranges, streamed) and the health of the node.
 * Rejects with the listen error, e.g. EADDRINUSE.
 */
export async function startServer(options: ServerOptions): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => refuse(response, 500))
  })
  // A large file takes as long as the disk does.
  if (options.intake !== undefined) server.requestTimeout = 0
  return listen(server, options.host, options.port)
}

async function answer(request: IncomingMessage, response: ServerResponse, options: ServerOptions) {
  setHeaders(response, PAGE_HEADERS)
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (request.method === 'POST' && path === '/faucet' && options.chain !== undefined) {
    return answerFaucet(request, response, (await options.chain())?.faucet)
  }
  const { intake } = options
  if (request.method === 'PUT' && intake !== undefined && path.startsWith(intake.path)) {
    return intake.answer(request, response, path.slice(intake.path.length))
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(response, 405)
  }
  if (path === '/health') {
    const health = options.health()
    return sendJson(request, response, health, health.ok ? 200 : 503, PRIVATE)
  }
  if (path === '/relays.json') {
    return sendJson(request, response, options.relays(), 200, { ...SHARED, 'Cache-Control': 'no-cache' })
  }
  if (path === '/ice.json') return sendJson(request, response, options.ice, 200, PRIVATE)
  if (path === '/live.json' && options.live !== undefined) {
    return sendJson(request, response, options.live(), 200, PRIVATE)
  }
  if (path === '/chain.json') {
    const chain = await options.chain?.()
    return chain === undefined
      ? refuse(response, 404)
      : sendJson(request, response, chain.place, 200, PRIVATE)
  }
  const file = options.files.get(path)
  return file === undefined
    ? sendPage(request, response, path, options.pages)
    : sendFile(request, response, file)
}

function sendPage(request: IncomingMessage, response: ServerResponse, path: string, root: string) {
  setHeaders(response, SHARED)
  response.setHeader('Cache-Control', path.startsWith('/assets/') ? FOR_EVER : 'no-cache')
  const options = { root, dotfiles: 'ignore', cacheControl: false, extensions: 'html' } as const
  const extension = extname(path)
  const missing = (status = 500) =>
    status === 404 && (extension === '' || extension === '.html')
      ? sendMissing(request, response, root)
      : refuse(response, status)
  const plain = () =>
    send(request, path, options)
      .on('error', error => missing(error.status))
      .on('directory', () => missing(404))
      .pipe(response)
  const type = PACKED[extension]
  if (type === undefined) return plain()
  response.setHeader('Vary', 'Accept-Encoding')
  if (!/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return plain()
  return send(request, `${path}.br`, options)
    .on('headers', () => setHeaders(response, { 'Content-Type': type, 'Content-Encoding': 'br' }))
    .on('error', plain)
    .pipe(response)
}

/** Says that there is no such page, and which ones are. */
function sendMissing(request: IncomingMessage, response: ServerResponse, root: string) {
  response.statusCode = 404
  response.removeHeader('Cache-Control')
  send(request, '/404.html', {
    root,
    cacheControl: false,
    acceptRanges: false,
    etag: false,
    lastModified: false,
  })
    .on('error', () => refuse(response, 404))
    .pipe(response)
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: string) {
  setHeaders(response, PRIVATE)
  const name = encodeURIComponent(basename(file))
  send(request, `/${name}`, { root: dirname(file), dotfiles: 'allow', index: false, cacheControl: false })
    .on('error', error => refuse(response, error.status ?? 500, error.headers))
    .pipe(response)
}

function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  value: unknown,
  status: number,
  headers: Record<string, string>,
) {
  const body = JSON.stringify(value)
  setHeaders(response, headers)
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}) {
  if (response.headersSent) return response.destroy()
  response.removeHeader('Cache-Control')
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain' })
  return response.end(STATUS_CODES[status])
}

function setHeaders(response: ServerResponse, headers: Record<string, string>) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}
