import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { basename, dirname } from 'node:path'
import send from 'send'
import type { Said } from '../../web/protocol/askschema.ts'
import type { Still } from '../../web/protocol/imagine.ts'
import { MAX_FORMS } from '../../web/protocol/limits.ts'
import type { Wish } from '../../web/protocol/wish.ts'
import { bearsKey } from '../http/key.ts'
import { type Listening, listen } from '../http/listen.ts'
import type { Log } from '../log.ts'
import { type Desk, KEPT_MS } from './desk.ts'
import { type Asked, askedOf, ROUTES, readForm } from './form.ts'
import { Refusal, refusalOf } from './refusal.ts'
import { PAINTS, readWishes } from './wishes.ts'

const RESULTS = '/results/'
/** How long a form may take to come, ms: 32 MB at 5 Mb/s. */
const FORM_MS = 60_000
/** Who finds the node full comes again after so long, s: about what a picture takes. */
const RETRY_S = 5
/** Pages of any origin may ask: who has the key may. */
const SHARED = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * Takes requests as Livepeer's AI gateway does: `POST /image-to-image`, `/upscale`, `/image-to-text` and `/audio-to-text` with a form,
 * `/text-to-image` with JSON, from who has the key. What is made is a JPEG, what is painted a PNG, to be fetched for an hour by who knows its address.
 * Rejects with the listen error, e.g. EADDRINUSE.
 */
export async function startAskServer(
  { host, port, key, log }: { host: string; port: number; key: string; log: Log },
  desk: Pick<Desk, 'work' | 'resultOf'>,
): Promise<Listening> {
  let inHand = 0

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    for (const [name, value] of Object.entries(SHARED)) response.setHeader(name, value)
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path.startsWith(RESULTS)) return sendResult(request, response, path.slice(RESULTS.length))
    if (path !== PAINTS && !Object.hasOwn(ROUTES, path)) {
      throw new Refusal(404, `There is ${[...Object.keys(ROUTES), PAINTS].join(', ')} here.`)
    }
    if (request.method === 'OPTIONS') return preflight(response)
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST, OPTIONS')
      throw new Refusal(405, 'Only POST is known here.')
    }
    if (!bearsKey(request.headers.authorization, key)) {
      log.warn(`${request.socket.remoteAddress} came without the right key`)
      response.setHeader('WWW-Authenticate', 'Bearer')
      throw new Refusal(401, 'The bearer token is not the key that the node printed.')
    }
    if (inHand >= MAX_FORMS) {
      response.setHeader('Retry-After', RETRY_S)
      throw new Refusal(503, `${MAX_FORMS} requests are in hand already.`)
    }
    inHand += 1
    try {
      return sayJson(response, 200, await ask(request, response, path))
    } finally {
      inHand -= 1
    }
  }

  async function ask(request: IncomingMessage, response: ServerResponse, path: string): Promise<object> {
    const leaving = new AbortController()
    response.once('close', () => leaving.abort(new Refusal(499, 'The caller has left.')))
    const origin = `${request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'}://${request.headers.host}`
    const image = (name: string, seed: number) => ({ url: origin + RESULTS + name, seed, nsfw: false })
    const work = async (asked: Asked) => {
      const { done, name } = await desk.work(asked, leaving.signal)
      const took = `${Math.round(done.ms)} ms, by ${done.peer}`
      log.info(`${asked.task.id} for ${request.socket.remoteAddress}, ${took}`)
      return { ...done, name }
    }
    /** Where one fails, those before it, which are paid for, are what comes back. */
    const paint = async ({ id, wishes }: { id: Still; wishes: Wish[] }) => {
      const images: object[] = []
      for (const wish of wishes) {
        try {
          const { name } = await work({ input: wish, task: { id, strength: 1 } })
          images.push(image(name, wish.seed))
        } catch (thrown) {
          if (images.length === 0) throw thrown
          log.warn(`${images.length} of ${wishes.length} pictures are painted: ${refusalOf(thrown).message}`)
          break
        }
      }
      return images
    }
    if (path === PAINTS) return { images: await paint(await readWishes(request)) }
    const { seed, ...asked } = askedOf(path, await readForm(request))
    const { found, said, name } = await work(asked)
    if (said !== undefined) return toTranscript(said)
    if (found !== undefined) return { text: found.map(({ label }) => label).join(', '), objects: found }
    return { images: [image(name, seed)] }
  }

  function sendResult(request: IncomingMessage, response: ServerResponse, name: string) {
    const file = desk.resultOf(name)
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD'))
      throw new Refusal(404, 'There is no such result, or none any more.')
    const options = { root: dirname(file), maxAge: KEPT_MS, immutable: true }
    send(request, `/${basename(file)}`, options)
      .on('error', error => sayError(response, new Refusal(error.status ?? 500, error.message)))
      .pipe(response)
  }

  function sayError(response: ServerResponse, { status, detail }: Refusal) {
    if (response.headersSent) return response.destroy()
    return sayJson(response, status, { detail })
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(thrown => {
      const refusal = refusalOf(thrown)
      if (refusal.status >= 500) log.warn(`a request failed: ${refusal.message}`)
      if (thrown !== refusal && refusal.status === 500) log.debug(String(thrown))
      sayError(response, refusal)
    })
  })
  server.requestTimeout = FORM_MS
  return listen(server, host, port)
}

/** Times in seconds. */
function toTranscript(said: Said[]) {
  const chunks = said.map(({ start, end, text }) => ({ text, timestamp: [start / 1000, end / 1000] }))
  return { text: said.map(({ text }) => text).join(' '), chunks }
}

function preflight(response: ServerResponse) {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': 'POST, OPTIONS',
    'Access-Control-Allow-Headers': '*, Authorization',
    'Access-Control-Max-Age': '86400',
  })
  return response.end()
}

function sayJson(response: ServerResponse, status: number, body: object) {
  // What was not read of the request is not waited for.
  if (!response.req.complete) response.setHeader('Connection', 'close')
  response.setHeader('Cache-Control', 'no-store')
  response.writeHead(status, { 'Content-Type': 'application/json' })
  return response.end(JSON.stringify(body))
}
