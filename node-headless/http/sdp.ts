import type { IncomingMessage, ServerResponse } from 'node:http'
import { MAX_MESSAGE_BYTES } from '../../web/protocol/limits.ts'
import { readBody } from './body.ts'

/** What WHIP and WHEP have in common: an offer is posted, an answer comes back, and a place at which to end. */

const SDP = 'application/sdp'
/** Who finds no page comes again after so long, s: about what a page takes to be loaded anew. */
const RETRY_S = 5
/** Pages of any origin may come. */
const SHARED = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Location',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
}

export function share(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SHARED)) response.setHeader(name, value)
}

/** Answers what a place does not know, browsers' preflights among it. @returns whether it did */
export function refuseMethod(
  request: IncomingMessage,
  response: ServerResponse,
  known: 'POST' | 'DELETE',
): boolean {
  if (request.method === known) return false
  if (request.method === 'OPTIONS') {
    response.writeHead(204, {
      'Access-Control-Allow-Methods': `${known}, OPTIONS`,
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
      'Access-Control-Max-Age': '86400',
      'Accept-Post': SDP,
    })
    response.end()
    return true
  }
  response.setHeader('Allow', `${known}, OPTIONS`)
  say(response, 405, `Only ${known} is known here.`)
  return true
}

/** The offer of a request; undefined: there is none that can be taken, and it is answered. */
export async function readOffer(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<string | undefined> {
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== SDP) {
    say(response, 415, `The offer has to be ${SDP}.`)
    return undefined
  }
  const offer = (await readBody(request, MAX_MESSAGE_BYTES))?.toString('utf8')
  if (offer === undefined) say(response, 413, 'The offer is too large.')
  return offer
}

export function giveAnswer(response: ServerResponse, answer: string, location: string): void {
  response.writeHead(201, { 'Content-Type': SDP, Location: location })
  response.end(answer)
}

/** @param words why, for people */
export function comeAgain(response: ServerResponse, status: number, words: string): void {
  response.setHeader('Retry-After', RETRY_S)
  say(response, status, words)
}

/** @param words for people */
export function say(response: ServerResponse, status: number, words: string): void {
  // What was not read of the request is not waited for.
  if (!response.req.complete) response.setHeader('Connection', 'close')
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(words)
}

/** Something went wrong that nobody foresaw. */
export function fail(response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else say(response, 500, 'Something went wrong.')
}
