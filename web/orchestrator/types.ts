import type { AskBeat } from '../protocol/askschema.ts'
import type { EffectOffer, Price } from '../protocol/schema.ts'
import type { Benchmark } from '../transcode/types.ts'

/** The orchestrator role of a page. */
export type Orchestrator = {
  snapshot(): OrchestratorSnapshot
  onchange(listener: () => void): () => void
  setMaxJobs(jobs: number): void
  /** For the jobs that begin from now on; only where there is a till. */
  setPrice(price: Price): void
  /** Effects for the orders that come from now on. */
  setEffects(effects: EffectOffer[]): void
  /** Finishes what runs, takes nothing new. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

export type OrchestratorSnapshot = {
  state: 'offering' | 'paused' | 'stopped'
  benchmark: Benchmark
  maxJobs: number
  /** What is asked for; undefined: it works for nothing. */
  price: Price | undefined
  jobs: OrchestratorJob[]
  /** Jobs that have ended, newest first, at most 50. */
  history: OrchestratorJob[]
}

export type OrchestratorJob = {
  id: string
  /** Peer id of the gateway. */
  gateway: string
  state: 'connecting' | 'standby' | 'running' | 'ended' | 'failed'
  reason: string
  source: string
  rungs: string[]
  framerate: number
  realtime: number
  skipped: number
  /** Encoded bits per second, all rungs. Nothing of a file is live: it has no bitrate, and no real time to keep. */
  bitrate: number
  frames: number
  startedAt: number
  endedAt: number | undefined
  /** Of this job; undefined: it is done for nothing. */
  price: Price | undefined
  /** Expected value of the tickets that were taken for it, wei. */
  earned: bigint
  /** Of a file; undefined: the job is none. */
  file: FileProgress | undefined
  /** Of a request; undefined: the job is none. One that is neither is live. */
  asked: AskBeat | undefined
  /** What is done to its pictures, or will be when the model is there; undefined: nothing. */
  effect: { state: 'loading'; share: number } | { state: 'applied'; id: string } | undefined
}

export type FileProgress = {
  /** Segments that were made and delivered. */
  segments: number
  /** Of the one in work, 0 to 1. */
  share: number
}

/*
 * orchestrator/orchestrator.ts   startOrchestrator(network: Network, options: OrchestratorOptions): Orchestrator
 */
