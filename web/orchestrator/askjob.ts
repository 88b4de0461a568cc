import type { OnStage } from '../ai/answer.ts'
import { answerApart } from '../ai/apart.ts'
import { every } from '../network/ticker.ts'
import type { MessageStream, Network } from '../network/types.ts'
import { ASKABLE, type Asked, accountOfAnswer, stallOf } from '../protocol/ask.ts'
import type { AskRequest } from '../protocol/askschema.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { MillraceError, toError } from '../protocol/errors.ts'
import { CLIP_FRAMERATE, CLIP_FRAMES, IMAGINE_CLIP, isStill } from '../protocol/imagine.ts'
import { ASK_PATIENCE_MS, FILE_BEAT_MS } from '../protocol/limits.ts'
import { type AskMessage, decodeAsk, encodeAsk, toRefusal } from '../protocol/messages.ts'
import { gatherPackets } from '../protocol/packets.ts'
import { createInflow, createOutflow } from '../protocol/window.ts'
import { within } from '../protocol/within.ts'
import type { Charge, ChargeWire } from './charge.ts'
import { type Job, newJob } from './job.ts'

export type AskJobContext = {
  /** As this orchestrator's peer. */
  sign: Network['sign']
  /** Absent: it is done for nothing. */
  openCharge: ((wire: ChargeWire) => Charge) | undefined
  /** Plain output pixels that it counts for. */
  pixels: number
  onchange(): void
}

type Bytes = Uint8Array<ArrayBuffer>

/** Runs an admitted request until either side ends it: takes what it is about and its pay, has the model run in a Worker, sends what comes of it. */
export function runAskJob(request: AskRequest, stream: MessageStream, context: AskJobContext): Job {
  const { sign, openCharge, pixels, onchange } = context
  const { task, bytes } = request
  const asked: Asked =
    'duration' in request
      ? { task, duration: request.duration }
      : { task, width: request.width, height: request.height }
  const name = ASKABLE.find(({ id }) => id === task.id)?.name ?? task.id
  const job = newJob(request.job, stream.peer, inWords(asked), [name])
  const send = (message: AskMessage) => stream.send(encodeAsk(message))
  const gatherer = gatherPackets([{ timestamp: 0, duration: 0, key: true, bytes }])
  const input = Promise.withResolvers<Bytes>()
  const paid = Promise.withResolvers<void>()
  const { promise: ended, resolve: end } = Promise.withResolvers<MillraceError>()
  const fail = (thrown: unknown) => end(toError(thrown))
  const abort = new AbortController()
  const inflow = createInflow()
  const outflow = createOutflow()
  let charge: Charge | undefined
  job.asked = { stage: 'waiting', share: 0 }

  const expectCharge = () => {
    if (charge === undefined)
      throw new MillraceError('bad-message', 'Nothing is to be paid for this request.')
    return charge
  }

  const onmessage = ({ kind, body }: AskMessage) => {
    switch (kind) {
      case 'data':
        return take(body.data)
      case 'taken':
        return outflow.taken(body.bytes)
      case 'beat':
        return
      case 'payment':
        return expectCharge().pay(body)
      case 'quoteRequest':
        return expectCharge().requote()
      case 'end':
        return end(new MillraceError('ended', body.reason))
      default:
        throw new MillraceError('bad-message', 'This message does not belong into a request in work.')
    }
  }

  const take = (data: Bytes) => {
    const [whole] = gatherer.push(data) ?? []
    const taken = inflow(data.byteLength)
    if (taken !== undefined) send({ kind: 'taken', body: { bytes: taken } })
    if (whole !== undefined) input.resolve(whole.data as Bytes)
  }

  const listen = async () => {
    for await (const message of stream.messages) onmessage(decodeAsk(message))
    throw new MillraceError('peer-lost', 'The gateway closed the request.')
  }

  const open = () => {
    charge = openCharge?.({
      send,
      setAllowance: allowed => allowed >= pixels && paid.resolve(),
      onerror: fail,
    })
    if (charge === undefined) paid.resolve()
    send({ kind: 'accept', body: charge === undefined ? {} : { quote: charge.quote } })
    job.state = 'running'
    onchange()
  }

  const serve = async () => {
    open()
    const late = new MillraceError('unpaid', 'What it is about, or its pay, did not come in time.')
    const [given] = await within(Promise.all([input.promise, paid.promise]), ASK_PATIENCE_MS, () => late)
    const began = performance.now()
    job.asked = { stage: 'loading', share: 0 }
    const onstage: OnStage = (stage, share) => {
      job.asked = { stage, share }
    }
    const hung = new MillraceError('bad-model', 'The AI model took too long.')
    const answering = answerApart(asked, given, onstage, abort.signal)
    const answer = await within(answering, stallOf(asked), () => hung)
    const receipt = {
      ...(await accountOfAnswer(task, given, answer, pixels)),
      took: performance.now() - began,
    }
    abort.signal.throwIfAborted()
    charge?.tick({ pixels, unpaid: 0 })
    job.frames = 1
    onchange()
    send({
      kind: 'receipt',
      body: { ...receipt, signature: new Uint8Array(await sign(receiptBytes(job.id, receipt))) },
    })
    await outflow.write(answer, piece => send({ kind: 'data', body: { data: piece } }), abort.signal)
    const unread = new MillraceError('peer-lost', 'The gateway did not take the answer in time.')
    await within(ended, ASK_PATIENCE_MS, () => unread)
  }

  const beat = () => {
    try {
      if (job.state === 'running' && job.asked) send({ kind: 'beat', body: job.asked })
    } catch (thrown) {
      fail(thrown)
    }
    onchange()
  }

  const run = async () => {
    const stopBeats = every(FILE_BEAT_MS, beat)
    for (const part of [listen(), serve()]) part.catch(fail)
    const reason = await ended
    stopBeats()
    job.state = reason.code === 'ended' ? 'ended' : 'failed'
    job.reason = reason.message
    job.endedAt = Date.now()
    abort.abort(reason)
    const settled = charge?.close()
    try {
      send({ kind: 'end', body: toRefusal(reason) })
    } catch {
      // It is closing already, and has told its reason.
    }
    stream.close()
    await settled
    onchange()
  }

  return {
    snapshot: () => ({ ...job, price: charge?.price, earned: charge?.earned() ?? 0n }),
    end,
    done: run(),
  }
}

function inWords(asked: Asked): string {
  if ('duration' in asked) return `${Math.ceil(asked.duration / 1000)}s sound`
  const { width, height, task } = asked
  if (task.id === IMAGINE_CLIP.id) return `${width}x${height} clip of ${CLIP_FRAMES / CLIP_FRAMERATE}s`
  return `${width}x${height} ${isStill(task.id) ? 'PNG' : 'JPEG'}`
}
