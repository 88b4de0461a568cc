import * as v from 'valibot'
import { MillraceError } from '../../protocol/errors.ts'
import { MAX_CANDIDATES, MAX_CONNECTIONS, MAX_MESSAGE_BYTES } from '../../protocol/limits.ts'
import type { Signal } from '../../protocol/schema.ts'
import { isModest } from './sdp.ts'
import type { CarrierKind } from './types.ts'

const body = v.pipe(
  v.string(),
  v.maxLength(MAX_MESSAGE_BYTES),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return JSON.parse(dataset.value) as unknown
    } catch {
      addIssue({ message: 'not JSON' })
      return NEVER
    }
  }),
)
const connection = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_CONNECTIONS - 1))
const sdp = v.pipe(v.string(), v.maxLength(MAX_MESSAGE_BYTES), v.check(isModest))
const candidate = v.object({
  candidate: v.pipe(v.string(), v.maxLength(1024)),
  sdpMid: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(16))), null),
  sdpMLineIndex: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(15))), null),
  usernameFragment: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(256))), null),
})
const carriers = v.pipe(v.array(v.picklist(['rtp', 'data'] satisfies CarrierKind[])), v.maxLength(2))

const signal = v.variant('kind', [
  v.object({ kind: v.literal('hello'), connection, body: v.pipe(body, v.object({ carriers })) }),
  v.object({ kind: v.literal('offer'), connection, body: v.pipe(body, v.object({ sdp })) }),
  v.object({ kind: v.literal('answer'), connection, body: v.pipe(body, v.object({ sdp })) }),
  v.object({ kind: v.literal('candidate'), connection, body: v.pipe(body, candidate) }),
])

/** A Signal that has passed every bound. */
export type CheckedSignal = v.InferOutput<typeof signal>

/** @throws MillraceError bad-message */
export function readSignal(raw: Signal): CheckedSignal {
  const { success, output } = v.safeParse(signal, raw)
  if (!success) throw outOfBounds()
  return output
}

function outOfBounds(cause?: unknown): MillraceError {
  return new MillraceError('bad-message', 'The other side sent connection details that make no sense.', {
    cause,
  })
}

/** Applies what the other side says of one RTCPeerConnection, in an order that it accepts. */
export type Negotiation = {
  offer(): Promise<void>
  /** @throws MillraceError bad-message for a signal that is out of place */
  onsignal(signal: CheckedSignal): Promise<void>
}

export type NegotiationHandlers = {
  send(kind: CheckedSignal['kind'], body: unknown): void
  /** Changes a remote description before it is applied. */
  adapt(sdp: string): string
  /** The offer is applied; what the answer is to contain can be added. */
  onoffer(): void
}

/** One offer and one answer for each connection, never more; candidates wait for the description. */
export function negotiate(pc: RTCPeerConnection, { send, adapt, onoffer }: NegotiationHandlers): Negotiation {
  const early: RTCIceCandidateInit[] = []
  let candidates = 0
  let found = 0
  let described = false

  pc.onicecandidate = ({ candidate }) => {
    if (candidate === null || candidate.candidate === '') return
    found += 1
    // The other side takes more for an attack.
    if (found <= MAX_CANDIDATES) send('candidate', candidate.toJSON())
  }

  const apply = async (type: 'offer' | 'answer', sdp: string) => {
    const expected = type === 'offer' ? 'stable' : 'have-local-offer'
    if (described || pc.signalingState !== expected) throw outOfBounds()
    described = true
    await pc.setRemoteDescription({ type, sdp: adapt(sdp) }).catch(cause => {
      if (pc.signalingState !== 'closed') throw outOfBounds(cause)
    })
    // Before anything else is awaited: a track that has no transform by then goes without one for ever.
    if (type === 'offer') onoffer()
    for (const candidate of early.splice(0)) await add(candidate)
  }
  /** A candidate of a kind that this browser does not know is no reason to give up the others. */
  const add = (candidate: RTCIceCandidateInit) => pc.addIceCandidate(candidate).catch(() => {})

  return {
    async offer() {
      await pc.setLocalDescription()
      send('offer', { sdp: pc.localDescription?.sdp })
    },
    async onsignal({ kind, body }) {
      switch (kind) {
        case 'offer':
          await apply('offer', body.sdp)
          await pc.setLocalDescription()
          return send('answer', { sdp: pc.localDescription?.sdp })
        case 'answer':
          return apply('answer', body.sdp)
        case 'candidate':
          candidates += 1
          if (candidates > MAX_CANDIDATES) throw outOfBounds()
          if (pc.remoteDescription !== null) return add(body)
          early.push(body)
          return
        case 'hello':
          throw outOfBounds()
      }
    },
  }
}
