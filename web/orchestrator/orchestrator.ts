import type { MessageStream, Network } from '../network/types.ts'
import { MillraceError } from '../protocol/errors.ts'
import { MAX_JOBS, MAX_STANDBYS, REQUEST_TIMEOUT_MS } from '../protocol/limits.ts'
import { decodeJob, encodeJob, toRefusal } from '../protocol/messages.ts'
import type { JobRequest } from '../protocol/schema.ts'
import { within } from '../protocol/within.ts'
import type { Benchmark } from '../transcode/types.ts'
import { admit } from './admit.ts'
import { type Job, runJob } from './job.ts'
import type { Orchestrator, OrchestratorJob, OrchestratorSnapshot } from './types.ts'

const HISTORY = 50

export type OrchestratorOptions = {
  benchmark: Benchmark
  maxJobs: number
  rtcConfiguration: RTCConfiguration
}

/** Offers this machine to gateways and runs the jobs that they bring, until it is stopped. */
export function startOrchestrator(network: Network, options: OrchestratorOptions): Orchestrator {
  const { benchmark, rtcConfiguration } = options
  const jobs = new Map<string, Job>()
  const listeners = new Set<() => void>()
  let history: OrchestratorJob[] = []
  let state: OrchestratorSnapshot['state'] = 'offering'
  let maxJobs = clampJobs(options.maxJobs)
  /** Jobs that run, or stand by, or are being admitted. */
  const held = { work: 0, standby: 0 }
  const hasPlace = () => state === 'offering' && held.work < maxJobs

  const changed = () => {
    for (const listener of listeners) listener()
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
    })
  }

  /** Jobs, places or the state have changed. Who stands by where there is no place any more had better look elsewhere. */
  const update = () => {
    const full = new MillraceError('ended', 'There is no place left for a job that only stands by.')
    if (!hasPlace()) for (const job of jobs.values()) if (job.snapshot().state === 'standby') job.end(full)
    offer()
    changed()
  }

  const take = async (request: JobRequest): Promise<void> => {
    if (jobs.has(request.job)) throw new MillraceError('bad-message', 'A job of this name runs already.')
    if (request.standby && held.standby >= MAX_STANDBYS) throw busy()
    await admit(request, { running: held.work, maxJobs, paused: state !== 'offering' }, benchmark)
  }

  const run = async (request: JobRequest, stream: MessageStream): Promise<void> => {
    const taken = take(request)
    let place: keyof typeof held = request.standby ? 'standby' : 'work'
    held[place] += 1
    /** Who stands by has no claim to a place. */
    const onwork = () => {
      if (!hasPlace()) return jobs.get(request.job)?.end(busy())
      held[place] -= 1
      place = 'work'
      held[place] += 1
      update()
    }
    try {
      await taken
      const job = runJob(request, stream, { rtcConfiguration, sign: network.sign, onchange: changed, onwork })
      jobs.set(request.job, job)
      update()
      await job.done
      jobs.delete(request.job)
      history = [job.snapshot(), ...history].slice(0, HISTORY)
    } finally {
      held[place] -= 1
      update()
    }
  }

  const serve = async (stream: MessageStream): Promise<void> => {
    try {
      await run(await readRequest(stream), stream)
    } catch (thrown) {
      stream.send(encodeJob({ kind: 'refusal', body: toRefusal(thrown) }))
      stream.close()
    }
  }

  network.serve('/millrace/job/1', serve)
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

async function readRequest(stream: MessageStream): Promise<JobRequest> {
  const late = () => new MillraceError('bad-message', 'No request came on the job stream.')
  const first = await within(stream.messages[Symbol.asyncIterator]().next(), REQUEST_TIMEOUT_MS, late)
  const message = first.done ? undefined : decodeJob(first.value)
  if (message?.kind !== 'request') throw new MillraceError('bad-message', 'A job begins with its request.')
  return message.body
}

function clampJobs(count: number): number {
  return Math.min(MAX_JOBS, Math.max(1, Math.floor(count)))
}
