import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { MAX_MESSAGE_BYTES } from '../../web/protocol/limits.ts'
import { readBody } from '../http/body.ts'
import { bearsKey } from '../http/key.ts'
import { type Listening, listen } from '../http/listen.ts'
import type { Log } from '../log.ts'
import type { WhipQueue } from './queue.ts'

export const WHIP_PATH = '/whip'
const SDP = 'application/sdp'
/** A publisher that finds no page comes again after so long, s: about what a page takes to be loaded anew. */
const RETRY_S = 5
/** Pages of any origin may publish: who has the key may. */
const SHARED = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Location',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
}
/** What the page says of an offer that it cannot take. */
const STATUSES: Record<string, number> = { 'bad-message': 400, unsupported: 422 }

/**
 * Lets publishers in by WHIP (RFC 9725), one at a time: `POST /whip` with an offer is answered with all candidates, and
 * takes the place of who was in before; `DELETE` of the location that was given ends it. There is no trickle: `PATCH` is
 * refused. Rejects with the listen error, e.g. EADDRINUSE.
 */
export async function startWhipServer(
  { host, port, key, log }: { host: string; port: number; key: string; log: Log },
  queue: Pick<WhipQueue, 'ask'>,
): Promise<Listening> {
  let inside: string | undefined

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    for (const [name, value] of Object.entries(SHARED)) response.setHeader(name, value)
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const session = path.startsWith(`${WHIP_PATH}/`) ? path.slice(WHIP_PATH.length + 1) : undefined
    if (path !== WHIP_PATH && session === undefined) return say(response, 404, `Publish at ${WHIP_PATH}.`)
    const method = session === undefined ? 'POST' : 'DELETE'
    if (request.method === 'OPTIONS') return preflight(response, method)
    if (request.method !== method) {
      response.setHeader('Allow', `${method}, OPTIONS`)
      return say(response, 405, `Only ${method} is known here.`)
    }
    if (!bearsKey(request.headers.authorization, key)) {
      log.warn(`${request.socket.remoteAddress} came without the right key`)
      response.setHeader('WWW-Authenticate', 'Bearer')
      return say(response, 401, 'The bearer token is not the key that the node printed.')
    }
    return session === undefined ? enter(request, response) : leave(response, session)
  }

  async function enter(request: IncomingMessage, response: ServerResponse) {
    if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== SDP)
      return say(response, 415, `The offer has to be ${SDP}.`)
    const offer = (await readBody(request, MAX_MESSAGE_BYTES))?.toString('utf8')
    if (offer === undefined) return say(response, 413, 'The offer is too large.')
    const session = randomBytes(16).toString('hex')
    const reply = await queue.ask({ kind: 'enter', session, offer })
    if (reply === undefined) {
      response.setHeader('Retry-After', RETRY_S)
      return say(response, 503, 'The page that takes streams in is not there: it is being loaded.')
    }
    if ('code' in reply) {
      log.warn(`a publisher was turned down: ${reply.message}`)
      return say(response, STATUSES[reply.code] ?? 500, reply.message)
    }
    log.info(`${inside === undefined ? '' : 'another '}publisher from ${request.socket.remoteAddress}`)
    inside = session
    response.writeHead(201, { 'Content-Type': SDP, Location: `${WHIP_PATH}/${session}` })
    return response.end(reply.answer)
  }

  async function leave(response: ServerResponse, session: string) {
    if (session !== inside) return say(response, 404, 'This session is over.')
    inside = undefined
    log.info('the publisher has left')
    await queue.ask({ kind: 'leave', session })
    return say(response, 200, '')
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(error => {
      log.warn(`a request failed: ${error.message}`)
      if (response.headersSent) response.destroy()
      else say(response, 500, 'Something went wrong.')
    })
  })
  return listen(server, host, port)
}

function preflight(response: ServerResponse, method: string) {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': `${method}, OPTIONS`,
    'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    'Access-Control-Max-Age': '86400',
    'Accept-Post': SDP,
  })
  return response.end()
}

function say(response: ServerResponse, status: number, words: string) {
  // What was not read of the request is not waited for.
  if (!response.req.complete) response.setHeader('Connection', 'close')
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
  return response.end(words)
}
