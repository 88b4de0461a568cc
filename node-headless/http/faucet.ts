import type { IncomingMessage, ServerResponse } from 'node:http'
import { isFromHere } from './fromhere.ts'

export type Gift = { ok: true } | { ok: false; status: 400 | 429; reason: string }
/** Gives test tokens to an account, which may be anything; rejects when the chain fails. */
export type Faucet = (to: unknown) => Promise<Gift>

const MAX_BODY_BYTES = 1024

/**
 * Answers `POST /faucet` with the body `{ "address": "0x…" }`, from pages of this server only: `{ "ok": true }`, or
 * `{ "error": "why not" }` with the status 400, 403, 413, 415, 429 or 503.
 */
export async function answerFaucet(
  request: IncomingMessage,
  response: ServerResponse,
  faucet: Faucet | undefined,
): Promise<void> {
  const { status, ...body } = await outcomeOf(request, faucet)
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    // What was not read of the request is not waited for.
    ...(!request.complete && { Connection: 'close' }),
  })
  response.end(text)
}

type Outcome = { status: number; ok: true } | { status: number; error: string }

async function outcomeOf(request: IncomingMessage, faucet: Faucet | undefined): Promise<Outcome> {
  if (!isFromHere(request)) return { status: 403, error: 'Only pages of this server may ask.' }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { status: 415, error: 'The body must be JSON: { "address": "0x…" }.' }
  }
  const text = await readBody(request)
  if (text === undefined) return { status: 413, error: `The body is longer than ${MAX_BODY_BYTES} bytes.` }
  if (faucet === undefined) return { status: 503, error: 'There is no local chain.' }
  try {
    const gift = await faucet(addressIn(text))
    return gift.ok ? { status: 200, ok: true } : { status: gift.status, error: gift.reason }
  } catch {
    return {
      status: 503,
      error: 'The local chain did not give: it has ended, the faucet is empty, or the account takes no ETH.',
    }
  }
}

/** Undefined when it is too long, or breaks off. The connection stays, for the answer. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= MAX_BODY_BYTES) chunks.push(chunk)
      else {
        request.pause()
        resolve(undefined)
      }
    })
    request.on('end', () => resolve(Buffer.concat(chunks).toString()))
    request.on('close', () => resolve(undefined))
  })
}

function addressIn(text: string): unknown {
  try {
    return JSON.parse(text)?.address
  } catch {
    return undefined
  }
}
