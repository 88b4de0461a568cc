import { proxy, wrap } from 'comlink'
import type { MessageStream, Network } from '../network/types.ts'
import { onWorkerFailure } from '../network/worker-failure.ts'
import { weighted } from '../protocol/balance.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { orderedEffect } from '../protocol/effects.ts'
import { MillraceError, toCode, toError } from '../protocol/errors.ts'
import type { FileSegment, FileSource } from '../protocol/file.ts'
import type { FileRequest } from '../protocol/fileschema.ts'
import { wantedTimes } from '../protocol/filetimes.ts'
import { FILE_DEAD_MS, FILE_IDLE_MS, MAX_FILE_SEGMENTS_AHEAD } from '../protocol/limits.ts'
import { decodeFile, encodeFile, type FileMessage, toRefusal } from '../protocol/messages.ts'
import { type Gatherer, gatherPackets, headsOf, wholeOf } from '../protocol/packets.ts'
import { createInflow, createOutflow } from '../protocol/window.ts'
import type { Charge, ChargeWire } from './charge.ts'
import type { FileReport, FileWorker, Signable } from './fileworker.ts'
import { describe, type Job } from './job.ts'

export type FileJobContext = {
  /** As this orchestrator's peer. */
  sign: Network['sign']
  /** Absent: the job is done for nothing. */
  openCharge: ((wire: ChargeWire) => Charge) | undefined
  /** For how many plain pixels each output pixel counts. */
  weight: number
  /** Of the time, that live jobs leave for a file. */
  share(): number
  onchange(): void
}

/** A segment from its first byte to the last one that is sent back. */
type Open = { index: number; abort: AbortController; pixels: number }
type Head = Extract<FileMessage, { kind: 'segment' }>['body']

/** Runs an admitted file job until either side ends it. One segment is made while the next one comes and the last one goes. */
export function runFileJob(request: FileRequest, stream: MessageStream, context: FileJobContext): Job {
  const { sign, openCharge, weight, share, onchange } = context
  const { source, renditions } = request
  const effect = orderedEffect(request.effect ?? {})
  const worker = new Worker(new URL('./fileworker.ts', import.meta.url), { type: 'module' })
  const media = wrap<FileWorker>(worker)
  const job = describe(request, stream.peer)
  const progress = { segments: 0, share: 0 }
  const open = new Map<number, Open>()
  const inflow = createInflow()
  const outflow = createOutflow()
  const send = (message: FileMessage) => stream.send(encodeFile(message))
  let incoming: { head: Head; open: Open; gatherer: Gatherer } | undefined
  let charge: Charge | undefined
  let heardAt = performance.now()
  /** When something was last done for the gateway. */
  let servedAt = heardAt
  let inWork: { segment: number; frames: number } | undefined
  let making = Promise.resolve()
  let delivering = Promise.resolve()

  const { promise: ended, resolve: end } = Promise.withResolvers<MillraceError>()
  const fail = (thrown: unknown) => end(toError(thrown))

  const onmessage = ({ kind, body }: FileMessage) => {
    heardAt = performance.now()
    switch (kind) {
      case 'beat':
        return
      case 'segment':
        return begin(body)
      case 'data':
        return take(body.data)
      case 'taken':
        servedAt = heardAt
        return outflow.taken(body.bytes)
      case 'cancel':
        return cancel(body.segment)
      case 'payment':
        return expectCharge().pay(body)
      case 'quoteRequest':
        return expectCharge().requote()
      case 'end':
        return end(new MillraceError('ended', body.reason))
      default:
        throw new MillraceError('bad-message', 'This message does not belong into a running file job.')
    }
  }

  const expectCharge = () => {
    if (charge === undefined) throw new MillraceError('bad-message', 'Nothing is to be paid for this job.')
    return charge
  }

  const begin = (head: Head) => {
    if (incoming !== undefined || open.has(head.segment) || open.size >= MAX_FILE_SEGMENTS_AHEAD) {
      throw new MillraceError('bad-message', 'A segment came before there is room for it.')
    }
    const entry = { index: head.segment, abort: new AbortController(), pixels: 0 }
    open.set(head.segment, entry)
    incoming = { head, open: entry, gatherer: gatherPackets(head.packets) }
  }

  const take = (data: Uint8Array) => {
    if (incoming === undefined) throw new MillraceError('bad-message', 'Data came that belong to no segment.')
    servedAt = heardAt
    const packets = incoming.gatherer.push(data)
    const bytes = inflow(data.byteLength)
    if (bytes !== undefined) send({ kind: 'taken', body: { bytes } })
    if (packets === undefined) return
    const { segment: index, start, end, before } = incoming.head
    const entry = incoming.open
    incoming = undefined
    const segment = { index, start, end, packets, ...(before === undefined ? {} : { before }) }
    serve(entry, segment).catch(fail)
  }

  const cancel = (index: number) => {
    const entry = open.get(index)
    if (entry === undefined) return send({ kind: 'cancelled', body: { segment: index, pixels: 0 } })
    entry.abort.abort(new MillraceError('ended', 'The segment is not wanted any more.'))
    if (incoming?.open !== entry) return
    incoming = undefined
    close(entry)
  }

  /** Makes a segment and sends it back, after those before it. */
  const serve = async (entry: Open, segment: FileSegment) => {
    const { signal } = entry.abort
    const made = after(making, () => make(entry, segment))
    making = settled(made)
    const delivered = after(Promise.all([made, delivering]), async () => {
      for (const rendition of await made) await deliver(entry, rendition)
    })
    delivering = settled(delivered)
    await delivered.catch(thrown => {
      if (!signal.aborted) throw thrown
    })
    close(entry)
  }

  const make = async (entry: Open, segment: FileSegment): Promise<Signable[]> => {
    const { signal } = entry.abort
    signal.throwIfAborted()
    const frames = renditions.reduce(
      (sum, { maxFramerate }) => sum + wantedTimes(segment, maxFramerate).length,
      0,
    )
    inWork = { segment: segment.index, frames }
    signal.addEventListener('abort', () => void media.cancel(segment.index).catch(fail))
    const making = await media.make(segment)
    inWork = undefined
    servedAt = performance.now()
    entry.pixels = making.pixels
    if ('made' in making) return making.made
    throw new MillraceError(toCode(making.failure.code), making.failure.reason)
  }

  const deliver = async (entry: Open, { rendition, receipt }: Signable) => {
    const { packets, ...head } = rendition
    const { signal } = entry.abort
    signal.throwIfAborted()
    send({ kind: 'rendition', body: { segment: entry.index, ...head, packets: headsOf(packets) } })
    await outflow.write(wholeOf(packets), piece => send({ kind: 'data', body: { data: piece } }), signal)
    const signature = new Uint8Array(await sign(receiptBytes(job.id, receipt)))
    send({ kind: 'receipt', body: { ...receipt, signature } })
  }

  /** Nothing more comes of a segment. */
  const close = ({ index, abort, pixels }: Open) => {
    if (!open.delete(index)) return
    servedAt = performance.now()
    if (abort.signal.aborted) attempt(() => send({ kind: 'cancelled', body: { segment: index, pixels } }))
    else progress.segments += 1
    onchange()
  }

  const ontick = (report: FileReport) => {
    const now = performance.now()
    progress.share = inWork === undefined ? 0 : Math.min(1, report.done / inWork.frames)
    Object.assign(job, { frames: report.frames, framerate: report.framerate })
    attempt(() => charge?.tick({ ...report, pixels: Number(weighted(report.pixels, weight)) }))
    attempt(() => send({ kind: 'beat', body: { segment: inWork?.segment ?? 0, frames: report.done } }))
    void media.setShare(share()).catch(fail)
    onchange()
    if (now - heardAt > FILE_DEAD_MS) {
      end(new MillraceError('peer-lost', `The gateway has been silent for ${Math.round(now - heardAt)} ms.`))
    } else if (inWork === undefined && now - servedAt > FILE_IDLE_MS) {
      end(new MillraceError('ended', 'The gateway has brought no work for too long.'))
    }
  }

  /** A stream that is closing already has told its reason. */
  const attempt = (action: () => void) => {
    try {
      action()
    } catch (thrown) {
      fail(thrown)
    }
  }

  const listen = async () => {
    for await (const bytes of stream.messages) onmessage(decodeFile(bytes))
    throw new MillraceError('peer-lost', 'The gateway closed the job.')
  }

  const start = async () => {
    // TypeScript does not know all the colour spaces that browsers do.
    const order = { source: source as FileSource, renditions, ...(effect && { effect }) }
    await media.start(order, proxy({ ontick }))
    charge = openCharge?.({
      send,
      setAllowance: allowed => void media.setAllowance(allowed / weight).catch(fail),
      onerror: fail,
    })
    send({ kind: 'accept', body: charge === undefined ? {} : { quote: charge.quote } })
    job.state = 'running'
    onchange()
  }

  const run = async () => {
    onWorkerFailure(worker, end)
    for (const part of [listen(), start()]) part.catch(fail)
    const reason = await ended
    job.state = reason.code === 'ended' ? 'ended' : 'failed'
    job.reason = reason.message
    job.endedAt = Date.now()
    const settled = charge?.close()
    attempt(() => send({ kind: 'end', body: toRefusal(reason) }))
    stream.close()
    worker.terminate()
    const left = [...open.values()]
    open.clear()
    for (const { abort } of left) abort.abort(reason)
    await settled
    onchange()
  }

  return {
    snapshot: () => ({
      ...job,
      price: charge?.price,
      earned: charge?.earned() ?? 0n,
      file: { ...progress },
    }),
    end,
    done: run(),
  }
}

async function after<T>(before: Promise<unknown>, next: () => Promise<T>): Promise<T> {
  await before
  return next()
}

/** Who comes later does not care how it ended. */
function settled(work: Promise<unknown>): Promise<void> {
  return work.then(
    () => {},
    () => {},
  )
}
