import type { Remote } from 'comlink'
import { openLink } from '../network/link/open.ts'
import type { Link, SignalPort } from '../network/link/types.ts'
import { isSignedBy } from '../network/signature.ts'
import type { Network } from '../network/types.ts'
import { type Bill, createBill, isOwnEnd } from '../payments/bill.ts'
import type { Payer } from '../payments/types.ts'
import { segmentPixels, weighted } from '../protocol/balance.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { offersEffect } from '../protocol/effects.ts'
import { type Code, MillraceError, toCode, toError } from '../protocol/errors.ts'
import type { OrchestratorFault } from '../protocol/faults.ts'
import { REQUEST_TIMEOUT_MS } from '../protocol/limits.ts'
import { decodeJob, encodeJob, type JobMessage, toRefusal } from '../protocol/messages.ts'
import type { Cue, EffectReport, FullEffect, JobRequest, Receipt } from '../protocol/schema.ts'
import type { Choice } from '../protocol/select.ts'
import { within } from '../protocol/within.ts'
import { asEnd, asLoss, isOrderly } from './endings.ts'
import { createLooks, looksIn } from './looks.ts'
import { createOrders, heaviest } from './orders.ts'
import { isQueued } from './part.ts'
import type { JobSnapshot } from './types.ts'
import { createVigil } from './vigil.ts'
import type { StreamReport, StreamWorker } from './worker.ts'

/** A link may close before the message comes that says why, ms. */
const LAST_WORD_MS = 250

export type JobOrder = Pick<JobRequest, 'source' | 'renditions' | 'segmentMs'>

/** One attempt to have a stream transcoded by one orchestrator: it works at once, or stands by until it leads. */
export type Job = {
  snapshot(): JobSnapshot
  /** Resolves when the orchestrator is ready; never if it is not. */
  opened: Promise<void>
  /** What is to be done to the pictures, from the next segment on that it can be; one that does not offer it ends. */
  setEffect(effect: FullEffect | undefined): void
  /** Whether it is to find things in the picture; one that does not offer it works on without. */
  setObjects(on: boolean): void
  /** It has stood by and now works. */
  lead(): void
  /** Every HEARTBEAT_MS, with what the stream's Worker reports. */
  tick(report: StreamReport): void
  /** The next frame of that rung should be a key: chunks were lost on the way here. */
  requestKey(track: number): void
  /** No more frames come: resolves when the orchestrator has delivered all. @param until timestamp of the last one in decode order, µs */
  flush(until: number): Promise<void>
  /** Makes it look as if the orchestrator failed. */
  simulate(kind: OrchestratorFault): void
  end(reason: MillraceError): void
  /** Resolves with the reason when the job has ended; `ended` is an orderly end. */
  done: Promise<MillraceError>
}

export type JobContext = {
  /** Whether another one works already. */
  standby: boolean
  /** How long the orchestrator may be silent while it works, ms. */
  patience: () => number
  /** Somebody could do better. */
  spare: () => boolean
  network: Network
  rtcConfiguration: RTCConfiguration
  worker: Worker
  media: Remote<StreamWorker>
  /** What is to be done to the pictures from the start. */
  effect: FullEffect | undefined
  /** Things in the picture are to be found. */
  objects: boolean
  /** What it sees, a look at a time. */
  onlook(cues: Cue[]): void
  /** Absent: it is done for nothing, or not at all. */
  payer: Payer | undefined
  onchange(): void
}

export function startJob(
  id: string,
  { peer, offer, grounds }: Choice,
  order: JobOrder,
  context: JobContext,
): Job {
  const { standby, patience, spare, network, rtcConfiguration, worker, media, payer, onchange, onlook } =
    context
  const abort = new AbortController()
  const job: JobSnapshot = {
    id,
    peer,
    state: 'connecting',
    reason: '',
    rtt: 0,
    carrier: undefined,
    realtime: 0,
    startedAt: Date.now(),
    rungs: order.renditions.map(({ name }) => name),
    choice: grounds,
    price: undefined,
    paid: 0n,
    effect: undefined,
    weight: 1,
    loading: undefined,
    looks: undefined,
  }
  const pixels = segmentPixels(order.renditions, order.source.framerate, order.segmentMs)
  const lookPixels = BigInt(looksIn(offer, order.segmentMs))
  let bill: Bill | undefined
  const orders = createOrders(offer, context.effect)
  const vigil = createVigil(patience)
  let send: (message: JobMessage) => void = () => {}
  let link: Link | undefined
  let objects = context.objects
  const looks = createLooks()
  let newest = 0
  let isRequested = false
  let hasAccepted = false
  let leads = !standby
  /** Output pixels. */
  let owed = 0
  let sequence = 0
  let seen = 0
  /** For the sake of a fault on purpose. */
  let deaf = false

  const { promise: ended, resolve: end } = Promise.withResolvers<MillraceError>()
  const accepted = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  const flushed = Promise.withResolvers<void>()
  const signals: SignalPort = { send: body => send({ kind: 'signal', body }), onsignal() {} }

  const onmessage = async ({ kind, body }: JobMessage) => {
    if (deaf) return
    vigil.heard()
    switch (kind) {
      case 'accept':
        await bill?.accept(body.quote)
        hasAccepted = true
        orderLooks()
        return accepted.resolve()
      case 'refusal':
        if (hasAccepted)
          throw new MillraceError('bad-message', 'The orchestrator refused what it had accepted.')
        job.state = 'refused'
        return end(asLoss(new MillraceError(toCode(body.code), body.reason)))
      case 'signal':
        return signals.onsignal(body)
      case 'heartbeat':
        seen = body.sequence
        job.realtime = body.realtime
        return
      case 'receipt':
        return receive(body)
      case 'effectLoading':
        job.loading = body.share
        return onchange()
      case 'effectReport':
        return takeEffect(body)
      case 'cues':
        return look(body.cues)
      case 'quote':
        return bill?.requote(body)
      case 'credit':
        return bill?.credit(body)
      case 'keyRequest':
        return media.restartFeed(id)
      case 'flush':
        return flushed.resolve()
      case 'end':
        // Who stands by and gives up its place has lost nothing.
        if (job.state === 'standby') job.state = 'refused'
        return end(asEnd(toCode(body.code), body.reason))
      default:
        throw new MillraceError('bad-message', 'The orchestrator sent a message that is not its to send.')
    }
  }

  const look = (cues: Cue[]) => {
    const seen = looks.came(cues, newest)
    if (leads && seen !== undefined) onlook(seen)
  }

  const offerNow = () => {
    // Effects may be offered since the job began; its price is that of its beginning.
    const heard = network.offers().find(heard => heard.peer === peer)?.offer
    return { ...offer, effects: (heard ?? offer).effects ?? [] }
  }

  const orderLooks = () => {
    const order = looks.order(objects, offerNow())
    job.looks = looks.isOrdered() ? looksIn(offer, 60_000) : undefined
    if (order !== undefined) quietly(() => send({ kind: 'recognise', body: order }))
  }

  const receive = async (receipt: Receipt) => {
    const signed = await isSignedBy(peer, receiptBytes(id, receipt), receipt.signature)
    if (!signed) throw new MillraceError('cheated', 'The orchestrator sent a receipt that it has not signed.')
    await media.receipt(id, receipt)
  }

  /** From a segment on it does what it was told to, now or before. */
  const takeEffect = async (report: EffectReport) => {
    const { effect, weight, isNewest } = orders.applied(report.effect)
    Object.assign(job, { effect: report.effect, weight })
    if (isNewest) job.loading = undefined
    onchange()
    await media.applied(id, { since: report.since, ...(effect && { effect }) }, weight)
  }

  const run = async () => {
    bill = createBill({
      offer,
      segmentPixels: heaviest(pixels, offer) + lookPixels,
      payer,
      send: say,
      onerror: end,
    })
    const late = () => new MillraceError('peer-lost', 'The orchestrator did not answer.')
    const reaching = network.open(peer, offer.addresses, '/millrace/job/1', abort.signal)
    const stream = await within(reaching, REQUEST_TIMEOUT_MS, late)
    abort.signal.addEventListener('abort', () => stream.close())
    const listening = listen(stream.messages)
    send = message => stream.send(encodeJob(message))
    const effect = orders.newest()
    send({ kind: 'request', body: { job: id, standby, ...bill.request, ...order, effect } })
    isRequested = true
    const opening = accepted.promise.then(() =>
      openLink({
        id,
        side: 'offer',
        worker,
        signals,
        bitrate: order.source.bitrate,
        carriers: ['rtp', 'data'],
        rtcConfiguration,
        signal: abort.signal,
      }),
    )
    const ready = await Promise.race([within(opening, REQUEST_TIMEOUT_MS, late), listening])
    // A job that has just ended is removed already.
    abort.signal.throwIfAborted()
    link = ready
    await media.addJob(id, order.renditions, Number(pixels))
    vigil.heard()
    job.state = leads ? 'running' : 'standby'
    job.carrier = ready.carrier
    settleBill()
    opened.resolve()
    onchange()
    const closed = ready.closed.then(async reason => {
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, LAST_WORD_MS))])
      throw reason ?? new MillraceError('link-failed', 'The media link to the orchestrator closed.')
    })
    await Promise.race([listening, closed])
  }

  const listen = async (messages: AsyncIterable<Uint8Array>): Promise<never> => {
    for await (const bytes of messages) await onmessage(decodeJob(bytes))
    throw new MillraceError('peer-lost', 'The orchestrator closed the job.')
  }

  const finish = async () => {
    run().catch(thrown => end(asLoss(toError(thrown))))
    const reason = asPaid(await ended)
    if (job.state !== 'refused') job.state = isOrderly(reason) ? 'ended' : 'lost'
    job.reason = reason.message
    accepted.resolve()
    flushed.resolve()
    // A stream that is gone needs no word.
    if (job.state !== 'refused') quietly(() => send({ kind: 'end', body: toRefusal(reason) }))
    link?.close()
    abort.abort(reason)
    await media.remove(id)
    onchange()
    return reason
  }

  /** Output pixels of a segment, as they count with what is done to them or about to be. */
  const ahead = () => {
    const made = weighted(pixels, Math.max(job.weight, orders.weight()))
    return looks.isOrdered() ? made + lookPixels : made
  }
  const settleBill = () => quietly(() => bill?.tick(owed, job.state === 'running' ? ahead() : 0n))

  /** Who ends a job for want of money while it is paid has taken the pay and left; or it takes none. */
  const asPaid = (reason: MillraceError) => {
    if (!isOwnEnd(reason.code) || bill === undefined) return reason
    const as = (code: Code) => new MillraceError(code, reason.message, { cause: reason })
    if (!bill.isShort()) return as('peer-lost')
    return bill.isRefused() ? as('pay-refused') : reason
  }

  const say = (message: JobMessage) => send(message)

  const check = (report: StreamReport) => {
    if (job.state === 'connecting') return hasAccepted ? vigil.opening() : undefined
    if (job.state !== 'running' && job.state !== 'standby') return undefined
    const state = report.links.get(id)
    job.rtt = state?.rtt ?? job.rtt
    // What waits on this side is late by nobody's fault.
    const mayMove = spare() && (state === undefined || !isQueued(state))
    return leads ? vigil.working(report, mayMove) : vigil.standby()
  }

  return {
    snapshot: () => ({ ...job, price: bill?.price(), paid: bill?.paid() ?? 0n }),
    opened: opened.promise,
    setEffect(effect) {
      const now = offerNow()
      if (effect !== undefined && !offersEffect(now, effect.id)) {
        return end(new MillraceError('ended', 'This orchestrator does not offer the effect.'))
      }
      const placed = orders.place(now, effect)
      job.loading = effect && 0
      if (isRequested) quietly(() => send({ kind: 'effectOrder', body: placed }))
      onchange()
    },
    setObjects(on) {
      objects = on
      if (hasAccepted) orderLooks()
      onchange()
    },
    lead() {
      leads = true
      if (job.state === 'standby') job.state = 'running'
      // Nothing is made before it is paid: a take-over does not wait for the next tick.
      settleBill()
      onchange()
    },
    tick(report) {
      sequence += 1
      const skipped = report.source?.skipped ?? 0
      const body = { sequence, sentAt: Date.now(), echo: seen, queue: 0, skipped, realtime: 1 }
      quietly(() => send({ kind: 'heartbeat', body }))
      owed = (report.owed.get(id) ?? 0) + looks.owed()
      newest = report.newest
      // It may have come to offer it just now.
      if (hasAccepted && objects && !looks.isOrdered()) orderLooks()
      settleBill()
      const failing = check(report)
      if (failing !== undefined) end(failing)
    },
    requestKey(track) {
      quietly(() => send({ kind: 'keyRequest', body: { track } }))
    },
    async flush(until) {
      quietly(() => send({ kind: 'flush', body: { until } }))
      await flushed.promise
    },
    simulate(kind) {
      deaf = kind === 'orchestrator-kill' || kind === 'orchestrator-freeze'
      // Who is dead is not told either.
      if (kind === 'orchestrator-kill') send = () => {}
      void media.meddle(id, kind)
    },
    end,
    done: finish(),
  }
}

function quietly(action: () => void): void {
  try {
    action()
  } catch {
    // The stream has broken: its reader tells why.
  }
}
