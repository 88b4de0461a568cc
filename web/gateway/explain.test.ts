import { expect, test } from 'vitest'
import type { RelayState } from '../network/types.ts'
import type { Offer } from '../protocol/schema.ts'
import { type Candidate, FREE_MARKET } from '../protocol/select.ts'
import { explain } from './explain.ts'

const relays: RelayState[] = [{ address: '', state: 'reserved' }]
const work = { codec: 'av1', pixelRate: 1 } as const
const candidate = (change: Partial<Offer>, score = 1): Candidate => ({
  peer: 'peer',
  rtt: 1,
  score,
  suspended: false,
  offer: {
    ...{ version: 1, codecs: [{ codec: 'av1', hardware: false, realtime: 2 }], sequence: 1, addresses: [] },
    ...{ maxJobs: 1, runningJobs: 0, paused: false },
    ...change,
  },
})
const price = { wei: 1n, pixels: 1n }
const why = (...candidates: Candidate[]) => explain(relays, candidates, work, FREE_MARKET)

test('no relay, or nobody there', () => {
  expect(explain([{ address: '', state: 'lost' }], [], work, FREE_MARKET)).toContain('No relay answers')
  expect(why()).toContain('Open the contribute page')
})

test('the nearest remedy speaks', () => {
  expect(why(candidate({ codecs: [] }))).toBe(
    'The only orchestrator does not encode av1. Choose H.264, which all of them do.',
  )
  expect(why(candidate({ codecs: [] }), candidate({ codecs: [] }))).toContain(
    'None of 2 orchestrators encodes av1.',
  )
  expect(why(candidate({ price }), candidate({ codecs: [] }))).toContain(
    'One of the 2 orchestrators works for pay.',
  )
  expect(why(candidate({ price }), candidate({ price }))).toContain('All 2 orchestrators work for pay.')
  expect(why(candidate({ price }), candidate({ paused: true }))).toContain('is busy or paused')
  expect(why(candidate({}, 0.001))).toContain('The only orchestrator was caught cheating.')
})

test('a request for what nobody offers says where it is switched on', () => {
  const request = { pixelRate: 0, effect: { id: 'style-oil', pixelRate: 0 } }
  expect(explain(relays, [candidate({})], request, FREE_MARKET)).toContain(
    'Switch it on on the contribute page',
  )
  expect(explain(relays, [candidate({})], { ...request, codec: 'av1' }, FREE_MARKET)).toContain(
    'Choose another one, or none',
  )
})
