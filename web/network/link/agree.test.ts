import { expect, test } from 'vitest'
import { createAgreement } from './agree.ts'

const failed = expect.objectContaining({ code: 'link-failed' })

test('RTP is chosen once both sides were heard', () => {
  const agreement = createAgreement(['rtp', 'data'])
  expect(agreement.hello(['data', 'rtp'])).toEqual(['rtp', 'data'])
  agreement.heard('here')
  agreement.connected(0)
  expect(agreement.choose(0, 5)).toBeUndefined()
  agreement.heard('there')
  expect(agreement.choose(0, 5)).toEqual({ carrier: 'rtp', connections: 1 })
})

test('data channels take over when probes do not arrive on both sides in time', () => {
  const agreement = createAgreement(['rtp', 'data'])
  agreement.hello(['rtp', 'data'])
  agreement.connected(0)
  agreement.heard('there')
  expect(agreement.choose(5900, 5)).toBeUndefined()
  expect(agreement.choose(6000, 5)).toEqual({ carrier: 'data', connections: 1 })
  expect(agreement.choose(6000, 80)).toEqual({ carrier: 'data', connections: 4 })
})

test('data channels carry at once when one side has nothing else', () => {
  const agreement = createAgreement(['rtp', 'data'])
  agreement.hello(['data'])
  agreement.connected(0)
  expect(agreement.choose(0, 5)?.carrier).toBe('data')
})

test('no common carrier and a failed check without fallback end the link; a second hello is a fault', () => {
  expect(() => createAgreement(['rtp']).hello(['data'])).toThrow(failed)
  const agreement = createAgreement(['rtp'])
  agreement.hello(['rtp'])
  agreement.connected(0)
  expect(() => agreement.choose(6000, 5)).toThrow(failed)
  expect(() => agreement.hello(['rtp'])).toThrow(expect.objectContaining({ code: 'bad-message' }))
})
