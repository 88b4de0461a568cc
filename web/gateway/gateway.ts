import { every } from '../network/ticker.ts'
import type { MessageStream, Network } from '../network/types.ts'
import { canPay } from '../payments/canpay.ts'
import type { Payer } from '../payments/types.ts'
import { MillraceError } from '../protocol/errors.ts'
import { MAX_STREAMS, MAX_TITLE_LENGTH, REQUEST_TIMEOUT_MS } from '../protocol/limits.ts'
import { decodeWatch, encodeWatch, toRefusal } from '../protocol/messages.ts'
import type { Market } from '../protocol/select.ts'
import { within } from '../protocol/within.ts'
import { openStreamIds } from './ids.ts'
import { openScores } from './scores.ts'
import { type LiveStream, startStream } from './stream.ts'
import type { Gateway } from './types.ts'

/** How often is noted that this page is there. */
const PRESENCE_MS = 10_000

/**
 * Lets this page take streams live, and serves those who watch them.
 * @param market whom it may take at the time of the call, and what counts then
 * @param payer the session that pays now; without one only work for nothing is taken
 */
export function startGateway(
  network: Network,
  rtcConfiguration: RTCConfiguration,
  market: () => Market,
  payer: () => Payer | undefined = () => undefined,
): Gateway {
  const scores = openScores()
  const payable = () => ({ ...market(), pays: canPay(payer()) })
  const context = { network, rtcConfiguration, market: payable, payer, scores }
  const streams = new Map<string, LiveStream>()
  const ids = openStreamIds(network.peer, localStorage)
  const stopBeats = every(PRESENCE_MS, ids.beat)

  const serve = async (stream: MessageStream): Promise<void> => {
    try {
      const { id, track } = await readSubscription(stream)
      const live = streams.get(id)
      if (live === undefined) throw new MillraceError('not-found', 'This stream has ended or never was.')
      await live.watch(stream, track)
    } catch (thrown) {
      stream.send(encodeWatch({ kind: 'refusal', body: toRefusal(thrown) }))
      stream.close()
    }
  }
  network.serve('/millrace/watch/1', serve)

  return {
    async goLive(options) {
      if (streams.size >= MAX_STREAMS) {
        throw new MillraceError('busy', `This page has its ${MAX_STREAMS} streams already.`, {
          hint: 'End one of them first, or open another page.',
        })
      }
      const id = ids.take()
      const title = options.title.slice(0, MAX_TITLE_LENGTH).toWellFormed()
      const stream = startStream(id, { ...options, title }, context)
      streams.set(id, stream)
      void stream.closed.then(() => {
        streams.delete(id)
        ids.drop(id)
      })
      return stream
    },
    streams: () => [...streams.values()],
    async close() {
      await Promise.all([...streams.values()].map(stream => stream.end('The streamer closed the page.')))
      stopBeats()
      await scores.close()
    },
  }
}

async function readSubscription(stream: MessageStream): Promise<{ id: string; track: number }> {
  const late = () => new MillraceError('bad-message', 'No subscription came on the watch stream.')
  const first = await within(stream.messages[Symbol.asyncIterator]().next(), REQUEST_TIMEOUT_MS, late)
  const message = first.done ? undefined : decodeWatch(first.value)
  if (message?.kind !== 'subscribe')
    throw new MillraceError('bad-message', 'Watching begins with a subscription.')
  return { id: message.body.stream, track: message.body.track }
}
