import { expect, test } from 'vitest'
import { gossipJudge } from './gossip.ts'
import { MAX_OFFERS_PER_SECOND } from './limits.ts'
import { OFFER_SAMPLE } from './messages.samples.ts'
import { encodeOffer } from './messages.ts'

test('tells offers, asks and garbage apart', () => {
  const judge = gossipJudge()
  expect(judge('a', encodeOffer(OFFER_SAMPLE))).toEqual({ kind: 'offer', offer: OFFER_SAMPLE })
  expect(judge('a', new Uint8Array())).toEqual({ kind: 'ask' })
  expect(judge('a', Uint8Array.of(255, 255))).toEqual({ kind: 'garbage' })
})

test('a peer that floods is cut, others are heard', () => {
  const judge = gossipJudge()
  const kinds = Array.from(
    { length: 100 * MAX_OFFERS_PER_SECOND },
    () => judge('flood', new Uint8Array()).kind,
  )
  expect(kinds.at(-1)).toBe('excess')
  expect(judge('quiet', new Uint8Array()).kind).toBe('ask')
})
