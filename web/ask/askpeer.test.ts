import { pushable } from 'it-pushable'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HeardOffer, Network } from '../network/types.ts'
import { FILE_BEAT_MS, STREAM_IDLE_MS } from '../protocol/limits.ts'
import { type AskMessage, decodeAsk, encodeAsk } from '../protocol/messages.ts'
import { askPeer } from './askpeer.ts'
import type { Order } from './types.ts'

vi.mock('../network/ticker.ts', () => ({
  every(ms: number, action: () => void) {
    const timer = setInterval(action, ms)
    return () => clearInterval(timer)
  },
}))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const order: Order = {
  asked: { task: { id: 'style-oil', strength: 1 }, width: 2, height: 3 },
  bytes: Uint8Array.of(1),
}
const offer: HeardOffer = {
  ...{ peer: 'orchestrator', heardAt: 0 },
  offer: {
    ...{ version: 1, codecs: [], sequence: 1, addresses: [], maxJobs: 1, runningJobs: 0, paused: false },
    effects: [{ id: 'style-oil', pixelRate: 1 }],
  },
}

test('while the model works the asker says that it lives, more often than a stream may be silent', async () => {
  const said = pushable<Uint8Array>({ objectMode: true })
  const heard: { kind: AskMessage['kind']; at: number }[] = []
  const stream = {
    ...{ peer: 'orchestrator', messages: said, close() {}, abort() {} },
    send: (bytes: Uint8Array) => void heard.push({ kind: decodeAsk(bytes).kind, at: performance.now() }),
  }
  const network = { open: async () => stream } as unknown as Network
  const leaving = new AbortController()
  const hooks = { onstage() {}, onpaid() {}, signal: leaving.signal }
  const asking = askPeer(network, offer, order, undefined, hooks)
  asking.catch(() => {})
  said.push(encodeAsk({ kind: 'accept', body: {} }))
  const began = performance.now()
  for (let ms = 0; ms < 2 * STREAM_IDLE_MS; ms += FILE_BEAT_MS) {
    said.push(encodeAsk({ kind: 'beat', body: { stage: 'running', share: 1 } }))
    await vi.advanceTimersByTimeAsync(FILE_BEAT_MS)
  }
  const times = [began, ...heard.map(({ at }) => at), performance.now()]
  const silences = times.slice(1).map((at, index) => at - (times[index] as number))
  expect(Math.max(...silences)).toBeLessThan(STREAM_IDLE_MS / 10)
  leaving.abort(new Error('enough'))
  await expect(asking).rejects.toThrow('enough')
})
