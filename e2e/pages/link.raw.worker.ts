import { expose } from 'comlink'
import type { Announcement, FromWorker, ToWorker, TransformOptions } from '../../web/network/link/bridge.ts'
import { bridgedChannel } from '../../web/network/link/bridged-channel.ts'
import { createDataSender } from '../../web/network/link/data-port.ts'
import type { Outbox } from '../../web/network/link/outbox.ts'
import type { Transformer } from '../../web/network/link/pictures.ts'
import { createRtpSender, receiveRtp } from '../../web/network/link/rtp-port.ts'

/*
 * The other end of a link, in the hands of somebody else: it keeps up appearances until the link is open, then
 * sends whatever carrier frames it is told to.
 */

const frames: Uint8Array[] = []
const outbox: Outbox = {
  push: () => true,
  take: () => frames.splice(0, 1),
  bytes: () => frames.length,
  hasPictures: () => frames.length > 0,
  dropped: () => 0,
}
const rtp = createRtpSender(outbox, number => tell({ kind: 'sent', number }))
const data = createDataSender(outbox)
let main: MessagePort | undefined
let sender: typeof rtp | typeof data | undefined

const tell = (message: FromWorker) => main?.postMessage(message)
const handlers = { onopen: () => tell({ kind: 'open' }), onframe() {} }

addEventListener('message', ({ data: announcement }: MessageEvent<Partial<Announcement>>) => {
  if (announcement.port === undefined) return
  main = announcement.port
  setInterval(() => tell({ kind: 'tick' }), 100)
  main.onmessage = ({ data: message }: MessageEvent<ToWorker>) => {
    if (message.kind === 'pictures') rtp.setPictures(message.writable)
    if (message.kind === 'channel') data.add(message.channel, handlers)
    if (message.kind === 'bridge') data.add(bridgedChannel(message.port), handlers)
    if (message.kind === 'landed') rtp.landed(message.number)
    if (message.kind === 'carrier') {
      sender = message.carrier === 'rtp' ? rtp : data
      sender.start()
    }
  }
})
addEventListener('rtctransform', event => {
  const { transformer } = event as Event & { transformer: Transformer & { options: TransformOptions } }
  if (transformer.options.direction === 'send') rtp.setTransformer(transformer)
  else receiveRtp(transformer, () => tell({ kind: 'heard' }))
})

const api = {
  send(raw: Uint8Array[]): void {
    frames.push(...raw)
    sender?.wake()
  },
}

export type RawWorker = typeof api

expose(api)
