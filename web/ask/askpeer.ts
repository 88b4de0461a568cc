import { isSignedBy } from '../network/signature.ts'
import { every } from '../network/ticker.ts'
import type { HeardOffer, MessageStream, Network } from '../network/types.ts'
import { createBill, isOwnEnd } from '../payments/bill.ts'
import type { Payer } from '../payments/types.ts'
import { accountOfAnswer, askPixels, stallOf } from '../protocol/ask.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { isSameEffect, offeredEffect } from '../protocol/effects.ts'
import { type Code, MillraceError, toCode, toError } from '../protocol/errors.ts'
import { FILE_BEAT_MS, FILE_DEAD_MS, REQUEST_TIMEOUT_MS } from '../protocol/limits.ts'
import { type AskMessage, decodeAsk, encodeAsk, toRefusal } from '../protocol/messages.ts'
import { type Gatherer, gatherPackets } from '../protocol/packets.ts'
import type { Effect, Receipt } from '../protocol/schema.ts'
import { createInflow, createOutflow } from '../protocol/window.ts'
import { within } from '../protocol/within.ts'
import type { AskEvent, Order } from './types.ts'

/** What one orchestrator made, as it signed for it. */
export type Given = {
  job: string
  bytes: Uint8Array<ArrayBuffer>
  receipt: Receipt
  paid: bigint
  ms: number
}

export type AskHooks = {
  onstage(stage: (AskEvent & { kind: 'asked' })['stage'], share: number): void
  /** Tickets were signed for it, wei in all, whatever comes of it. */
  onpaid(paid: bigint): void
  signal: AbortSignal
}

/** Why it cannot be done by anybody. */
const OURS: Code[] = ['bad-input', 'too-large']

/**
 * Asks one orchestrator, pays it first, and holds what comes against what it signed.
 * @throws MillraceError why it did not do it: what it refuses with, unpaid, too-dear, link-failed, peer-lost, cheated;
 * or what the signal was aborted with
 */
export async function askPeer(
  network: Network,
  { peer, offer }: HeardOffer,
  { asked, bytes }: Order,
  payer: Payer | undefined,
  { onstage, onpaid, signal }: AskHooks,
): Promise<Given> {
  const job = crypto.randomUUID()
  const price = offeredEffect(offer, asked.task.id)?.price
  const pixels = askPixels(asked, offer.price, price)
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  const whole = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
  const leave = new AbortController()
  const outflow = createOutflow()
  const inflow = createInflow()
  let stream: MessageStream | undefined
  const say = (message: AskMessage) => stream?.send(encodeAsk(message))
  const bill = createBill({ offer, segmentPixels: BigInt(pixels), payer, send: say, onerror: fail })
  let incoming: { receipt: Receipt; gatherer: Gatherer } | undefined
  let isAccepted = false
  let heardAt = performance.now()
  failed.catch(() => {})

  /** All is paid before it is begun. */
  const pay = (isDone: boolean) => {
    bill.tick(isDone ? pixels : 0, isDone ? 0n : BigInt(pixels))
    onpaid(bill.paid())
  }

  const transmit = async () => {
    let sent = 0
    const send = (data: Uint8Array<ArrayBuffer>) => {
      sent += data.byteLength
      onstage('sending', sent / bytes.byteLength)
      say({ kind: 'data', body: { data } })
    }
    await outflow.write(bytes, send, leave.signal)
  }

  const onmessage = async ({ kind, body }: AskMessage) => {
    heardAt = performance.now()
    switch (kind) {
      case 'accept':
        await bill.accept(body.quote)
        isAccepted = true
        pay(false)
        return void transmit().catch(fail)
      case 'refusal':
        if (isAccepted)
          throw new MillraceError('bad-message', 'The orchestrator refused what it had accepted.')
        throw new MillraceError(toCode(body.code), body.reason)
      case 'beat':
        if (body.stage !== 'waiting' && incoming === undefined) onstage(body.stage, body.share)
        return
      case 'taken':
        return outflow.taken(body.bytes)
      case 'receipt': {
        if (incoming !== undefined || !isAccepted)
          throw new MillraceError('bad-message', 'The orchestrator signed for what was not asked for.')
        const head = { timestamp: 0, duration: 0, key: true, bytes: body.bytes }
        incoming = { receipt: body, gatherer: gatherPackets([head]) }
        return
      }
      case 'data':
        return take(body.data)
      case 'quote':
        return bill.requote(body)
      case 'credit':
        return bill.credit(body)
      case 'end':
        throw asEnd(toCode(body.code), body.reason, bill.isShort())
      default:
        throw new MillraceError('bad-message', 'The orchestrator sent a message that is not its to send.')
    }
  }

  const take = (data: Uint8Array<ArrayBuffer>) => {
    if (incoming === undefined) throw new MillraceError('bad-message', 'Data came before their receipt.')
    const [packet] = incoming.gatherer.push(data) ?? []
    const taken = inflow(data.byteLength)
    if (taken !== undefined) say({ kind: 'taken', body: { bytes: taken } })
    onstage('taking', packet === undefined ? 0.5 : 1)
    if (packet !== undefined) whole.resolve(packet.data as Uint8Array<ArrayBuffer>)
  }

  const listen = async (messages: AsyncIterable<Uint8Array>) => {
    for await (const message of messages) await onmessage(decodeAsk(message))
    throw new MillraceError('peer-lost', 'The orchestrator closed the request.')
  }

  const ontick = () => {
    try {
      if (isAccepted && incoming === undefined) {
        pay(false)
        say({ kind: 'beat', body: { stage: 'waiting', share: 0 } })
      }
    } catch (thrown) {
      fail(thrown)
    }
    const silence = performance.now() - heardAt
    if (silence <= FILE_DEAD_MS) return
    fail(new MillraceError('peer-lost', `The orchestrator has been silent for ${Math.round(silence)} ms.`))
  }

  signal.throwIfAborted()
  const onabort = () => fail(signal.reason)
  signal.addEventListener('abort', onabort)
  const late = () => new MillraceError('peer-lost', 'The orchestrator did not answer.')
  const began = performance.now()
  let stopTicks = () => {}
  let reason = new MillraceError('ended', 'The answer has arrived.')
  try {
    onstage('connecting', 0)
    const reaching = network.open(peer, offer.addresses, '/millrace/ask/1', leave.signal)
    stream = await within(Promise.race([reaching, failed]), REQUEST_TIMEOUT_MS, late)
    heardAt = performance.now()
    listen(stream.messages).catch(fail)
    stopTicks = every(FILE_BEAT_MS, ontick)
    const body = {
      job,
      ...asked,
      bytes: bytes.byteLength,
      ...bill.request,
      ...(price && { price }),
    }
    say({ kind: 'request', body: body as never })
    const tooLong = () => new MillraceError('peer-lost', 'The orchestrator took too long.')
    const answer = await within(Promise.race([whole.promise, failed]), 2 * stallOf(asked), tooLong)
    const { receipt } = incoming as unknown as { receipt: Receipt }
    await checkReceipt(peer, job, receipt, { task: asked.task, input: bytes, answer, pixels })
    pay(true)
    return { job, bytes: answer, receipt, paid: bill.paid(), ms: performance.now() - began }
  } catch (thrown) {
    reason = toError(thrown)
    throw signal.aborted ? signal.reason : reason
  } finally {
    signal.removeEventListener('abort', onabort)
    stopTicks()
    try {
      say({ kind: 'end', body: toRefusal(reason) })
    } catch {
      // It is closed already.
    }
    stream?.close()
    leave.abort(reason)
  }
}

type Made = {
  task: Effect
  input: Uint8Array<ArrayBuffer>
  answer: Uint8Array<ArrayBuffer>
  pixels: number
}

async function checkReceipt(peer: string, job: string, receipt: Receipt, made: Made): Promise<void> {
  const { signature, ...told } = receipt
  const { task, input, answer, pixels } = made
  const due = { ...(await accountOfAnswer(task, input, answer, pixels)), took: told.took }
  const [signed, wanted] = [receiptBytes(job, told), receiptBytes(job, due)]
  const isSame = signed.length === wanted.length && signed.every((byte, index) => byte === wanted[index])
  if (!isSame || !isSameEffect(told.effect, task)) throw cheated('It signed for something else than it sent.')
  if (!(await isSignedBy(peer, signed, signature))) throw cheated('It sent a receipt that it did not sign.')
}

function cheated(reason: string): MillraceError {
  return new MillraceError('cheated', reason)
}

/** Faults of what was sent keep their code, and want of money does, unless the pay was taken. */
function asEnd(code: Code, reason: string, isShort: boolean): MillraceError {
  const isOurs = OURS.includes(code) || (isOwnEnd(code) && isShort)
  return new MillraceError(isOurs ? code : 'peer-lost', `The orchestrator ended the request: ${reason}`)
}
