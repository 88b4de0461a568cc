import type { Benchmark } from '../transcode/types.ts'

/** The orchestrator role of a page. */
export type Orchestrator = {
  snapshot(): OrchestratorSnapshot
  onchange(listener: () => void): () => void
  setMaxJobs(jobs: number): void
  /** Finishes what runs, takes nothing new. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

export type OrchestratorSnapshot = {
  state: 'offering' | 'paused' | 'stopped'
  benchmark: Benchmark
  maxJobs: number
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
  /** Encoded bits per second, all rungs. */
  bitrate: number
  frames: number
  startedAt: number
  endedAt: number | undefined
}

/*
 * orchestrator/orchestrator.ts   startOrchestrator(network: Network, options: { benchmark, maxJobs, rtcConfiguration }): Orchestrator
 */
