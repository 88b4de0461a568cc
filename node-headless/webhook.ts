import pRetry from 'p-retry'
import type { HostEvent } from '../web/pages/host.ts'
import type { Log } from './log.ts'

/** Cues that wait for the webhook; beyond, the oldest are lost. */
const MAX_WAITING = 1000
/** Cues of one request. */
const MAX_BATCH = 200
/** How long an answer may take, ms. */
const ANSWER_MS = 10_000
const BACKOFF = { retries: Number.POSITIVE_INFINITY, minTimeout: 500, maxTimeout: 30_000, randomize: true }

type Told = Extract<HostEvent, { kind: 'cues' }>

/** Hands cues on as JSON, in batches, one request after another, for as long as it takes. The stream never waits for it. */
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
    add({ stream, epoch, cues }) {
      const timed = cues.map(({ start, end, ...cue }) => {
        return { stream, start: epoch + start / 1000, end: epoch + end / 1000, ...cue }
      })
      waiting = [...waiting, ...timed].slice(-MAX_WAITING)
      sending ??= send()
        .catch(() => {})
        .finally(() => {
          sending = undefined
        })
    },
    async close() {
      abort.abort()
      await sending
    },
  }
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
