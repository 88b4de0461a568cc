import type { Channel } from './data-port.ts'

/*
 * A data channel for a Worker where the browser cannot transfer one: it stays on the main thread, and bytes go to
 * and fro over a MessagePort, transferred.
 */

type ToWorker = { kind: 'open' } | { kind: 'data'; data: ArrayBuffer } | { kind: 'drained'; total: number }

/** The main thread's half. */
export function bridgeChannel(channel: RTCDataChannel, lowThreshold: number): MessagePort {
  const { port1, port2 } = new MessageChannel()
  let total = 0
  const tell = (message: ToWorker, transfer: Transferable[] = []) => port1.postMessage(message, transfer)
  const drained = () => tell({ kind: 'drained', total: total - channel.bufferedAmount })
  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = lowThreshold
  channel.onbufferedamountlow = drained
  channel.onopen = () => tell({ kind: 'open' })
  channel.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) tell({ kind: 'data', data }, [data])
  }
  channel.onclose = () => port1.close()
  port1.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    if (channel.readyState !== 'open') return
    total += data.byteLength
    channel.send(data)
    drained()
  }
  return port2
}

/** The Worker's half: what the carrier sees of the channel. */
export function bridgedChannel(port: MessagePort): Channel {
  let sent = 0
  let drained = 0
  const channel: Channel = {
    readyState: 'connecting',
    get bufferedAmount() {
      return sent - drained
    },
    bufferedAmountLowThreshold: 0,
    binaryType: 'arraybuffer',
    onopen: null,
    onmessage: null,
    onbufferedamountlow: null,
    send(frame) {
      sent += frame.byteLength
      port.postMessage(frame.buffer, [frame.buffer])
    },
    close: () => port.close(),
  }
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    switch (data.kind) {
      case 'open':
        channel.readyState = 'open'
        return channel.onopen?.(new Event('open'))
      case 'data':
        return channel.onmessage?.(new MessageEvent('message', { data: data.data }))
      case 'drained': {
        const before = channel.bufferedAmount
        drained = data.total
        const { bufferedAmount, bufferedAmountLowThreshold: low } = channel
        if (before > low && bufferedAmount <= low)
          channel.onbufferedamountlow?.(new Event('bufferedamountlow'))
      }
    }
  }
  return channel
}
