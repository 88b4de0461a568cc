import type { HostEvent } from '../../web/pages/host.ts'

type StreamEvent = Extract<HostEvent, { kind: 'stream' }>
type OrchestratorEvent = Extract<HostEvent, { kind: 'orchestrator' }>
type Job = StreamEvent['snapshot']['jobs'][number]
type OrchestratorJob = OrchestratorEvent['snapshot']['jobs'][number]

const PEER = '12D3KooWPeer1234'

export function streamEvent(snapshot: Partial<StreamEvent['snapshot']>): StreamEvent {
  return {
    kind: 'stream',
    link: 'http://127.0.0.1:8620/watch.html#peer/stream',
    snapshot: {
      id: 'stream',
      title: 'A film',
      state: 'live',
      reason: '',
      seeks: false,
      docs: undefined,
      source: { video: undefined, audio: undefined, stats: undefined },
      effect: undefined,
      home: { possible: false, on: false },
      objects: { wanted: false, looks: 0, seen: {} },
      moderation: { rules: [], looking: false, there: [] },
      renditions: [],
      jobs: [],
      paid: 0n,
      payment: undefined,
      viewers: 0,
      checks: { checked: 0, skipped: 0, reason: '', took: 0 },
      cheats: [],
      startedAt: 0,
      ...snapshot,
    },
  }
}

export function rendition(
  name: string,
  figures: Partial<StreamEvent['snapshot']['renditions'][number]> = {},
): StreamEvent['snapshot']['renditions'][number] {
  return {
    rendition: { track: 1, name, codec: 'h264', width: 854, height: 480, bitrate: 1, maxFramerate: 0 },
    ...{ framerate: 24, bitrate: 1, latency: 50, droppedSegments: 0, frames: 1 },
    ...figures,
  }
}

export function job(given: Partial<Job>): Job {
  return {
    ...{ id: '0123456789', peer: PEER, state: 'running', reason: '', rtt: 1, carrier: 'rtp', realtime: 1.5 },
    ...{ startedAt: 0, rungs: ['240p'], price: undefined, paid: 0n },
    ...{ effect: undefined, weight: 1, loading: undefined, looks: undefined },
    choice: { stake: 0, price: 0, rtt: undefined, score: 1, probability: 1, among: 1 },
    ...given,
  }
}

export function orchestratorEvent(snapshot: Partial<OrchestratorEvent['snapshot']>): OrchestratorEvent {
  return {
    kind: 'orchestrator',
    snapshot: {
      state: 'offering',
      benchmark: { codecs: [], gpu: undefined, maxJobs: 2 },
      maxJobs: 2,
      price: undefined,
      jobs: [],
      history: [],
      ...snapshot,
    },
  }
}

export function orchestratorJob(given: Partial<OrchestratorJob>): OrchestratorJob {
  return {
    id: '0123456789',
    gateway: PEER,
    state: 'running',
    reason: '',
    source: '1920x1080',
    rungs: ['480p', '720p'],
    ...{ framerate: 24, realtime: 1.5, skipped: 0, bitrate: 1, frames: 1, startedAt: 0, endedAt: undefined },
    ...{ price: undefined, earned: 0n, file: undefined, asked: undefined, effect: undefined },
    ...given,
  }
}
