import type { AskMessage, FileMessage, JobMessage, Offer, WatchMessage } from './messages.ts'

/** One valid message of each kind, for tests. */

const rendition = {
  track: 1,
  name: '480p',
  codec: 'h264' as const,
  width: 854,
  height: 480,
  bitrate: 1_200_000,
  maxFramerate: 0,
}
const refusal = { code: 'busy', reason: 'Two jobs are running, which is the limit here.' }
const signal = { connection: 0, kind: 'offer' as const, body: 'v=0' }

const filled = (length: number) => new Uint8Array(length).fill(7)
const quote = {
  price: { wei: 60n, pixels: 1n },
  recipient: filled(20),
  faceValue: filled(7),
  winProb: filled(29),
  recipientRandHash: filled(32),
  seed: filled(32),
  expirationBlock: 1040,
  creationRound: 33,
  creationRoundBlockHash: filled(32),
}

const cue = { kind: 'caption' as const, id: 7, start: 1_000_000, end: 3_500_000, text: 'Größer, 日本' }
const box = { left: 0.25, top: 0, width: 0.5, height: 1 }

export const JOB_SAMPLES = [
  {
    kind: 'request',
    body: {
      job: 'a1-B2_c3',
      source: {
        codec: 'avc1.640028',
        width: 1920,
        height: 1080,
        framerate: 23.976,
        bitrate: 8_000_000,
        description: Uint8Array.of(1, 100, 0, 40),
      },
      renditions: [rendition, { ...rendition, track: 2, name: '720p', width: 1280, height: 720 }],
      segmentMs: 2000,
      standby: true,
      sender: filled(20),
      effect: {
        effect: { id: 'style-x', strength: 0.75, backdrop: 'a-b' },
        price: { wei: 120n, pixels: 1n },
        picture: filled(300),
      },
    },
  },
  { kind: 'accept', body: { quote } },
  { kind: 'refusal', body: refusal },
  { kind: 'signal', body: signal },
  {
    kind: 'heartbeat',
    body: { sequence: 3, sentAt: 1_234.5, echo: 2, queue: 1, skipped: 0, realtime: 1.25 },
  },
  {
    kind: 'receipt',
    body: {
      segment: 7,
      track: 2,
      frames: 48,
      skipped: 0,
      bytes: 312_000,
      pixels: 44_236_800,
      digests: filled(16 * 48),
      source: filled(32),
      took: 1_050.5,
      signature: filled(64),
      effect: { id: 'style-x', strength: 1, backdrop: 'a-b' },
    },
  },
  { kind: 'keyRequest', body: { track: 0 } },
  { kind: 'flush', body: { until: 5_000_000 } },
  { kind: 'end', body: { code: 'ended', reason: 'The stream is over.' } },
  { kind: 'quoteRequest', body: {} },
  { kind: 'quote', body: quote },
  {
    kind: 'payment',
    body: { sequence: 5, quote, tickets: [{ senderNonce: 9, signature: filled(65) }] },
  },
  { kind: 'credit', body: { payment: 5, value: filled(5), code: 'expired', reason: 'The quote is over.' } },
  { kind: 'effectOrder', body: {} },
  { kind: 'effectLoading', body: { share: 0.5 } },
  { kind: 'effectReport', body: { since: 9, effect: { id: 'style-x', strength: 0.5 } } },
  { kind: 'recognise', body: { on: true, price: { wei: 120n, pixels: 1n } } },
  { kind: 'recognise', body: { on: false } },
  { kind: 'cues', body: { cues: [{ ...cue, kind: 'object', text: 'a cup', score: 0.75, box }] } },
] as const satisfies readonly Readonly<JobMessage>[]

const packets = [
  { timestamp: -41_667, duration: 41_667, key: true, bytes: 90_000 },
  { timestamp: 0, duration: 41_666, key: false, bytes: 1200 },
]

export const FILE_SAMPLES = [
  {
    kind: 'request',
    body: {
      job: 'a1-B2_c3',
      source: {
        codec: 'avc1.640028',
        width: 1920,
        height: 1088,
        description: Uint8Array.of(1, 100, 0, 40),
        crop: { left: 2, top: -416, width: 1918, height: 1920 },
        colorSpace: { primaries: 'bt709', matrix: 'smpte170m', fullRange: true },
      },
      renditions: [rendition, { ...rendition, track: 2, codec: 'vp9', quantizer: 108 }],
      effect: { effect: { id: 'style-x', strength: 0.25 }, price: { wei: 120n, pixels: 1n } },
      sender: filled(20),
    },
  },
  { kind: 'accept', body: {} },
  { kind: 'refusal', body: refusal },
  { kind: 'segment', body: { segment: 3, start: -41_667, end: 3_000_000, before: -83_333, packets } },
  { kind: 'rendition', body: { segment: 3, track: 1, codec: 'avc1.64001f', packets } },
  { kind: 'data', body: { data: filled(600) } },
  { kind: 'taken', body: { bytes: 2 ** 41 } },
  { kind: 'beat', body: { segment: 3, frames: 71 } },
  { ...JOB_SAMPLES[5], body: { ...JOB_SAMPLES[5].body, frames: 300, digests: filled(0) } },
  { kind: 'cancel', body: { segment: 3 } },
  { kind: 'cancelled', body: { segment: 3, pixels: 44_236_800 } },
  { kind: 'end', body: { code: 'ended', reason: 'The file is done.' } },
  { kind: 'quoteRequest', body: {} },
  { kind: 'quote', body: quote },
  {
    kind: 'payment',
    body: { sequence: 5, quote, tickets: [{ senderNonce: 9, signature: filled(65) }] },
  },
  { kind: 'credit', body: { payment: 5, value: filled(5), code: '', reason: '' } },
] as const satisfies readonly Readonly<FileMessage>[]

export const ASK_SAMPLES = [
  {
    kind: 'request',
    body: {
      job: 'a1-B2_c3',
      task: { id: 'style-x', strength: 0.25 },
      ...{ width: 1920, height: 1080, bytes: 400_000 },
      sender: filled(20),
      price: { wei: 120n, pixels: 1n },
    },
  },
  { kind: 'accept', body: { quote } },
  { kind: 'refusal', body: refusal },
  { kind: 'data', body: { data: filled(600) } },
  { kind: 'taken', body: { bytes: 300_000 } },
  {
    kind: 'request',
    body: { job: 'a1', task: { id: 'captions', strength: 1 }, bytes: 90_000, duration: 30_000 },
  },
  {
    kind: 'request',
    body: { job: 'a1', task: { id: 'imagine', strength: 1 }, bytes: 40, width: 128, height: 128 },
  },
  { kind: 'beat', body: { stage: 'loading', share: 0.5 } },
  {
    ...JOB_SAMPLES[5],
    body: { ...JOB_SAMPLES[5].body, frames: 1, bytes: 250_000, digests: filled(16) },
  },
  { kind: 'end', body: { code: 'ended', reason: 'It is done.' } },
  { kind: 'quoteRequest', body: {} },
  { kind: 'quote', body: quote },
  {
    kind: 'payment',
    body: { sequence: 1, quote, tickets: [{ senderNonce: 2, signature: filled(65) }] },
  },
  { kind: 'credit', body: { payment: 1, value: filled(5), code: '', reason: '' } },
] as const satisfies readonly Readonly<AskMessage>[]

export const WATCH_SAMPLES = [
  { kind: 'subscribe', body: { stream: 'film', track: 0 } },
  {
    kind: 'info',
    body: {
      title: 'A film, größer & 日本',
      renditions: [rendition],
      codecs: ['avc1.42001e'],
      audio: { codec: 'mp4a.40.2', sampleRate: 48_000, channels: 6 },
      segmentMs: 1000,
      epoch: 1_700_000_000_000,
      state: 'live',
      reason: '',
    },
  },
  { kind: 'refusal', body: refusal },
  { kind: 'signal', body: signal },
  { kind: 'select', body: { track: 1 } },
  { kind: 'keyRequest', body: { track: 1 } },
  {
    kind: 'link',
    body: { now: 1_700_000_000_000, echo: 1_699_999_999_990, available: 9_000_000, track: 1, dropped: 0 },
  },
  {
    kind: 'report',
    body: { sentAt: 1_700_000_000_000, latency: 180.5, frames: 240, dropped: 1, freezes: 0 },
  },
  { kind: 'end', body: refusal },
  { kind: 'cues', body: { cues: [cue] } },
] satisfies WatchMessage[]

export const OFFER_SAMPLE: Offer = {
  version: 1,
  codecs: [{ codec: 'h264', hardware: false, realtime: 1.4 }],
  maxJobs: 2,
  runningJobs: 1,
  paused: false,
  sequence: 41,
  addresses: ['/dns4/relay.example/tcp/443/wss/p2p/12D3KooW/p2p-circuit/webrtc/p2p/12D3KooX'],
  account: filled(20),
  price: { wei: 60n, pixels: 1n },
  effects: [{ id: 'style-x', pixelRate: 2_500_000.5, price: { wei: 120n, pixels: 1n } }],
  beside: true,
}
