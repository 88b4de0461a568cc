import pRetry from 'p-retry'
import type { HostEvent } from '../web/pages/host.ts'
import type { Log } from './log.ts'
import { within } from './time.ts'

/** Cues that wait for the webhook; beyond, the oldest are lost. */
const MAX_WAITING = 1000
/** Cues of one request. */
const MAX_BATCH = 200
/** How long an answer may take, ms. */
const ANSWER_MS = 10_000
const BACKOFF = { retries: Number.POSITIVE_INFINITY, minTimeout: 500, maxTimeout: 30_000, randomize: true }

/** How long what waits may take to be handed over when it is closed, ms. */
const LAST_MS = 1000

type Told = Extract<HostEvent, { kind: 'cues' | 'moderation' }>

/** Hands cues, and what moderation does, on as JSON, in batches, one request after another, for as long as it takes. The stream never waits for it. */
export type Webhook = {
  add(told: Told): void
  close(): Promise<void>
}

/** @param post hands in a body; rejects where that was not taken */
export function startWebhook(url: string, log: Log, post = postTo(url), backoff = BACKOFF): Webhook {
  const abort = new AbortController()
  const { signal } = abort
  let waiting: object[] = []
  let sending: Promise<void> | undefined

  const send = async () => {
    for (let batch = take(); batch.length > 0 && !signal.aborted; batch = take()) {
      const body = JSON.stringify({ cues: batch })
      await pRetry(() => post(body, signal), {
        ...{ ...backoff, signal },
        onFailedAttempt({ error, attemptNumber }) {
          if (attemptNumber === 1) log.warn(`the webhook does not take cues: ${error.message}`)
        },
      })
    }
  }
  const take = () => waiting.splice(0, MAX_BATCH)

  return {
    add(told) {
      waiting = [...waiting, ...timed(told)].slice(-MAX_WAITING)
      sending ??= send()
        .catch(() => {})
        .finally(() => {
          sending = undefined
        })
    },
    async close() {
      if (sending !== undefined) await within(LAST_MS, sending)
      abort.abort()
      await sending
    },
  }
}

/** Each with its stream, in Unix ms. */
function timed(told: Told): object[] {
  const { stream } = told
  if (told.kind === 'moderation') {
    const { label, ...turn } = told.turn
    return [{ stream, kind: told.kind, text: label, ...turn }]
  }
  return told.cues.map(({ start, end, ...cue }) => {
    return { stream, start: told.epoch + start / 1000, end: told.epoch + end / 1000, ...cue }
  })
}

function postTo(url: string) {
  return async (body: string, signal: AbortSignal): Promise<void> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
  }
}
