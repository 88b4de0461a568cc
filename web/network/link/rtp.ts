import type { TransformOptions } from './bridge.ts'

/** What the encoder of the carrier pictures is allowed, over what the chunks need: probes go up to twice of it. */
const HEADROOM = 3
/** Where little or nothing is sent, probes still need room, bits per second. */
const MIN_BITRATE = 300_000
const CODECS = ['video/VP8', 'video/rtx']

/** Whether this browser can carry chunks inside an RTP track. */
export function rtpSupported(): boolean {
  return 'MediaStreamTrackGenerator' in globalThis && 'RTCRtpScriptTransform' in globalThis
}

/** The RTP carrier's part on the main thread: a track each way, with its transforms in the Worker. */
export type RtpCarrier = {
  /** Before the offer: adds the track. */
  offer(pc: RTCPeerConnection): void
  /** Between the offer and the answer: takes up the offered track. */
  answer(pc: RTCPeerConnection): void
  /** The pictures' way into the track; transfer it to the Worker. */
  writable: WritableStream<VideoFrame>
  close(): void
}

/** @param bitrate bits per second that this side will send at most */
export function createRtpCarrier(worker: Worker, id: string, bitrate: number): RtpCarrier {
  const track = new MediaStreamTrackGenerator({ kind: 'video' })
  const maxBitrate = Math.round(Math.max(bitrate, MIN_BITRATE) * HEADROOM)
  // Probing goes on while the sender is limited by its content: what was given up comes back sooner.
  track.contentHint = 'detail'

  const tap = (direction: TransformOptions['direction']) =>
    new RTCRtpScriptTransform(worker, { millraceLink: id, direction } satisfies TransformOptions)

  const dress = (transceiver: RTCRtpTransceiver) => {
    transceiver.sender.transform = tap('send')
    transceiver.receiver.transform = tap('receive')
    const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? []
    transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => CODECS.includes(mimeType)))
  }

  return {
    writable: track.writable,
    offer(pc) {
      dress(pc.addTransceiver(track, { direction: 'sendrecv', sendEncodings: [{ maxBitrate }] }))
    },
    answer(pc) {
      const [transceiver] = pc.getTransceivers()
      if (transceiver === undefined) return
      transceiver.direction = 'sendrecv'
      void transceiver.sender.replaceTrack(track)
      dress(transceiver)
      const parameters = transceiver.sender.getParameters()
      for (const encoding of parameters.encodings) encoding.maxBitrate = maxBitrate
      void transceiver.sender.setParameters(parameters)
    },
    close: () => track.stop(),
  }
}
