import { startNetwork } from '../../web/network/node.ts'
import type { MessageStream } from '../../web/network/types.ts'
import { decodeFile, encodeFile, type FileMessage } from '../../web/protocol/messages.ts'
import { createInflow, createOutflow } from '../../web/protocol/window.ts'

/** Moves bytes to another page: as the data of a file, and over a bare data channel. */

const PIECE = 64 * 1024
const HIGH_WATER = 2 * 1024 * 1024

const relays = new URLSearchParams(location.search).getAll('relay')
const network = await startNetwork({ relays, identity: undefined, rtcConfiguration: { iceServers: [] } })
const connection = new RTCPeerConnection()
let bare: RTCDataChannel | undefined

const say = (stream: MessageStream, message: FileMessage) => stream.send(encodeFile(message))

/** Takes all that comes. */
network.serve('/millrace/file/1', async stream => {
  const inflow = createInflow()
  for await (const bytes of stream.messages) {
    const message = decodeFile(bytes)
    if (message.kind !== 'data') continue
    const taken = inflow(message.body.data.byteLength)
    if (taken !== undefined) say(stream, { kind: 'taken', body: { bytes: taken } })
  }
})
connection.ondatachannel = ({ channel }) => {
  let taken = 0
  channel.binaryType = 'arraybuffer'
  channel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    taken += data.byteLength
    if (taken % (PIECE * 16) === 0) channel.send(String(taken))
  }
}

const kit = {
  peer: network.peer,
  addresses: network.addresses,

  /** @returns MB/s, until the other side has taken all */
  async file(peer: string, addresses: string[], bytes: number): Promise<number> {
    const stream = await network.open(peer, addresses, '/millrace/file/1', AbortSignal.timeout(60_000))
    const outflow = createOutflow()
    const done = Promise.withResolvers<void>()
    void (async () => {
      for await (const message of stream.messages) {
        const { kind, body } = decodeFile(message)
        if (kind !== 'taken') continue
        outflow.taken(body.bytes)
        if (body.bytes > bytes - PIECE * 8) done.resolve()
      }
    })()
    const began = performance.now()
    const send = (data: Uint8Array<ArrayBuffer>) => say(stream, { kind: 'data', body: { data } })
    await outflow.write(new Uint8Array(bytes), send, AbortSignal.timeout(60_000))
    await done.promise
    const rate = bytes / 1e3 / (performance.now() - began)
    stream.close()
    return rate
  },

  /** @returns MB/s, until the other side has taken all */
  async bare(bytes: number): Promise<number> {
    const channel = bare as RTCDataChannel
    const done = Promise.withResolvers<void>()
    channel.bufferedAmountLowThreshold = HIGH_WATER / 2
    channel.onmessage = ({ data }) => {
      if (Number(data) >= bytes) done.resolve()
    }
    const piece = new Uint8Array(PIECE)
    const began = performance.now()
    for (let sent = 0; sent < bytes; sent += PIECE) {
      if (channel.bufferedAmount > HIGH_WATER) {
        await new Promise(resolve => channel.addEventListener('bufferedamountlow', resolve, { once: true }))
      }
      channel.send(piece)
    }
    await done.promise
    const rate = bytes / 1e3 / (performance.now() - began)
    channel.close()
    return rate
  },

  async offer(): Promise<RTCSessionDescriptionInit> {
    bare ??= connection.createDataChannel('bare')
    await connection.setLocalDescription()
    return gathered()
  },
  async answer(offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> {
    await connection.setRemoteDescription(offer)
    await connection.setLocalDescription()
    return gathered()
  },
  async accept(answer: RTCSessionDescriptionInit): Promise<void> {
    await connection.setRemoteDescription(answer)
    await new Promise(resolve => bare?.addEventListener('open', resolve, { once: true }))
  },
  /** Another data channel on the same connection. */
  async reopen(): Promise<void> {
    bare = connection.createDataChannel('bare')
    await new Promise(resolve => bare?.addEventListener('open', resolve, { once: true }))
  },
}

async function gathered(): Promise<RTCSessionDescriptionInit> {
  while (connection.iceGatheringState !== 'complete') {
    await new Promise(resolve =>
      connection.addEventListener('icegatheringstatechange', resolve, { once: true }),
    )
  }
  return (connection.localDescription as RTCSessionDescription).toJSON()
}

declare global {
  var transfer: typeof kit
}
globalThis.transfer = kit
