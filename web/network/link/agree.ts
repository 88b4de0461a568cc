import { MillraceError } from '../../protocol/errors.ts'
import type { CarrierKind } from './types.ts'

/** What the RTP carrier's first frames may take to arrive: a wrong fallback costs more than a late one. */
const SELF_CHECK_MS = 6000
/** One data channel suffices for a round trip up to this; beyond, several connections share the load. */
const SHORT_RTT_MS = 20
const LONG_PATH_CONNECTIONS = 4

/** What a link is carried by. */
export type Choice = { carrier: CarrierKind; connections: number }

/** How the offering side chooses the carrier. Pure: it is told what happens. */
export type Agreement = {
  /** The answering side's hello, once. @returns the carriers that both have, in order of preference */
  hello(carriers: CarrierKind[]): CarrierKind[]
  connected(now: number): void
  /** Probes of the RTP carrier arrived on this side, or on the other. */
  heard(where: 'here' | 'there'): void
  /**
   * The choice, once it can be made. RTP, when probes arrive on both sides; data channels, when they do not in time
   * or one side cannot send any.
   * @throws MillraceError link-failed when there is no carrier left
   */
  choose(now: number, rtt: number): Choice | undefined
}

/** @param preferred carriers of this side, in order of preference */
export function createAgreement(preferred: CarrierKind[]): Agreement {
  const heard = { here: false, there: false }
  let common: CarrierKind[] | undefined
  let connectedAt: number | undefined

  return {
    hello(carriers) {
      if (common !== undefined)
        throw new MillraceError('bad-message', 'The other side of the link said hello twice.')
      common = preferred.filter(carrier => carriers.includes(carrier))
      if (common.length === 0) throw noCarrier()
      return common
    },
    connected(now) {
      connectedAt = now
    },
    heard(where) {
      heard[where] = true
    },
    choose(now, rtt) {
      if (connectedAt === undefined || common === undefined) return undefined
      const viaRtp = common[0] === 'rtp'
      if (viaRtp && heard.here && heard.there) return { carrier: 'rtp', connections: 1 }
      if (viaRtp && now - connectedAt < SELF_CHECK_MS) return undefined
      if (!common.includes('data')) throw noCarrier()
      return { carrier: 'data', connections: rtt > SHORT_RTT_MS ? LONG_PATH_CONNECTIONS : 1 }
    },
  }
}

function noCarrier(): MillraceError {
  return new MillraceError('link-failed', 'The two browsers share no way to carry video.', {
    hint: 'Use a current Chrome, Edge or another Chromium browser on both sides.',
    docs: 'browsers',
  })
}
