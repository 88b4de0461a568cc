import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { WhipAsk } from '../../web/pages/host.ts'
import { bearsKey } from '../http/key.ts'
import { type Listening, listen } from '../http/listen.ts'
import type { PageQueue } from '../http/pagequeue.ts'
import { comeAgain, fail, giveAnswer, readOffer, refuseMethod, say, share } from '../http/sdp.ts'
import type { Log } from '../log.ts'

export const WHIP_PATH = '/whip'
/** What the page says of an offer that it cannot take. */
const STATUSES: Record<string, number> = { 'bad-message': 400, unsupported: 422 }

/**
 * Lets publishers in by WHIP (RFC 9725), one at a time: `POST /whip` with an offer is answered with all candidates, and
 * takes the place of who was in before; `DELETE` of the location that was given ends it. There is no trickle: `PATCH` is
 * refused. Rejects with the listen error, e.g. EADDRINUSE.
 */
export async function startWhipServer(
  { host, port, key, log }: { host: string; port: number; key: string; log: Log },
  queue: Pick<PageQueue<WhipAsk>, 'ask'>,
): Promise<Listening> {
  let inside: string | undefined

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    share(response)
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const session = path.startsWith(`${WHIP_PATH}/`) ? path.slice(WHIP_PATH.length + 1) : undefined
    if (path !== WHIP_PATH && session === undefined) return say(response, 404, `Publish at ${WHIP_PATH}.`)
    if (refuseMethod(request, response, session === undefined ? 'POST' : 'DELETE')) return
    if (!bearsKey(request.headers.authorization, key)) {
      log.warn(`${request.socket.remoteAddress} came without the right key`)
      response.setHeader('WWW-Authenticate', 'Bearer')
      return say(response, 401, 'The bearer token is not the key that the node printed.')
    }
    return session === undefined ? enter(request, response) : leave(response, session)
  }

  async function enter(request: IncomingMessage, response: ServerResponse) {
    const offer = await readOffer(request, response)
    if (offer === undefined) return
    const session = randomBytes(16).toString('hex')
    const reply = await queue.ask({ kind: 'enter', session, offer })
    if (reply === undefined)
      return comeAgain(response, 503, 'The page that takes streams in is not there: it is being loaded.')
    if ('code' in reply) {
      log.warn(`a publisher was turned down: ${reply.message}`)
      return say(response, STATUSES[reply.code] ?? 500, reply.message)
    }
    log.info(`${inside === undefined ? '' : 'another '}publisher from ${request.socket.remoteAddress}`)
    inside = session
    giveAnswer(response, reply.answer, `${WHIP_PATH}/${session}`)
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
      fail(response)
    })
  })
  return listen(server, host, port)
}
