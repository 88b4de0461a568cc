import { MillraceError, toError } from '../../protocol/errors.ts'
import type { WhipInput } from '../types.ts'
import { gathered } from './gathered.ts'

/** Beside H.264 what has lost packets sent again. */
const CODECS = { video: ['video/H264', 'video/rtx'], audio: ['audio/opus'] }

/** Options of an RTCRtpScriptTransform of door.worker.ts. */
export type TapOptions = { kind: 'video' | 'sound'; port: MessagePort }

/** Lets in those who publish by WHIP, one at a time. */
export type Door = {
  /**
   * Takes a publisher in, in the place of the one before.
   * @param offer its session description
   * @returns the answer, with all candidates
   * @throws MillraceError bad-message, or unsupported where there is no H.264 in it
   */
  enter(session: string, offer: string): Promise<string>
  /** One leaves; nothing happens where another one has taken its place. */
  leave(session: string): void
  close(): void
}

/** @param oninput called with what the newest publisher sends, and with nothing when it is gone */
export function openDoor(configuration: RTCConfiguration, oninput: (input: WhipInput) => void): Door {
  const worker = new Worker(new URL('./door.worker.ts', import.meta.url), { type: 'module' })
  let inside: { session: string; pc: RTCPeerConnection } | undefined

  const leave = (session: string) => {
    if (inside?.session !== session) return
    inside.pc.close()
    inside = undefined
    oninput({ kind: 'whip', video: undefined, sound: undefined })
  }

  const tap = (receiver: RTCRtpReceiver | undefined, kind: TapOptions['kind']): MessagePort | undefined => {
    if (receiver === undefined) return undefined
    const { port1, port2 } = new MessageChannel()
    receiver.transform = new RTCRtpScriptTransform(worker, { kind, port: port1 }, [port1])
    return port2
  }

  return {
    async enter(session, offer) {
      const pc = new RTCPeerConnection(configuration)
      try {
        await pc.setRemoteDescription({ type: 'offer', sdp: offer }).catch(cause => {
          throw new MillraceError('bad-message', 'The offer is no session description.', { cause })
        })
        const video = take(pc, 'video')
        const audio = take(pc, 'audio')
        if (video === undefined || !offersH264(offer)) throw noPicture()
        // Before the answer: later the frames would go past it.
        const input = { video: tap(video, 'video'), sound: tap(audio, 'sound') }
        await pc.setLocalDescription(await pc.createAnswer())
        await gathered(pc)
        inside?.pc.close()
        inside = { session, pc }
        pc.onconnectionstatechange = () => {
          if (pc.connectionState === 'failed' || pc.connectionState === 'closed') leave(session)
        }
        oninput({ kind: 'whip', ...input })
        return pc.localDescription?.sdp ?? ''
      } catch (thrown) {
        pc.close()
        throw toError(thrown)
      }
    },
    leave,
    close() {
      inside?.pc.close()
      worker.terminate()
    },
  }
}

/** The first track of a kind is received; others are turned down. */
function take(pc: RTCPeerConnection, kind: 'video' | 'audio'): RTCRtpReceiver | undefined {
  const [first, ...others] = pc.getTransceivers().filter(({ receiver }) => receiver.track.kind === kind)
  for (const each of others) each.direction = 'inactive'
  if (first === undefined) return undefined
  first.direction = 'recvonly'
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []
  first.setCodecPreferences(codecs.filter(({ mimeType }) => CODECS[kind].includes(mimeType)))
  return first.receiver
}

function offersH264(offer: string): boolean {
  return /^a=rtpmap:\d+ H264\/90000/im.test(offer)
}

function noPicture(): MillraceError {
  return new MillraceError('unsupported', 'The offer has no H.264 video.', {
    hint: 'Choose H.264 as the video encoder.',
  })
}
