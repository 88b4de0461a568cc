import { concat } from '../../protocol/concat.ts'
import { HEADER_BYTES, PART_BYTES } from '../../protocol/framing.ts'
import type { Outbox } from './outbox.ts'

/** What all channels together hold at the most, bytes: more only adds delay. */
const HIGH_WATER = 256 * 1024
/** Where a channel asks for more. */
export const LOW_WATER = 32 * 1024
/** Rates above the best that was seen are tried in steps of this. */
const GROWTH = 1.05
/** Weight of the newest measurement. */
const NEWEST = 0.3
/** A queue below this may have run dry in between: what drained says nothing of what the path can do, bytes. */
const BUSY_BYTES = 16 * 1024
/** Assumed until something was measured, bits per second for each channel. */
const START_BITRATE = 1_500_000

/** What the carrier needs of an RTCDataChannel; one that is bridged from the main thread looks the same. */
export type Channel = {
  readyState: RTCDataChannelState
  readonly bufferedAmount: number
  bufferedAmountLowThreshold: number
  binaryType: BinaryType
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<unknown>) => void) | null
  onbufferedamountlow: ((event: Event) => void) | null
  /** Takes the buffer away. */
  send(frame: Uint8Array<ArrayBuffer>): void
  close(): void
}

export type DataSender = {
  add(channel: Channel, handlers: { onopen(): void; onframe(frame: Uint8Array): void }): void
  /** Carries what waits from now on. */
  start(): void
  /** Something waits in the outbox. */
  wake(): void
  /** Bytes that the channels hold. */
  backlog(): number
  /** Measures what drained since the last call, bits per second. */
  available(): number
  close(): void
}

/** The data channel carrier inside a Worker: parts over the channel that holds the least. */
export function createDataSender(outbox: Outbox): DataSender {
  const channels: Channel[] = []
  let started = false
  let sent = 0
  let estimate = 0
  let last = { at: 0, sent: 0, backlog: 0 }

  const backlog = () => channels.reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0)

  const wake = () => {
    const open = channels.filter(({ readyState }) => readyState === 'open')
    while (started && outbox.bytes() > 0) {
      const [channel] = open.sort((a, b) => a.bufferedAmount - b.bufferedAmount)
      if (channel === undefined || channel.bufferedAmount >= HIGH_WATER / open.length) return
      const frame = concat(outbox.take(PART_BYTES + HEADER_BYTES))
      sent += frame.byteLength
      channel.send(frame)
    }
  }

  return {
    add(channel, { onopen, onframe }) {
      channels.push(channel)
      channel.binaryType = 'arraybuffer'
      channel.bufferedAmountLowThreshold = LOW_WATER
      channel.onbufferedamountlow = wake
      channel.onmessage = ({ data }) => {
        if (data instanceof ArrayBuffer) onframe(new Uint8Array(data))
      }
      const opened = () => {
        onopen()
        wake()
      }
      if (channel.readyState === 'open') opened()
      else channel.onopen = opened
    },
    start() {
      started = true
      estimate = START_BITRATE * channels.length
      last = { at: performance.now(), sent, backlog: backlog() }
      wake()
    },
    wake,
    backlog,
    available() {
      const now = { at: performance.now(), sent, backlog: backlog() }
      const seconds = (now.at - last.at) / 1000
      if (!started || seconds <= 0) return estimate
      const drained = ((now.sent - last.sent + last.backlog - now.backlog) * 8) / seconds
      const busy = last.backlog > BUSY_BYTES && now.backlog > BUSY_BYTES
      if (busy) estimate += NEWEST * (drained - estimate)
      else estimate = Math.max(estimate, drained, drained > estimate / 2 ? estimate * GROWTH : 0)
      last = now
      return estimate
    },
    close() {
      for (const channel of channels) channel.close()
      channels.length = 0
    },
  }
}
