import type { MessageStream, Network, Protocol } from '../network/types.ts'
import type { Ledger, Till } from '../payments/types.ts'
import type { AskRequest } from '../protocol/askschema.ts'
import { FILE_EFFECTS, LIVE_EFFECTS } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { FileRequest } from '../protocol/fileschema.ts'
import { fromHex } from '../protocol/hex.ts'
import { FILE_LEVEL_FRAMERATE, MAX_JOBS, MAX_STANDBYS, REQUEST_TIMEOUT_MS } from '../protocol/limits.ts'
import {
  decodeAsk,
  decodeFile,
  decodeJob,
  encodeAsk,
  encodeFile,
  encodeJob,
  type Refusal,
  toRefusal,
} from '../protocol/messages.ts'
import type { EffectOffer, EffectOrder, JobRequest, RecogniseOrder } from '../protocol/schema.ts'
import { within } from '../protocol/within.ts'
import type { Benchmark } from '../transcode/types.ts'
import { admit, checkAskPlace, type Wanted, weighAsk, weighEffect, weighLook } from './admit.ts'
import { runAskJob } from './askjob.ts'
import { type ChargeWire, quoteAsk, quoteFile, quoteJob, startCharge, type Terms } from './charge.ts'
import { createDebts } from './debts.ts'
import { runFileJob } from './filejob.ts'
import { type Job, runJob } from './job.ts'
import type { Orchestrator, OrchestratorJob, OrchestratorSnapshot } from './types.ts'
import { createYield } from './yield.ts'

const HISTORY = 50

export type OrchestratorOptions = {
  benchmark: Benchmark
  maxJobs: number
  rtcConfiguration: RTCConfiguration
  /** Takes the pay; without it, or at a price of 0, this machine works for nothing. */
  till?: Till
  /** What was paid for a job, and the pixels that were made of it since it was told last. */
  onearned?: Ledger['earned']
}

/** Offers this machine to gateways and runs the jobs that they bring, until it is stopped. */
export function startOrchestrator(network: Network, options: OrchestratorOptions): Orchestrator {
  const { benchmark, rtcConfiguration, till, onearned = () => {} } = options
  const debts = createDebts()
  const jobs = new Map<string, Job>()
  const listeners = new Set<() => void>()
  let history: OrchestratorJob[] = []
  let state: OrchestratorSnapshot['state'] = 'offering'
  let maxJobs = clampJobs(options.maxJobs)
  let effects: EffectOffer[] = []
  /** Jobs that run, or stand by, or are being admitted. */
  const held = { work: 0, standby: 0 }
  /** Requests among those that run. */
  let asks = 0
  const hasPlace = () => state === 'offering' && held.work < maxJobs

  const changed = () => {
    for (const listener of listeners) listener()
  }

  /** Who is paid, unless this machine works for nothing. */
  const paid = () => (till !== undefined && till.price().wei > 0n ? till : undefined)

  const terms = () => {
    const payee = paid()
    return payee === undefined ? {} : { account: fromHex(payee.account), price: payee.price() }
  }

  const offer = () => {
    if (state === 'stopped') return network.publish(undefined)
    network.publish({
      codecs: benchmark.codecs
        .filter(({ supported }) => supported)
        .map(({ codec, hardware, realtime }) => ({ codec, hardware, realtime })),
      maxJobs,
      runningJobs: Math.min(held.work, maxJobs),
      paused: state === 'paused',
      effects,
      beside: asks === 0,
      ...terms(),
    })
  }

  /** Jobs, places or the state have changed. Who stands by where there is no place any more had better look elsewhere. */
  const update = () => {
    const full = new MillraceError('ended', 'There is no place left for a job that only stands by.')
    if (!hasPlace()) for (const job of jobs.values()) if (job.snapshot().state === 'standby') job.end(full)
    offer()
    changed()
  }

  const load = () => ({ running: held.work, maxJobs, paused: state !== 'offering' })

  const checkNew = (id: string) => {
    if (jobs.has(id)) throw new MillraceError('bad-message', 'A job of this name runs already.')
  }

  const check = async (id: string, wanted: Wanted) => {
    checkNew(id)
    await admit(wanted, load(), benchmark)
  }

  const take = async (request: JobRequest): Promise<Terms | undefined> => {
    if (request.standby && held.standby >= MAX_STANDBYS) throw busy()
    await check(request.job, request)
    const payee = paid()
    weighEffect(request.effect, LIVE_EFFECTS, effects, payee?.price())
    return payee === undefined ? undefined : quoteJob(payee, request)
  }

  const takeFile = async (request: FileRequest): Promise<Terms | undefined> => {
    await check(request.job, { ...request, source: { ...request.source, framerate: FILE_LEVEL_FRAMERATE } })
    const payee = paid()
    const weight = weighEffect(request.effect, FILE_EFFECTS, effects, payee?.price())
    return payee === undefined ? undefined : quoteFile(payee, request, weight)
  }

  const chargeFor = (job: string, terms: Terms | undefined) =>
    terms && ((wire: ChargeWire) => startCharge(terms, { job, debts, onearned, ...wire }))

  const follow = async (id: string, job: Job) => {
    jobs.set(id, job)
    update()
    await job.done
    jobs.delete(id)
    history = [job.snapshot(), ...history].slice(0, HISTORY)
  }

  const run = async (request: JobRequest, stream: MessageStream): Promise<void> => {
    const taken = take(request)
    let place: keyof typeof held = request.standby ? 'standby' : 'work'
    held[place] += 1
    const move = (to: keyof typeof held) => {
      held[place] -= 1
      place = to
      held[place] += 1
      update()
    }
    /** Who stands by has no claim to a place. */
    const onwork = () => (hasPlace() ? move('work') : jobs.get(request.job)?.end(busy()))
    const onrest = () => move('standby')
    try {
      const terms = await taken
      const openCharge = chargeFor(request.job, terms)
      const weigh = (order: EffectOrder) => weighEffect(order, LIVE_EFFECTS, effects, terms?.price)
      const look = (order: RecogniseOrder) => weighLook(order, effects, terms?.price)
      const wire = { rtcConfiguration, sign: network.sign, openCharge, onchange: changed, onwork, onrest }
      const context = { ...wire, weigh, look }
      await follow(request.job, runJob(request, stream, context))
    } finally {
      held[place] -= 1
      update()
    }
  }

  const runFile = async (request: FileRequest, stream: MessageStream): Promise<void> => {
    const taken = takeFile(request)
    held.work += 1
    try {
      const terms = await taken
      const openCharge = chargeFor(request.job, terms)
      const weight = weighEffect(request.effect, FILE_EFFECTS, effects, terms?.price)
      const share = createYield(() => [...jobs.values()].map(job => job.snapshot()))
      const context = { sign: network.sign, openCharge, weight, share, onchange: changed }
      await follow(request.job, runFileJob(request, stream, context))
    } finally {
      held.work -= 1
      update()
    }
  }

  const runAsk = async (request: AskRequest, stream: MessageStream): Promise<void> => {
    checkNew(request.job)
    checkAskPlace(load(), asks)
    held.work += 1
    asks += 1
    try {
      const payee = paid()
      const pixels = weighAsk(request, effects, payee?.price())
      const terms = payee && pixels > 0 ? await quoteAsk(payee, request, pixels) : undefined
      const openCharge = chargeFor(request.job, terms)
      const context = { sign: network.sign, openCharge, pixels, onchange: changed }
      await follow(request.job, runAskJob(request, stream, context))
    } finally {
      held.work -= 1
      asks -= 1
      update()
    }
  }

  serveWith(network, '/millrace/job/1', decodeJob, encodeJob, run)
  serveWith(network, '/millrace/file/1', decodeFile, encodeFile, runFile)
  serveWith(network, '/millrace/ask/1', decodeAsk, encodeAsk, runAsk)
  offer()

  const setState = (next: OrchestratorSnapshot['state']) => {
    state = next
    update()
  }

  return {
    snapshot: () => ({
      state,
      benchmark,
      maxJobs,
      price: paid()?.price(),
      jobs: [...jobs.values()].map(job => job.snapshot()),
      history,
    }),
    onchange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setMaxJobs(count) {
      maxJobs = clampJobs(count)
      update()
    },
    setPrice(price) {
      till?.setPrice(price)
      update()
    },
    setEffects(next) {
      effects = next
      update()
    },
    pause: () => setState('paused'),
    resume: () => setState('offering'),
    async stop() {
      setState('stopped')
      const running = [...jobs.values()]
      for (const job of running) job.end(new MillraceError('ended', 'The orchestrator stopped.'))
      await Promise.all(running.map(job => job.done))
    },
  }
}

function busy(): MillraceError {
  return new MillraceError('busy', 'All places of this orchestrator are taken.')
}

type Said = { kind: string; body: object }
type RequestOf<Message> = Extract<Message, { kind: 'request' }> extends { body: infer Body } ? Body : never
type Refused = { kind: 'refusal'; body: Refusal }

/** Runs the requests that come by a protocol; who is refused is told why. */
function serveWith<Message extends Said>(
  network: Network,
  protocol: Protocol,
  decode: (bytes: Uint8Array) => Message,
  encode: (message: Refused) => Uint8Array,
  run: (request: RequestOf<Message>, stream: MessageStream) => Promise<void>,
): void {
  network.serve(protocol, async stream => {
    try {
      await run(await readRequest(stream, decode), stream)
    } catch (thrown) {
      stream.send(encode({ kind: 'refusal', body: toRefusal(thrown) }))
      stream.close()
    }
  })
}

/** A stream begins with its request. */
async function readRequest<Message extends Said>(
  stream: MessageStream,
  decode: (bytes: Uint8Array) => Message,
): Promise<RequestOf<Message>> {
  const late = () => new MillraceError('bad-message', 'No request came on the job stream.')
  const first = await within(stream.messages[Symbol.asyncIterator]().next(), REQUEST_TIMEOUT_MS, late)
  const message = first.done ? undefined : decode(first.value)
  if (message?.kind !== 'request') throw new MillraceError('bad-message', 'A job begins with its request.')
  return message.body as RequestOf<Message>
}

function clampJobs(count: number): number {
  return Math.min(MAX_JOBS, Math.max(1, Math.floor(count)))
}
