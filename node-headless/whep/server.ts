import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { WhepAsk } from '../../web/pages/host.ts'
import { MAX_ID_LENGTH } from '../../web/protocol/limits.ts'
import { type Listening, listen } from '../http/listen.ts'
import type { PageQueue } from '../http/pagequeue.ts'
import { comeAgain, fail, giveAnswer, readOffer, refuseMethod, say, share } from '../http/sdp.ts'
import type { Log } from '../log.ts'

export const WHEP_PATH = '/whep'
/** What ends a player lies elsewhere: streams may have any name. */
const PLAYERS_PATH = '/players'
/** Who wants in, or to leave, at once: the page answers a few in a second, and beyond they would only wait. */
const MAX_ASKING = 16
/** What the page says of an offer that it cannot take. */
const STATUSES: Record<string, number> = {
  'bad-message': 400,
  'not-found': 404,
  unsupported: 406,
  paused: 409,
  busy: 503,
}
/** Who comes again may have more luck. */
const PASSING = [409, 503]

/**
 * Lets players in by WHEP (draft-ietf-wish-whep), whoever they are, as HLS does: `POST /whep`, or `/whep/<stream>`, with
 * an offer is answered with all candidates; `?rendition=480p` chooses one, else it is the largest. `DELETE` of the
 * location that was given ends it. There is no trickle: `PATCH` is refused. Rejects with the listen error, e.g. EADDRINUSE.
 */
export async function startWhepServer(
  { host, port, log }: { host: string; port: number; log: Log },
  queue: Pick<PageQueue<WhepAsk>, 'ask'>,
): Promise<Listening> {
  let asking = 0

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    share(response)
    const [path = '', query = ''] = (request.url ?? '/').split('?', 2)
    const [, root = '', name = '', ...rest] = path.split('/')
    const isPlayer = `/${root}` === PLAYERS_PATH && name !== ''
    if ((`/${root}` !== WHEP_PATH && !isPlayer) || rest.length > 0 || name.length > MAX_ID_LENGTH)
      return say(response, 404, `Play ${WHEP_PATH}, or ${WHEP_PATH}/<stream>.`)
    if (refuseMethod(request, response, isPlayer ? 'DELETE' : 'POST')) return
    if (isPlayer) return leave(response, name)
    return enter(request, response, name, new URLSearchParams(query).get('rendition') ?? '')
  }

  /** What the page says; undefined: it says nothing, and that is answered. */
  async function ask(response: ServerResponse, wish: Parameters<typeof queue.ask>[0]) {
    if (asking >= MAX_ASKING) {
      comeAgain(response, 503, 'Too many come at once.')
      return undefined
    }
    asking += 1
    const reply = await queue.ask(wish)
    asking -= 1
    if (reply === undefined)
      comeAgain(response, 503, 'The page that streams is not there: it is being loaded.')
    return reply
  }

  async function enter(
    request: IncomingMessage,
    response: ServerResponse,
    stream: string,
    rendition: string,
  ) {
    const offer = await readOffer(request, response)
    if (offer === undefined) return
    const session = randomBytes(16).toString('hex')
    const reply = await ask(response, { kind: 'enter', session, offer, stream, rendition })
    if (reply === undefined) return
    if ('code' in reply) {
      log.info(`a player was turned down: ${reply.message}`)
      return refuse(response, STATUSES[reply.code] ?? 500, reply.message)
    }
    log.info(`player from ${request.socket.remoteAddress}`)
    giveAnswer(response, reply.answer, `${PLAYERS_PATH}/${session}`)
  }

  async function leave(response: ServerResponse, session: string) {
    const reply = await ask(response, { kind: 'leave', session })
    if (reply === undefined) return
    if ('code' in reply) return refuse(response, STATUSES[reply.code] ?? 500, reply.message)
    say(response, 200, '')
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(error => {
      log.warn(`a request failed: ${error.message}`)
      fail(response)
    })
  })
  return listen(server, host, port)
}

function refuse(response: ServerResponse, status: number, words: string): void {
  if (PASSING.includes(status)) comeAgain(response, status, words)
  else say(response, status, words)
}
