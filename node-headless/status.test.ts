import { expect, test } from 'vitest'
import { job, orchestratorEvent, orchestratorJob, rendition, streamEvent } from './harness/events.ts'
import { formatDuration, formatStatus } from './status.ts'

const stats = { framerate: 23.976, bitrate: 1, skipped: 0, passthrough: true, notice: '', veil: undefined }

test('a gateway and an orchestrator in one line', () => {
  const stream = streamEvent({
    source: { video: undefined, audio: undefined, stats },
    renditions: [rendition('480p', { latency: 40.4 }), rendition('720p', { framerate: 23.4, latency: 81.2 })],
    jobs: [job({}), job({ id: 'x', state: 'lost' })],
    viewers: 2,
  })
  const orchestrator = orchestratorEvent({ jobs: [orchestratorJob({ realtime: 1.84 })] })
  expect(formatStatus({ stream, orchestrator }, 83_000)).toBe(
    'live 1:23 | source 24.0 fps | 480p 24 720p 23 fps | latency 81 ms | 1 orchestrator, 2 viewers | here 1 job at 1.8x real time',
  )
})

test('a stream that waits shows no figures it does not have', () => {
  const stream = streamEvent({ state: 'waiting' })
  expect(formatStatus({ stream }, 0)).toBe('waiting 0:00 | 0 orchestrators, 0 viewers')
})

test('an orchestrator alone', () => {
  expect(formatStatus({ orchestrator: orchestratorEvent({}) }, 0)).toBe('offering, 0 jobs')
})

test('what is paid and earned', () => {
  const stream = streamEvent({ jobs: [job({ paid: 10n ** 13n }), job({})], paid: 3n * 10n ** 13n })
  expect(formatStatus({ stream }, 0)).toContain('2 orchestrators, 0 viewers | paid 30,000 gwei')
  const sums = { pending: 0n, lost: 0n, fees: 0n, perHour: 0n }
  const summary = { ...sums, earned: 10n ** 14n, redeemed: 10n ** 15n }
  const earnings = { kind: 'earnings', standing: 'ready', account: '0x1', summary } as const
  expect(formatStatus({ orchestrator: orchestratorEvent({}), earnings }, 0)).toBe(
    'offering, 0 jobs | earned 100,000 gwei, 0.001 ETH paid out',
  )
})

test('the round of the local chain comes last', () => {
  expect(formatStatus({ orchestrator: orchestratorEvent({}) }, 0, 12n)).toBe('offering, 0 jobs | round 12')
  expect(formatStatus({}, 0, 0n)).toBe('round 0')
})

test('nothing yet', () => {
  expect(formatStatus({}, 0)).toBe('')
})

test.each([
  [0, '0:00'],
  [59_999, '0:59'],
  [3_600_000, '1:00:00'],
  [36_061_000, '10:01:01'],
  [-5, '0:00'],
])('%d ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})
