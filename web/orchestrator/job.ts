import { proxy, wrap } from 'comlink'
import { openLink } from '../network/link/open.ts'
import type { Link, SignalPort } from '../network/link/types.ts'
import type { MessageStream, Network } from '../network/types.ts'
import { onWorkerFailure } from '../network/worker-failure.ts'
import { tokenBucket } from '../protocol/bucket.ts'
import { SOURCE_TRACK } from '../protocol/chunk.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { orderedEffect } from '../protocol/effects.ts'
import { MillraceError, toError } from '../protocol/errors.ts'
import {
  EFFECT_ORDER_BURST,
  MAX_BEAT_MS,
  MAX_EFFECT_ORDERS_PER_SECOND,
  SOLE_DEAD_MS,
} from '../protocol/limits.ts'
import { decodeJob, encodeJob, type JobMessage, toRefusal } from '../protocol/messages.ts'
import { createOwnClock } from '../protocol/ownclock.ts'
import type { EffectOrder, JobRequest, RecogniseOrder, UnsignedReceipt } from '../protocol/schema.ts'
import type { Wanted } from './admit.ts'
import type { Charge, ChargeWire } from './charge.ts'
import { createDuty } from './duty.ts'
import { createSightings } from './sightings.ts'
import type { OrchestratorJob } from './types.ts'
import type { JobReport, JobWorker } from './worker.ts'

export type Job = {
  snapshot(): OrchestratorJob
  /** Ends the job; the gateway is told why. */
  end(reason: MillraceError): void
  /** Resolves when the job has ended and nothing of it is left. */
  done: Promise<void>
}

/** Heartbeats between two reports of figures: a page that paints them more often costs more than it tells. */
const FIGURE_BEATS = 4
/** A link may close before the message comes that says why, ms. */
const LAST_WORD_MS = 1000

export type JobContext = {
  rtcConfiguration: RTCConfiguration
  /** As this orchestrator's peer. */
  sign: Network['sign']
  /** Absent: the job is done for nothing. */
  openCharge: ((wire: ChargeWire) => Charge) | undefined
  /** For how many plain pixels one with the effect counts. @throws MillraceError unsupported, too-dear: it is not done here */
  weigh(order: EffectOrder): number
  /** For how many plain pixels a look for things counts; undefined: it is not done. */
  look(order: RecogniseOrder): number | undefined
  onchange(): void
  /** A job that stood by has begun to work. */
  onwork(): void
  /** It stands by again: the other one works after all. */
  onrest(): void
}

/** Runs an admitted job until either side ends it: a Worker with the ladder, a link for the frames. */
export function runJob(request: JobRequest, stream: MessageStream, context: JobContext): Job {
  const { rtcConfiguration, sign, openCharge, weigh, look, onchange, onwork, onrest } = context
  const duty = createDuty(request.standby)
  const mayOrder = tokenBucket(MAX_EFFECT_ORDERS_PER_SECOND, EFFECT_ORDER_BURST)
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const media = wrap<JobWorker>(worker)
  const abort = new AbortController()
  const job = describe(request, stream.peer)
  const send = (message: JobMessage) => stream.send(encodeJob(message))
  const signals: SignalPort = { send: body => send({ kind: 'signal', body }), onsignal() {} }
  let link: Link | undefined
  const clock = createOwnClock(MAX_BEAT_MS)
  const time = () => clock(performance.now())
  let heardAt = time()
  let sequence = 0
  let seen = 0
  const cuesOf = createSightings()
  let flushing = false
  /** Receipts go out in the order of their segments. */
  let receipted = Promise.resolve()

  const { promise: ended, resolve: end } = Promise.withResolvers<MillraceError>()
  const fail = (thrown: unknown) => end(toError(thrown))
  let charge: Charge | undefined

  const ontick = (report: JobReport) => {
    const silence = time() - heardAt
    if (silence > SOLE_DEAD_MS) {
      return end(new MillraceError('peer-lost', `The gateway has been silent for ${Math.round(silence)} ms.`))
    }
    const { framerate, realtime, skipped, queue, bitrate, frames } = report
    Object.assign(job, { framerate, realtime, skipped, bitrate, frames })
    attempt(() => charge?.tick(report))
    const change =
      job.state === 'connecting' ? undefined : duty.tick(frames, report.resting, performance.now())
    if (change === 'works') {
      job.state = 'running'
      onwork()
    } else if (change === 'rests') {
      job.state = 'standby'
      onrest()
    }
    sequence += 1
    const body = { sequence, sentAt: Date.now(), echo: seen, queue, skipped, realtime }
    attempt(() => send({ kind: 'heartbeat', body }))
    if (sequence % FIGURE_BEATS === 0) onchange()
  }

  const onmessage = async ({ kind, body }: JobMessage) => {
    heardAt = time()
    switch (kind) {
      case 'signal':
        return signals.onsignal(body)
      case 'heartbeat':
        seen = body.sequence
        return
      case 'keyRequest':
        return media.requestKey(body.track)
      case 'effectOrder':
        if (!mayOrder())
          throw new MillraceError('too-fast', 'Effects were ordered faster than the limit allows.')
        return void media.order(toOrdered(body)).catch(fail)
      case 'recognise':
        if (!mayOrder())
          throw new MillraceError('too-fast', 'Looks were ordered faster than the limit allows.')
        return void media.recognise(look(body)).catch(fail)
      case 'payment':
        return expectCharge().pay(body)
      case 'quoteRequest':
        return expectCharge().requote()
      case 'flush':
        if (flushing) throw new MillraceError('bad-message', 'A job is flushed once.')
        flushing = true
        // Not waited for: what the gateway says meanwhile is heard, or it would count as silent.
        return void deliverAll(body.until).catch(fail)
      case 'end':
        return end(new MillraceError('ended', body.reason))
      default:
        throw new MillraceError('bad-message', 'This message does not belong into a running job.')
    }
  }

  const expectCharge = () => {
    if (charge === undefined) throw new MillraceError('bad-message', 'Nothing is to be paid for this job.')
    return charge
  }

  const toOrdered = (order: EffectOrder) => {
    const weight = weigh(order)
    const effect = orderedEffect(order)
    return effect && { effect, weight }
  }

  const deliverAll = async (until: number | undefined) => {
    await media.flush(until)
    await receipted
    send({ kind: 'flush', body: {} })
  }

  const onreceipt = (receipt: UnsignedReceipt) => {
    const signing = sign(receiptBytes(job.id, receipt))
    receipted = receipted.then(async () => {
      const signature = new Uint8Array(await signing)
      attempt(() => send({ kind: 'receipt', body: { ...receipt, signature } }))
    })
    receipted.catch(fail)
  }

  const listen = async () => {
    for await (const bytes of stream.messages) await onmessage(decodeJob(bytes))
    throw new MillraceError('peer-lost', 'The gateway closed the job.')
  }

  const start = async () => {
    const { source, renditions, segmentMs } = request
    await media.start(
      job.id,
      { source, renditions, segmentMs },
      proxy({
        ontick,
        onreceipt,
        onloading(share) {
          job.effect = { state: 'loading', share }
          attempt(() => send({ kind: 'effectLoading', body: { share } }))
        },
        onapplied(report) {
          job.effect = report.effect && { state: 'applied', id: report.effect.id }
          attempt(() => send({ kind: 'effectReport', body: report }))
          onchange()
        },
        onlook(since, seen, lasts) {
          attempt(() => send({ kind: 'cues', body: { cues: cuesOf(since, seen, lasts) } }))
        },
        onneedkey: () => attempt(() => send({ kind: 'keyRequest', body: { track: SOURCE_TRACK } })),
        onerror: (code, message) => end(new MillraceError(code, message)),
      }),
    )
    charge = openCharge?.({
      send,
      setAllowance: pixels => void media.setAllowance(pixels).catch(fail),
      onerror: fail,
    })
    // The gateway listens for the link's first signal from here on.
    send({ kind: 'accept', body: charge === undefined ? {} : { quote: charge.quote } })
    if (request.effect?.effect !== undefined) await media.order(toOrdered(request.effect))
    const opened = await openLink({
      id: job.id,
      side: 'answer',
      worker,
      signals,
      bitrate: renditions.reduce((sum, { bitrate }) => sum + bitrate, 0),
      carriers: ['rtp', 'data'],
      rtcConfiguration,
      signal: abort.signal,
    })
    link = opened
    job.state = request.standby ? 'standby' : 'running'
    onchange()
    const reason = await opened.closed
    await Promise.race([ended, new Promise(resolve => setTimeout(resolve, LAST_WORD_MS))])
    throw reason ?? new MillraceError('link-failed', 'The media link to the gateway closed.')
  }

  /** A stream that is closing already has told its reason. */
  const attempt = (action: () => void) => {
    try {
      action()
    } catch (thrown) {
      fail(thrown)
    }
  }

  const run = async () => {
    onWorkerFailure(worker, end)
    for (const part of [listen(), start()]) part.catch(fail)
    const reason = await ended
    job.state = reason.code === 'ended' ? 'ended' : 'failed'
    job.reason = reason.message
    job.endedAt = Date.now()
    abort.abort(reason)
    const settled = charge?.close()
    attempt(() => send({ kind: 'end', body: toRefusal(reason) }))
    link?.close()
    stream.close()
    worker.terminate()
    await settled
    onchange()
  }

  return {
    snapshot: () => ({ ...job, price: charge?.price, earned: charge?.earned() ?? 0n }),
    end,
    done: run(),
  }
}

/** A job that has just been taken. */
export function describe(
  { job, source, renditions }: Pick<JobRequest, 'job' | 'renditions'> & Wanted,
  gateway: string,
): OrchestratorJob {
  const names = renditions.map(({ name }) => name)
  return newJob(job, gateway, `${source.width}x${source.height} ${source.codec}`, names)
}

/** @param source size or length, a space, and what it is @param rungs what is made of it */
export function newJob(id: string, gateway: string, source: string, rungs: string[]): OrchestratorJob {
  return {
    id,
    gateway,
    state: 'connecting',
    reason: '',
    source,
    rungs,
    framerate: 0,
    realtime: 0,
    skipped: 0,
    bitrate: 0,
    frames: 0,
    startedAt: Date.now(),
    endedAt: undefined,
    price: undefined,
    earned: 0n,
    file: undefined,
    asked: undefined,
    effect: undefined,
  }
}
