import { every } from '../network/ticker.ts'
import type { HeardOffer, MessageStream, Network } from '../network/types.ts'
import { type Bill, createBill, isOwnEnd } from '../payments/bill.ts'
import type { Payer } from '../payments/types.ts'
import { fileUnit, weighted } from '../protocol/balance.ts'
import { effectOrder, weightAt } from '../protocol/effects.ts'
import { type Code, MillraceError, toCode, toError } from '../protocol/errors.ts'
import type { Evidence } from '../protocol/evidence.ts'
import type { FileOrder, FileSegment, MadeSegment } from '../protocol/file.ts'
import { pixelsOf } from '../protocol/filereceipt.ts'
import {
  FILE_BEAT_MS,
  FILE_DEAD_MS,
  MAX_FILE_SEGMENTS_AHEAD,
  REQUEST_TIMEOUT_MS,
} from '../protocol/limits.ts'
import { decodeFile, encodeFile, type FileMessage, toRefusal } from '../protocol/messages.ts'
import { headsOf, wholeOf } from '../protocol/packets.ts'
import { createOutflow } from '../protocol/window.ts'
import { within } from '../protocol/within.ts'
import type { Inspect } from './inspect.ts'
import { createIntake } from './intake.ts'
import { evidenceOf } from './proof.ts'
import type { Lane } from './types.ts'

/** Why a segment cannot be made by anybody. */
const OURS: Code[] = ['bad-input', 'unsupported', 'too-large']

export type LaneKit = {
  /** Looks at what comes back. */
  inspect: Inspect
  /** Keeps evidence of a cheat, by its job. */
  keep(evidence: Evidence): Promise<void>
  signal: AbortSignal
}

type Open = {
  segment: FileSegment
  /** Output pixels of all of it. */
  pixels: number
  frames: number
  /** Nobody waits for it any more. */
  abort: AbortController
  /** The orchestrator was told of it. */
  isSent: boolean
  onprogress: ((share: number) => void) | undefined
  done: PromiseWithResolvers<MadeSegment>
}

/** @throws MillraceError why this orchestrator does not take the file: what it refuses with, unpaid, too-dear, link-failed, peer-lost */
export async function openLane(
  network: Network,
  { peer, offer }: HeardOffer,
  order: FileOrder,
  payer: Payer | undefined,
  { inspect, keep, signal }: LaneKit,
): Promise<Lane> {
  const job = crypto.randomUUID()
  const { effect, ...work } = order
  const { renditions } = work
  const weight = weightAt(offer, effect?.id)
  const { promise: ended, resolve: end } = Promise.withResolvers<MillraceError>()
  const fail = (thrown: unknown) => end(asLoss(toError(thrown)))
  const bill: Bill = createBill({
    offer,
    segmentPixels: fileUnit(renditions, weight),
    payer,
    send: say,
    onerror: end,
  })
  const accepted = Promise.withResolvers<void>()
  const open = new Map<number, Open>()
  /** Delivered, and looked at before anybody gets it. */
  const looking = new Set<Open>()
  let freed = Promise.withResolvers<void>()
  const outflow = createOutflow()
  let sending = Promise.resolve()
  let stream: MessageStream | undefined
  let heardAt = performance.now()
  let isAccepted = false
  /** Why the lane takes nothing any more. */
  let over: MillraceError | undefined
  let owed = 0

  function say(message: FileMessage) {
    stream?.send(encodeFile(message))
  }

  const intake = createIntake({
    peer,
    job,
    renditions,
    effect,
    say,
    inspect,
    // A browser that keeps nothing has no evidence; the lane ends all the same.
    keep: proof => keep(evidenceOf(peer, job, order, proof)).catch(() => {}),
    segmentOf: index => open.get(index)?.segment,
  })

  const onmessage = async ({ kind, body }: FileMessage) => {
    heardAt = performance.now()
    switch (kind) {
      case 'accept':
        await bill.accept(body.quote)
        isAccepted = true
        return accepted.resolve()
      case 'refusal':
        if (isAccepted)
          throw new MillraceError('bad-message', 'The orchestrator refused what it had accepted.')
        return end(new MillraceError(toCode(body.code), body.reason))
      case 'beat':
        return report(body)
      case 'taken':
        return outflow.taken(body.bytes)
      case 'rendition':
        return intake.rendition(body)
      case 'data':
        return intake.data(body.data)
      case 'receipt': {
        const look = await intake.receipt(body)
        return look && deliver(body.segment, look)
      }
      case 'cancelled':
        return drop(body)
      case 'quote':
        return bill.requote(body)
      case 'credit':
        bill.credit(body)
        return settle()
      case 'end':
        return end(asEnd(toCode(body.code), body.reason, bill.isShort()))
      default:
        throw new MillraceError('bad-message', 'The orchestrator sent a message that is not its to send.')
    }
  }

  const report = ({ segment, frames }: { segment: number; frames: number }) => {
    const entry = open.get(segment)
    entry?.onprogress?.(Math.min(1, frames / entry.frames))
  }

  /** All of a segment has come: the next one may be paid, while this one is still looked at. */
  const deliver = (index: number, look: () => Promise<MadeSegment>) => {
    const entry = open.get(index)
    if (entry === undefined) return
    free(index)
    owed += entry.pixels
    settle()
    looking.add(entry)
    look()
      .then(entry.done.resolve, fail)
      .finally(() => looking.delete(entry))
  }

  const drop = ({ segment, pixels }: { segment: number; pixels: number }) => {
    const entry = open.get(segment)
    intake.drop(segment)
    if (entry === undefined) return
    if (!entry.abort.signal.aborted) {
      throw new MillraceError('bad-message', 'The orchestrator dropped a segment that it was to make.')
    }
    free(segment)
    owed += Math.min(pixels, entry.pixels)
    settle()
  }

  /** Pays for the oldest segment that the orchestrator has. */
  const settle = () => {
    const [current] = [...open.values()].filter(({ isSent }) => isSent)
    quietly(() => bill.tick(Number(weighted(owed, weight)), weighted(current?.pixels ?? 0, weight)))
  }

  /** Whether there is no place for a segment now. @throws MillraceError busy: nor soon; or why the lane is closed */
  const isFull = (index: number) => {
    if (over !== undefined) throw over
    if (open.size < MAX_FILE_SEGMENTS_AHEAD && !open.has(index)) return false
    if ([...open.values()].some(({ abort }) => abort.signal.aborted)) return true
    throw new MillraceError('busy', 'This orchestrator has all the segments that it takes at once.')
  }

  const free = (index: number) => {
    open.delete(index)
    freed.resolve()
    freed = Promise.withResolvers()
  }

  const transmit = async (entry: Open) => {
    const { segment, abort } = entry
    if (abort.signal.aborted) return free(segment.index)
    const { index, start, end: until, before, packets } = segment
    entry.isSent = true
    settle()
    const body = { segment: index, start, end: until, ...(before === undefined ? {} : { before }) }
    say({ kind: 'segment', body: { ...body, packets: headsOf(packets) } })
    await outflow
      .write(wholeOf(packets), piece => say({ kind: 'data', body: { data: piece } }), abort.signal)
      .catch(thrown => {
        if (!abort.signal.aborted) throw thrown
      })
  }

  const cancel = (entry: Open, reason: unknown) => {
    entry.abort.abort(reason)
    entry.done.reject(reason)
    if (entry.isSent && open.has(entry.segment.index)) {
      quietly(() => say({ kind: 'cancel', body: { segment: entry.segment.index } }))
    }
  }

  const ontick = () => {
    quietly(() => say({ kind: 'beat', body: { segment: 0, frames: 0 } }))
    settle()
    const silence = performance.now() - heardAt
    if (silence <= FILE_DEAD_MS) return
    end(new MillraceError('peer-lost', `The orchestrator has been silent for ${Math.round(silence)} ms.`))
  }

  const listen = async (messages: AsyncIterable<Uint8Array>) => {
    for await (const bytes of messages) await onmessage(decodeFile(bytes))
    throw new MillraceError('peer-lost', 'The orchestrator closed the job.')
  }

  const late = () => new MillraceError('peer-lost', 'The orchestrator did not answer.')
  const abort = new AbortController()
  const reaching = network.open(
    peer,
    offer.addresses,
    '/millrace/file/1',
    AbortSignal.any([signal, abort.signal]),
  )
  const opened = await within(reaching, REQUEST_TIMEOUT_MS, late).catch(thrown => {
    abort.abort(thrown)
    throw thrown
  })
  stream = opened
  listen(opened.messages).catch(fail)
  const unwatch = every(FILE_BEAT_MS, ontick)
  const closed = ended.then(reason => {
    over = reason
    unwatch()
    for (const entry of [...open.values(), ...looking]) {
      entry.abort.abort(reason)
      entry.done.reject(reason)
    }
    open.clear()
    freed.resolve()
    quietly(() => say({ kind: 'end', body: toRefusal(reason) }))
    opened.close()
    return reason.code === 'ended' ? undefined : reason
  })
  const close = (error = new MillraceError('ended', 'The gateway needs no more of the file.')) => end(error)
  try {
    say({
      kind: 'request',
      body: { job, ...bill.request, ...work, ...(effect && { effect: effectOrder(effect, offer) }) } as never,
    })
    const refused = ended.then(reason => Promise.reject(reason))
    await within(Promise.race([accepted.promise, refused]), REQUEST_TIMEOUT_MS, late)
    signal.throwIfAborted()
  } catch (thrown) {
    end(toError(thrown))
    throw thrown
  }

  return {
    ...{ peer, job },
    async make(segment, signal, onprogress) {
      signal.throwIfAborted()
      // A segment that is being let go of makes room in a moment.
      while (isFull(segment.index)) {
        await freed.promise
        signal.throwIfAborted()
      }
      const entry: Open = {
        segment,
        pixels: pixelsOf(segment, renditions),
        frames: renditions.length * segment.packets.length,
        abort: new AbortController(),
        isSent: false,
        onprogress,
        done: Promise.withResolvers(),
      }
      open.set(segment.index, entry)
      const onabort = () => cancel(entry, signal.reason)
      signal.addEventListener('abort', onabort)
      sending = sending.then(() => transmit(entry)).catch(fail)
      try {
        return await entry.done.promise
      } finally {
        signal.removeEventListener('abort', onabort)
      }
    },
    paid: bill.paid,
    close,
    closed,
  }
}

/** A lane ends in order when this side ends it; an orchestrator that closes it is a loss. */
function asLoss(error: MillraceError): MillraceError {
  return error.code === 'ended' ? new MillraceError('peer-lost', error.message, { cause: error }) : error
}

/** The file's own faults keep their code, and want of money does, unless the pay was taken. */
function asEnd(code: Code, reason: string, isShort: boolean): MillraceError {
  const isOurs = OURS.includes(code) || (isOwnEnd(code) && isShort)
  return new MillraceError(isOurs ? code : 'peer-lost', `The orchestrator ended the job: ${reason}`)
}

function quietly(action: () => void): void {
  try {
    action()
  } catch {
    // The stream has broken: its reader tells why.
  }
}
