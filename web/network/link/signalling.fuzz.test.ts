import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MillraceError } from '../../protocol/errors.ts'
import { readSignal } from './signalling.ts'

const good = [
  { kind: 'hello', body: { carriers: ['rtp', 'data'] } },
  { kind: 'offer', body: { sdp: 'v=0\r\nm=application 9\r\nm=video 9\r\n' } },
  { kind: 'answer', body: { sdp: 'v=0\r\n' } },
  {
    kind: 'candidate',
    body: {
      candidate: 'candidate:1 1 udp 1 ::1 1 typ host',
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: 'a',
    },
  },
] as const

test.each(good)('a good $kind passes', ({ kind, body }) => {
  expect(readSignal({ connection: 0, kind, body: JSON.stringify(body) })).toEqual({
    connection: 0,
    kind,
    body,
  })
})

test.each([
  ['a connection too many', { connection: 4, kind: 'offer', body: '{"sdp":""}' }],
  ['no JSON', { connection: 0, kind: 'offer', body: '{' }],
  [
    'a description that is too long',
    { connection: 0, kind: 'offer', body: JSON.stringify({ sdp: 'a'.repeat(70_000) }) },
  ],
  [
    'a description of many media',
    { connection: 0, kind: 'offer', body: JSON.stringify({ sdp: 'm=video 9\r\n'.repeat(3) }) },
  ],
  ['an unknown carrier', { connection: 0, kind: 'hello', body: '{"carriers":["pigeon"]}' }],
  [
    'a candidate that is too long',
    { connection: 0, kind: 'candidate', body: JSON.stringify({ candidate: 'a'.repeat(2000) }) },
  ],
] as const)('%s is refused', (_, signal) => {
  expect(() => readSignal(signal)).toThrow(expect.objectContaining({ code: 'bad-message' }))
})

test('anything gives a signal or a MillraceError', () => {
  const kind = fc.constantFrom(...good.map(({ kind }) => kind))
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ sdp: fc.anything(), candidate: fc.anything(), carriers: fc.anything() }, { requiredKeys: [] })
      .map(value => JSON.stringify(value)),
  )
  fc.assert(
    fc.property(fc.nat(), kind, body, (connection, kind, body) => {
      try {
        readSignal({ connection, kind, body })
      } catch (thrown) {
        return thrown instanceof MillraceError
      }
      return true
    }),
    { numRuns: 2000 },
  )
})
