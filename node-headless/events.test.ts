import { expect, test } from 'vitest'
import type { HostEvent } from '../web/pages/host.ts'
import { lifecycle, type Reported, shortId } from './events.ts'
import { job, orchestratorEvent, orchestratorJob, streamEvent } from './harness/events.ts'

/** The lines of a course of events, as node.ts makes them. */
function linesOf(...events: HostEvent[]): string[] {
  let reported: Reported = {}
  return events.flatMap(event => {
    const lines = lifecycle(reported, event)
    reported = { ...reported, [event.kind]: event }
    return lines.map(({ level, message }) => `${level} ${message}`)
  })
}

test('a stream is told of when its state or the reason changes', () => {
  const waiting = streamEvent({ state: 'waiting', reason: 'no orchestrator is known' })
  expect(
    linesOf(waiting, waiting, streamEvent({ state: 'live' }), streamEvent({ state: 'live', viewers: 3 })),
  ).toEqual(['info stream “A film” waiting: no orchestrator is known', 'info stream “A film” live'])
})

test('a stream that is interrupted is a warning, its reasons after that are news', () => {
  const [first, second] = ['nobody is there', 'all are busy']
  expect(
    linesOf(
      streamEvent({ state: 'live' }),
      streamEvent({ state: 'waiting', reason: first }),
      streamEvent({ state: 'waiting', reason: second }),
    ).slice(1),
  ).toEqual([`warn stream “A film” waiting: ${first}`, `info stream “A film” waiting: ${second}`])
})

test('a stream that failed is an error', () => {
  expect(linesOf(streamEvent({ state: 'failed', reason: 'no video in it' }))).toEqual([
    'error stream “A film” failed: no video in it',
  ])
})

test('jobs are told of as they come and go', () => {
  const running = job({ state: 'running', carrier: 'rtp' })
  expect(
    linesOf(
      streamEvent({ jobs: [] }),
      streamEvent({ jobs: [running] }),
      streamEvent({ jobs: [{ ...running, realtime: 2 }] }),
      streamEvent({ jobs: [{ ...running, state: 'lost', reason: 'no heartbeat' }] }),
    ).slice(1),
  ).toEqual([
    'info job …23456789 with …Peer1234 running over rtp',
    'info job …23456789 with …Peer1234 lost over rtp: no heartbeat',
  ])
})

test('an orchestrator’s job is followed into its history', () => {
  const ended = orchestratorJob({ state: 'ended', reason: 'the stream is over' })
  expect(
    linesOf(
      orchestratorEvent({ jobs: [orchestratorJob({})] }),
      orchestratorEvent({ jobs: [], history: [ended] }),
    ),
  ).toEqual([
    'info offering, up to 2 jobs',
    'info job …23456789 with …Peer1234 running, 1920x1080 to 480p 720p',
    'info job …23456789 with …Peer1234 ended: the stream is over',
  ])
})

test('what an orchestrator does to pictures and sounds is told when it changes', () => {
  const effects = (offered: string[], slow: string[] = []) => ({ kind: 'effects' as const, offered, slow })
  expect(
    linesOf(effects([]), effects(['blur']), effects(['blur']), effects(['blur'], ['captions']), effects([])),
  ).toEqual(['info offers blur', 'info offers blur; it is too slow for captions', 'info offers no effects'])
})

test('moderation says what it does, and whether it is in force', () => {
  const rule = { label: 'cow', action: 'blur' } as const
  const moderated = (state: 'waiting' | 'live', looking: boolean) =>
    streamEvent({ state, moderation: { rules: [rule], looking, there: [] } })
  const turn = { ...rule, id: 1, score: 0.756, start: 0 }
  const lines = linesOf(
    ...[moderated('waiting', false), moderated('live', false), moderated('live', true)],
    ...[moderated('live', true), moderated('live', false)],
    { kind: 'moderation', stream: 'stream', turn },
    { kind: 'moderation', stream: 'stream', turn: { ...turn, end: 6000 } },
    { kind: 'moderation', stream: 'stream', turn: { ...turn, label: 'person', action: 'end' } },
  )
  expect(lines.filter(line => line.includes('moderation'))).toEqual([
    'warn moderation is not in force: no orchestrator looks at the picture',
    'info moderation is in force',
    'warn moderation is not in force: no orchestrator looks at the picture',
    'warn moderation: cow seen: the picture is blurred (cow=blur, 76 % sure)',
    'info moderation: cow gone (cow=blur)',
    'warn moderation: person seen: the stream ends (person=end, 76 % sure)',
  ])
})

test('relays and repeated errors', () => {
  const error: HostEvent = { kind: 'error', code: 'internal', message: 'it broke' }
  const relay = (state: 'reserved' | 'lost'): HostEvent => ({
    kind: 'relays',
    relays: [{ address: '/a', state }],
  })
  expect(linesOf(relay('reserved'), relay('reserved'), error, error, relay('lost'))).toEqual([
    'info relay /a reserved',
    'error it broke (internal)',
    'warn relay /a lost',
  ])
})

test('a peer is known by the end of its id', () => {
  expect(shortId('12D3KooWRjMcj6Zp')).toBe('…RjMcj6Zp')
  expect(shortId('short')).toBe('short')
})

test('an orchestrator says once whether it can be paid', () => {
  const event = (standing: 'opening' | 'inactive' | 'ready'): HostEvent => {
    return { kind: 'earnings', standing, account: '0x12', summary: undefined }
  }
  expect(linesOf(event('opening'), event('inactive'), event('inactive'), event('ready'))).toEqual([
    'info not paid yet: the orchestrator is not active in this round',
    'info can be paid as 0x12',
  ])
})
