import { proxy, transfer, wrap } from 'comlink'
import { openLink } from '../../web/network/link/open.ts'
import type { CarrierKind, SignalPort } from '../../web/network/link/types.ts'
import type { Signal } from '../../web/protocol/schema.ts'
import type { BenchWorker } from './worker.ts'

export type Carrier = CarrierKind | 'plain'
export type Side = 'offer' | 'answer'

const BITRATE = 4_500_000
const ID = 'bench'

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
const remote = wrap<BenchWorker>(worker)
const signals: SignalPort = {
  send: signal => void sendSignal(signal),
  onsignal: signal => void early.push(signal),
}
const early: Signal[] = []
let plainBytes = async () => 0

async function camera(): Promise<MediaStreamVideoTrack> {
  const video = { width: 1920, height: 1080, frameRate: 30 }
  const [track] = (await navigator.mediaDevices.getUserMedia({ video })).getVideoTracks()
  if (track === undefined) throw new Error('no camera')
  return track as MediaStreamVideoTrack
}

const framesOf = (track: MediaStreamVideoTrack) => new MediaStreamTrackProcessor({ track }).readable

async function carried(side: Side, carrier: CarrierKind, rtcConfiguration: RTCConfiguration): Promise<void> {
  const keyRequest = new Uint8Array([1])
  let request = () => {}
  if (side === 'answer')
    await remote.receive(
      ID,
      proxy(() => request()),
    )
  const opening = openLink({
    id: ID,
    side,
    worker,
    signals,
    bitrate: side === 'offer' ? BITRATE : 0,
    carriers: [carrier],
    rtcConfiguration,
    signal: new AbortController().signal,
  })
  for (const signal of early.splice(0)) signals.onsignal(signal)
  const link = await opening
  request = () => link.control.send(keyRequest)
  if (side === 'answer') return
  link.control.onmessage = () => void remote.requestKey()
  const frames = framesOf(await camera())
  void remote.send(ID, transfer(frames, [frames]))
}

/** Chromium's own H.264 in a plain RTP track, with as little jitter buffer as it takes. */
async function plain(side: Side, rtcConfiguration: RTCConfiguration): Promise<void> {
  const pc = new RTCPeerConnection(rtcConfiguration)
  const held: RTCIceCandidateInit[] = []
  const send = (kind: Signal['kind'], body: unknown) =>
    sendSignal({ connection: 0, kind, body: JSON.stringify(body) })
  pc.onicecandidate = ({ candidate }) => void (candidate && send('candidate', candidate.toJSON()))
  signals.onsignal = async ({ kind, body }) => {
    const value = JSON.parse(body)
    if (kind === 'candidate') {
      if (pc.remoteDescription === null) held.push(value)
      else await pc.addIceCandidate(value)
      return
    }
    // The same start as the carrier has.
    value.sdp = value.sdp.replace(
      /(a=fmtp:\d+ [^\r]*packetization-mode[^\r]*)/g,
      '$1;x-google-start-bitrate=3000',
    )
    await pc.setRemoteDescription(value)
    for (const candidate of held.splice(0)) await pc.addIceCandidate(candidate)
    if (kind === 'offer') {
      await pc.setLocalDescription()
      await send('answer', pc.localDescription)
    }
  }
  for (const signal of early.splice(0)) signals.onsignal(signal)
  const connected = new Promise<void>(resolve => {
    pc.onconnectionstatechange = () => {
      if (pc.connectionState === 'connected') resolve()
    }
  })
  if (side === 'offer') {
    const track = await camera()
    const frames = framesOf(track.clone() as MediaStreamVideoTrack)
    void remote.watch(transfer(frames, [frames]))
    const { codecs } = RTCRtpReceiver.getCapabilities('video') ?? { codecs: [] }
    const transceiver = pc.addTransceiver(track, {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: BITRATE }],
    })
    transceiver.setCodecPreferences(
      codecs.filter(({ mimeType }) => ['video/H264', 'video/rtx'].includes(mimeType)),
    )
    await pc.setLocalDescription()
    await send('offer', pc.localDescription)
  } else {
    pc.ontrack = ({ track, receiver }) => {
      receiver.jitterBufferTarget = 0
      const frames = framesOf(track as MediaStreamVideoTrack)
      void remote.watch(transfer(frames, [frames]))
    }
    plainBytes = async () => {
      const reports = [...(await pc.getStats()).values()]
      return reports.find(({ type }) => type === 'inbound-rtp')?.bytesReceived ?? 0
    }
  }
  return connected
}

let bytesAtReset = 0
const api = {
  signal: (signal: Signal) => signals.onsignal(signal),
  open: (side: Side, carrier: Carrier, rtcConfiguration: RTCConfiguration) =>
    carrier === 'plain' ? plain(side, rtcConfiguration) : carried(side, carrier, rtcConfiguration),
  async reset() {
    bytesAtReset = await plainBytes()
    await remote.reset()
  },
  async result() {
    const result = await remote.result()
    return { ...result, bytes: result.bytes + (await plainBytes()) - bytesAtReset }
  },
}

declare global {
  var bench: typeof api
  /** Hands a signal to the other page. */
  function sendSignal(signal: Signal): Promise<void>
}

globalThis.bench = api
